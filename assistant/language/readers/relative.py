"""Wishes that compare with what is on the screen: "cheaper", "something bigger"."""

from __future__ import annotations

import re

from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.understanding.degrees import degree

_BIT = (
    r"(?:(?:a (?:little |bit |lot |tad )*|slightly |much |even |way |far |some(?:thing|what)? "
    r"|any )*(?:bit )?)"
)
_ZH_MORE = r"(?:一?[点些](?:儿|的)?)"
_RELATIVE = (
    ("price", "lower", one_of(
        rf"\b{_BIT}(?:cheaper|less expensive|less pricey|less costly|more affordable"
        r"|lower[- ]priced?"
        r"|lower in price|less money)\b",
        r"\b(?:too|so|pretty|quite|that's|bit) (?:much )?(?:expensive|pricey|dear|costly)\b",
        r"\b(?:that's |is )?too much(?: money| for me)?\s*$", r"\btoo much money\b",
        r"贵了一?[点些]", r"\b(?:over|out of|beyond|above) my (?:budget|price range)\b",
        r"\b(?:a )?(?:bit|little|rather|too|quite|pretty|very) (?:steep|rich for me|much for me)\b",
        r"\b(?:can't|cannot|couldn't) afford\b", rf"(?:更|再|稍微|还要)?便宜{_ZH_MORE}",
        r"\b(?:costs?|costing) (?:a (?:bit|little) |much |way )?less\b(?! than)",
        r"(?:更|再)便宜", r"比[^,，。]{0,8}便宜", r"(?:太|有点|好|这么|那么|都很?|真)贵了?",
        rf"价格(?:再)?低{_ZH_MORE}",
        rf"实惠{_ZH_MORE}",
    )),
    ("price", "higher", one_of(
        rf"\b{_BIT}(?:more expensive|pricier|higher[- ]priced?|higher[- ]end|more upmarket|fancier"
        r"|dearer|more luxurious)\b",
        r"\btoo cheap\b", r"比[^,，。]{0,8}贵",
        rf"(?:更|再|稍微)?(?:贵|高档|高级|高端){_ZH_MORE}", r"更贵",
        r"更高档", r"更高级", r"太便宜",
    )),
    ("size", "larger", one_of(
        rf"\b{_BIT}(?:bigger|larger|roomier|taller|wider|longer|more spacious)(?: ones?| "
        r"sizes?)?\b",
        r"\b(?:holds?|fits?) (?:a (?:bit|little|lot) |much )?more\b(?! than)",
        r"\btoo (?:small|tiny|short|narrow)\b", r"\b(?:a |one )?size up\b",
        rf"(?:更|再|稍微)?[大高长宽]{_ZH_MORE}", r"更[大高长宽]", r"太[小矮短窄]了?",
        r"比[^,，。]{0,8}[大高长宽]",
        r"大[一两]?号",
    )),
    ("size", "smaller", one_of(
        rf"\b{_BIT}(?:smaller|more compact|tinier|shorter|narrower)(?: ones?| sizes?)?\b",
        r"\btoo (?:big|large|bulky|tall|wide|long|huge)\b", r"\b(?:a |one )?size down\b",
        rf"(?:更|再|稍微)?(?:小|矮|短|窄|小巧){_ZH_MORE}", r"更[小矮短窄]", r"太[大高长宽]了?",
        r"比[^,，。]{0,8}[小矮短窄]", r"\bless (?:bulky|big|large|wide|tall|high|long)\b",
        r"小[一两]?号",
    )),
    ("weight", "lower", one_of(
        rf"\b{_BIT}(?:lighter|less heavy)\b",
        r"\bweigh(?:s|ing)? (?:a (?:bit|little|lot) |much )?less\b(?! than)",
        r"\btoo heavy\b",
        rf"(?:更|再|稍微)?轻(?:便)?{_ZH_MORE}", r"更轻便?", r"太[重沉]了?",
        r"比[^,，。]{0,8}轻",
    )),
    ("weight", "higher", one_of(
        rf"\b{_BIT}heavier\b", r"\btoo light\b(?! in colou?r)",
        rf"(?:更|再|稍微)?[重沉]{_ZH_MORE}", r"更[重沉]", r"太轻了?",
        r"比[^,，。]{0,8}[重沉]",
    )),
)  # fmt: skip
_NOT_CHEAP = one_of(
    r"\b(?:but )?(?:not|nothing|no) (?:the |too |so |very |that )?cheap(?:est)?\b"
    r"(?: (?:stuff|ones?|things?|rubbish|junk|looking|end))?",
    r"(?:但|但是)?(?:不要|别|不想要)(?:太|最)?便宜(?:货|的那种)?",
)
"""Neither the cheapest nor a limit: dearer than what is shown."""
_NO_WISH = one_of(
    r"\b(?:not|n't|isn't|nothing|don't be) "
    r"(?:(?:too|so|very|that|overly|all that) |(?:those|these) (?=\w+ ones?\b)"
    r"|the (?=(?:dear|expensive|pricey|costly|big|large|huge|tall|small|tiny|heavy) ones?\b))"
    r"(?P<en>(?!important|fussed|picky|keen|sure)\w+)(?: "
    r"though)?",
    r"(?:不[要能]?|别)太(?P<zh>[贵大小重轻])",
)


_TOO = {
    "expensive pricey dear costly 贵": ("price", "lower"),
    "big large bulky huge tall wide long 大": ("size", "smaller"),
    "small tiny little short narrow 小": ("size", "larger"),
    "heavy 重": ("weight", "lower"),
}
"""What is not to be too much of, and which way that goes."""
_FACETS = {
    "brand": r"brands?|makers?|makes?|manufacturers?|company|品牌|牌子|厂家",
    "shop": r"shops?|stores?|sellers?|retailers?|店铺?|商店|商家",
    "colour": r"colou?rs?|颜色",
    "material": r"materials?|fabrics?|材质|材料|面料",
    "pattern": r"patterns?|prints?|图案|花纹",
}
_THIS = (
    "(?<![^\\s,，。要是有买看找在和跟选])(?<![a-z0-9] )"  # in 小米这个牌子 it points at the name
)
_FACET = "|".join(f"(?P<{name}>{words})" for name, words in _FACETS.items())
_SAME = (
    ("other", one_of(
        rf"\b(?:(?:from|by|of|in) )?(?:a |an )?(?:different|another|other) (?:{_FACET})\b"
        r" (?:than|from|to) (?:this|that|it|these|those|the)\b(?: one\b)?",
    )),
    ("other", one_of(
        rf"\bnot (?:(?:from|by|of|in) )?(?:this|that) (?:{_FACET})\b",
    )),
    ("other", one_of(
        rf"(?:不要|不是|别要|换掉)[这那]一?[个家种款]?(?:{_FACET})(?:的|了)?",
    )),
    ("same", one_of(
        rf"\b(?:(?:from|by|of|in|with|at) )?(?:the )?same (?:{_FACET})\b"
        r"(?: (?:as|like) (?:this|that|it|these)\b(?: one\b)?)?",
    )),
    ("same", one_of(
        rf"\b(?:from|by|of|in|with|at) (?:this|that) (?:{_FACET})\b",
    )),
    ("same", one_of(
        rf"(?:同一?[个家种款]?|同样的?|一样的?|{_THIS}[这那]一?[个家](?!不))(?:{_FACET})(?:的)?",
    )),
    ("same", one_of(
        rf"(?:{_FACET})(?:要|得|都)?(?:[跟和与][^\s,，。]{{1,4}})?(?:一样|相同|不变)的?",
    )),
)  # fmt: skip
"""A value taken from an item: "another one by the same brand", 颜色一样的."""
_OF_PHOTO = (
    re.compile(
        rf"\b(?:this|that|these|exactly this) (?:exact |very |same )?(?:{_FACET})\b"
        r"(?! (?:is|was|are|looks|available|in|one)\b)"
    ),
    re.compile(rf"[这那]一?[个种](?:{_FACET})(?!的?[那这怎好多])"),
)
"""A value of what a photo shows: "my cushions this colour"."""
_WHOLE = re.compile(
    r"\W*(?:(?:any|some|got|in|what|have you got|do you have) )*(?:an? )?(?:other|different"
    r"|another) \w+\W*|(?:有|还有|换)?(?:没有)?(?:别的|其[他它]的?)\w{2}(?:的)?[吗呢]?\W*"
)
"""Nothing but "other colours?" wants more results."""
_BAD_SIZE = re.compile(
    r"\b(?:x{0,3}[sml]|\d{2})\s*(?:(?:is|was|are)\s+(?:a bit )?too (?:small|big|large|tight)"
    r"|[码号]?\s*太[大小]了?)"
)
"""A size that does not fit is none that is wanted: "S is too small, M please"."""


def read_hedges(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "not too expensive" compares with what is on the screen, with nothing before that."""
    for _ in utterance.read(_BAD_SIZE):
        pass
    for _ in utterance.read(_NOT_CHEAP):
        if context.shown:
            draft.relative["price"] = "higher"
    for match in utterance.read(_NO_WISH):
        said = match["en"] or match["zh"]
        for words, (name, direction) in _TOO.items():
            if context.shown and said in words.split():
                draft.relative[name] = direction


_ANOTHER = (
    one_of(
        rf"(?<=\w )(?:in |by |from |of )?(?:a |an |some |any )?(?:different|another|other) "
        rf"(?:{_FACET})\b(?! (?:than|from|to)\b)",
    ),
    one_of(rf"(?:别|另)(?:的|一?[个家种])?(?:{_FACET})(?:的)?"),
    one_of(rf"换[个家种]\s*(?:{_FACET})(?=看|试|吧|的|\s*[,，])"),
)
"""Another than the items have, unless one is in force: that is given up."""


def read_likenesses(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "by the same brand" is the brand of the item spoken of; nothing before one is shown."""
    for direction, pattern in _SAME if context.shown or context.new_photo else ():
        for match in utterance.read(pattern):
            draft.relative |= {name: direction for name in _FACETS if match[name]}
    for pattern in _OF_PHOTO if context.new_photo else ():
        for match in utterance.read(pattern):
            draft.relative |= {name: "same" for name in _FACETS if match[name]}
    for pattern in _ANOTHER if context.shown or context.new_photo else ():
        for match in list(pattern.finditer(utterance.text)):
            name = next(name for name in _FACETS if match[name])
            if name not in context.wishes.include and not _WHOLE.fullmatch(utterance.text):
                draft.relative[name] = "other"
                utterance.take(*match.span())


_SHADE = re.compile(r"[\w ]{0,24}?\b(?:colou?rs?|shades?|tones?)\b")
"""What is said to be lighter there is no thing's weight."""
_TOO_MUCH = re.compile(r"\btoo much\b")
_OF_MONEY = re.compile(r"\b(?:cheap|pric|expens|dear|cost|money|spend|pay)|[€$£]")
_ALLOWED = re.compile(
    r"\s*(?:也|都)?(?:没关系|无所谓|没事|不要紧|不怕|(?<=[也都])[行可]以?)"
    r"|\s+(?:is|are|would be) (?:also )?(?:fine|ok|okay|no problem|all right|alright)\b"
)
"""What follows what may be so, and need not: 高点没关系, "bigger is fine"."""


def read_relative(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """ "cheaper", "something bigger", 轻一点."""
    for name, direction, pattern in _RELATIVE:
        for match in list(pattern.finditer(utterance.text)):
            limit = draft.max_price if direction == "lower" else draft.min_price
            if name == "price" and limit:  # "too expensive, 50 at most": the figure says how much
                utterance.take(*match.span())
                continue
            if _SHADE.match(utterance.text[match.start() :]):
                continue
            if allowed := _ALLOWED.match(utterance.text, match.end()):
                utterance.take(match.start(), allowed.end())
                continue
            shade = vocabulary.find(utterance.text[match.end() :].lstrip()[:20])
            if name == "weight" and shade and shade[0].start == 0 and shade[0].facet == "colour":
                continue  # "a lighter green"
            utterance.take(*match.span())
            draft.relative[name] = direction
    sized = {"size", "weight"} & set(draft.relative)
    if sized and _TOO_MUCH.search(utterance.whole) and not _OF_MONEY.search(utterance.whole):
        draft.relative.pop("price", None)  # "too much for me, lighter"
    if not draft.relative:
        _read_degrees(utterance, draft, vocabulary, context)


def _read_degrees(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """What the frame takes for a comparison, by its adjective: "not as wide", 矮一丢丢; "a cheap
    kettle" compares with nothing where no kettle was wished for."""
    in_force = set(context.wishes.include.get("category", ()))
    for span in utterance.frame.of("relative"):
        kinds = vocabulary.named(span.text)
        if kinds and in_force.isdisjoint(kinds):
            continue
        found = degree(utterance.whole[span.start : span.end])
        if _SHADE.match(utterance.whole[span.start :]):
            continue
        if found is None or TAKEN in utterance.text[span.start : span.end]:
            continue
        fields, up = found
        name = next((one for one in ("price", "weight") if one in fields), "size")
        words = ("larger", "smaller") if name == "size" else ("higher", "lower")
        draft.relative[name] = words[0] if up else words[1]
        utterance.take(span.start, span.end)
