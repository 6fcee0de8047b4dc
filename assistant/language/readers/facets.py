"""Kinds, brands, colours, materials, patterns, sizes and shops, and which of them are refused."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.draft import Context, Draft
from assistant.language.lexicon import Lexicon
from assistant.language.patterns import one_of
from assistant.language.utterance import TAKEN, Utterance
from assistant.language.vocabulary import Term, Vocabulary
from retrieval.lexical import STOP_WORDS
from retrieval.words import singular

_NEGATION = one_of(
    r"\b(?:neither|any but|all except|nothing(?! (?:but|special|else|in particular))|(?:must"
    r"|should|ca)n'?t(?: be| have)?|must not|cannot|should not|anything but|everything but|all "
    r"but|nothing (?:in|made of|with|from|by)"
    r"|no|not|n't|non|without|except(?: for)?|excluding|exclude|other than|apart from|rather than"
    r"|instead of|avoid(?:ing)?|never(?! ?mind)|minus|don'?t (?:want|like|need|show(?: me)?)|do not (?:want"
    r"|like)|hate|dislike|can'?t stand|allergic to|isn'?t|aren'?t|is not|are not|free (?:of"
    r"|from))\b(?!-\w)(?!\s*(?:only|just|sure|bad|thanks))",
    r"除了",
    r"除开",
    r"不要",
    r"不想要",
    r"不喜欢",
    r"不含",
    r"不带",
    r"(?<!有)没有",
    r"不是",
    r"别要",
    r"别给我",
    r"讨厌",
    r"拒绝",
    r"排除",
    r"(?<![特分级个])别(?=[^的人])",
    r"非(?!常)",
    r"无(?!线|所)",
    r"不(?=[^错同少超限])",
)
_FILLER = one_of(
    r"(?:[\s]|\b(?:an?|any|the|in|of|made|from|with|too|is|are|be|it|to|have|having|anything"
    r"|something|that|one|ones|those|it's|by|want|from|such|as|please)\b|-|任何|什么|是|的"
    r"|用|做|含|那种|有|要|买|看|给我|推荐|品牌|牌子?)*",
)
_LISTED = one_of(
    r"(?:[\s]*(?P<any>\b(?:or|nor)\b|、|或者?|/|以?及)|[\s]*(?P<same>,?\s*\band\b|&|,|，|"
    rf"和|跟|还有))?{_FILLER.pattern}",
)
_BOUNDARY = one_of(
    rf"[,;.!?，。；！？{TAKEN}]",
    r"\b(?:but|though|however|please|instead|and|or|which|that|in|for|with|under)\b",
    r"但",
    r"而",
    r"就",
)
_AFTER = one_of(
    r"\s*(?:的|色)?\s*[也都就款]?\s*(?:除外|[以之]外|(?:不要|不行|不考虑|免谈|不喜欢"
    r"|别要)(?![^\s,，。;；!！?？]))",
    r"-free\b",
    r"\s+free\b(?!\s+(?:shipping|delivery))",
    r"\s+(?:is|are) (?:out|a no[- ]go|not (?:ok|an option|for me))\b",
)
_PURPOSE = one_of(
    r"(?:(?<!look )(?<!looking )(?<!search )(?<!searching )(?<!shopping )(?<!hunting "
    r")(?<!market )(?<!after )\bfor"
    r"|\bon|\bunder|\bin|\bnext to|\bbeside|\bin front of|\bfits?|\binside|\bmatch(?:es"
    r"|ing)?)\s+(?:my"
    r"|our|his|her|their|your|the)\s+(?:[\w-]+\s+){0,2}$",
)
_PREPOSITION = re.compile(
    r"\b(?:for|with|on|to|under|that|which|without|in|from|by|has|have|having)\b"
)
_MATERIAL_PLACE = re.compile(
    r"\b(?:made (?:of|from|out of)|of|in|but|no|not|nothing|without|except)\s+(?:any )?$"
)
_ADDS = re.compile(
    r"\b(?:or|also|too|as well|additionally)\b|也(?:行|可以|要)|或者?|还(?:有|要)|加上"
)
_SIZE = one_of(
    r"\bsizes?\s*(?:is|of|:|in)?\s*(\d{1,3}(?:\.5)?|x{0,3}[sml]|[2-5]xl|small|medium|large"
    r"|extra large|one size)\b",
    r"\b(x{1,3}[sl]|[2-5]xl|(?<!')[sml])\b(?=\s*(?:size|码|号|$|[,.;，。]|please|only|and|or"
    r"|in|[\u4e00-\u9fff]))",
    r"(?<![a-z\d])(x{0,3}[sml]|\d{2,3})\s*[码号](?!线)",
    r"尺码\s*(\d{2,3}|x{0,3}[sml])",
    r"\bin (?:an? )?(?:size )?(small|medium|large|extra large|[2-5]\d)\b(?=\s*(?:$|[,.;!?]"
    r"|please|for|and|or))",
    r"(?:(?<=, )|(?<=men's )|(?<=women's ))(small|medium|large|extra large)(?=$|,)",
)
_SIZE_NAMES = {"small": "s", "medium": "m", "large": "l", "extra large": "xl"}
_ZH_PLACE = re.compile(r"(?:摆|放|挂)(?:在|到)?$")
_ZH_ON = re.compile(r"(?:上(?!衣)|里|旁)(?:面|边)?(?:的|用|摆|放|$)")
_NO_LONGER = re.compile(r"不(?:再)?(?:看|找|买|要看)\s*[^\s,，。]{1,8}了")
_SAME = re.compile(r"\s*(?:的)?(?:和|跟|、|以及|还有)\s*")
_COLOURED = re.compile(r"\s*-?\s*(?:colou?red|in colou?r|colou?r\b|tone|色)")
_COUNTED = re.compile(r"(?:\b(?:an?|another|any|some|one|the|show me|wine|drinking)|\d)\s+$")
_ALLOWED = re.compile(
    r"\s*(?:(?:is|are|would be|'s) )?(?:also |actually )?(?:fine|ok|okay|all right|alright|allowed|good)\b"
    r"|\s*(?:的)?也?(?:可以|行|没问题|没关系|能接受)"
)
_OF_A_PART = re.compile(r"\bwith (?P<article>an? |its |the |some )?(?:[\w-]+ )?$")
_PART = re.compile(r"\s+(?!and|or|but|for|in|under|please|only|not|that)[a-z]{3,}")
_FOR = re.compile(r"(?<!look )(?<!looking )(?<!searching )\bfor (?:an? |the |my )?$")


def read_facets(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `include` and `exclude`."""
    _read_sizes(utterance, draft)
    for pattern in (_NO_LONGER, _UNNEEDED, _REPLACED):
        for _ in utterance.read(pattern):
            pass
    text = utterance.text
    settled = bool(context.wishes.include.get("category"))
    found = _meant(text, vocabulary.find(text), settled)
    terms = [t for t in found if not _is_of_a_part(text, t)]
    terms = _without_purposes(text, terms)
    refused = _refused(utterance.text, terms)
    _read_unknown_refusals(utterance, draft, terms)
    for negation in _NEGATION.finditer(text):
        if any(
            _FILLER.fullmatch(text[negation.end() : max(t.start, negation.end())]) for t in refused
        ):
            utterance.take(*negation.span())
    kinds = [t for t in terms if t.facet == "category" and t not in refused]
    heads = _heads(utterance.text, kinds, utterance.chinese)
    for term in terms:
        if _is_allowed_again(text, term, context):
            draft.lifted.setdefault(term.facet, []).append(term.value)
        elif term in refused:
            draft.exclude.setdefault(term.facet, []).append(term.value)
        elif term.facet != "category" or term in heads:
            draft.include.setdefault(term.facet, []).append(term.value)
            if _ADDS.search(utterance.text[max(term.start - 12, 0) : term.end + 12]):
                draft.added.add(term.facet)
        if term in refused or term.facet != "category" or term in heads:
            utterance.take(term.start, term.end, describes=term not in refused)


def _is_allowed_again(text: str, term: Term, context: Context) -> bool:
    """ "metal is fine after all": what was refused is refused no longer, nor is it wanted."""
    refused = context.wishes.exclude.get(term.facet, ())
    return term.value in refused and bool(_ALLOWED.match(text, term.end))


def _is_of_a_part(text: str, term: Term) -> bool:
    """Whether it describes a part: "with a leather strap", "a bottle with a straw"."""
    match = _OF_A_PART.search(text[: term.start])
    if match is None or term.facet not in ("material", "colour"):
        return False
    return bool(match["article"] or _PART.match(text, term.end))


def _without_purposes(text: str, terms: Sequence[Term]) -> list[Term]:
    """Without what a thing is for: "a birdhouse for blue tits" is not blue."""
    kinds = [t.end for t in terms if t.facet == "category"]
    return [
        t
        for t in terms
        if t.facet == "category"
        or not (_FOR.search(text[: t.start]) and any(end < t.start for end in kinds))
    ]


def _read_sizes(utterance: Utterance, draft: Draft) -> None:
    for match in utterance.read(_SIZE):
        said = next(group for group in match.groups() if group)
        draft.include.setdefault("size", []).append(_SIZE_NAMES.get(said, said))


def _meant(text: str, terms: Sequence[Term], settled: bool) -> list[Term]:
    """Terms by what they stand for in their place: "glass vase", "made of glass", "a glass";
    once a kind is `settled`, "make it glass" is a material too."""
    found: list[Term] = []
    beside = any(t.facet == "material" for t in terms)
    alone = settled and not any(t.facet == "category" and not t.others for t in terms)
    for i, term in enumerate(terms):
        follows = i + 1 < len(terms) and not text[term.end : terms[i + 1].start].strip(" -的色")
        as_material = "material" in term.others and term.facet == "category"
        if "colour" in term.others and _COLOURED.match(text, term.end):
            term = Term(term.start, term.end, "colour", term.value)
        elif as_material and (
            follows
            or any(t.facet == "category" for t in found)
            or _MATERIAL_PLACE.search(text[: term.start])
            or ((beside or alone) and _is_stuff(text, term))
        ):
            lexicon_value = term.value
            term = Term(term.start, term.end, "material", lexicon_value)
        found.append(term)
    return found


def _is_stuff(text: str, term: Term) -> bool:
    """Whether a word for a thing or what it is made of can be the latter: "glass", no "a glass"."""
    said = text[term.start : term.end]
    return singular(said) == said and not _COUNTED.search(text[: term.start])


def _refused(text: str, terms: Sequence[Term]) -> list[Term]:
    """The terms in the scope of a negation."""
    refused: list[Term] = []
    for negation in _NEGATION.finditer(text):
        position, last = negation.end(), None
        for term in (t for t in terms if t.start >= negation.end()):
            between = text[position : term.start]
            link = _FILLER.fullmatch(between) if last is None else _LISTED.fullmatch(between)
            if not link or (last is not None and not _goes_on(link, last, term)):
                break
            refused.append(term)
            position, last = term.end, term
    for term in terms:
        before = text[: term.start].rstrip()
        if _AFTER.match(text, term.end) or before.endswith("non-"):
            refused.append(term)
    for term in reversed(terms):  # 黑色和藏青色都不要
        if term not in refused and any(
            t.facet == term.facet and _SAME.fullmatch(text[term.end : t.start])
            for t in refused
            if t.start >= term.end and _AFTER.match(text, t.end)
        ):
            refused.append(term)
    return _without_compound_heads(text, refused)


def _goes_on(link: re.Match[str], last: Term, term: Term) -> bool:
    """Whether what refuses `last` refuses `term`: "leather or plastic", not "leather, green"."""
    if link["any"]:
        return True
    adjacent = not link["same"] and "," not in link[0]
    if adjacent:
        return term.facet == "category" or term.facet == last.facet
    return term.facet == last.facet and ("," not in link[0] or "and" in link[0])


def _without_compound_heads(text: str, refused: list[Term]) -> list[Term]:
    """ "no leather bags" refuses leather, not bags."""
    return [
        term
        for term in refused
        if term.facet != "category"
        or not any(
            other.end <= term.start and not text[other.end : term.start].strip(" -的")
            for other in refused
            if other is not term and other.facet != "category"
        )
    ]


def _read_unknown_refusals(utterance: Utterance, draft: Draft, terms: Sequence[Term]) -> None:
    """ "without a handle": a refused thing that no facet knows goes to `words`."""
    for negation in list(_NEGATION.finditer(utterance.text)):
        start = negation.end()
        rest = utterance.text[start:]
        lead = re.match(_FILLER.pattern, rest)
        start += lead.end() if lead else 0
        known = [t for t in terms if t.start <= start + 2 and t.end > start]
        if known or utterance.text[negation.start() : start].strip() == "":
            continue
        if utterance.text[start : start + 1] == TAKEN:
            continue
        boundary = _BOUNDARY.search(utterance.text, start)
        end = min(
            [boundary.start() if boundary else len(utterance.text)]
            + [t.start for t in terms if t.start >= start]
        )
        said = _noun(utterance.text[start:end], utterance.chinese, negation[0])
        if said:
            draft.exclude.setdefault("words", []).append(said)
            utterance.take(negation.start(), end)


def _noun(text: str, chinese: bool, negation: str) -> str:
    """The refused thing in a few words, "" for what is none ("not sure", "no thanks")."""
    if chinese:
        text = text.strip().split("的")[0]
        said = re.sub(r"(?:的|了|吧|啊|款|那种)+$", "", text.strip())
        said = Lexicon.load().words["part"].get(said, said)
        weak = negation.startswith(("不", "别", "没有")) and negation not in (
            "不要",
            "不带",
            "不含",
            "没有",
            "不想要",
        )
        return (
            said
            if 1 <= len(said) <= 10 and not weak and not re.search(r"[太很这那我你]|了$|吗", said)
            else ""
        )
    words = re.findall(r"[\w'-]+", _TRAILING.sub("", text))
    if not words or len(words) > 3 or words[0] in _NO_NOUN or words[0].isdigit():
        return ""
    return singular(" ".join(words)) if not all(w in STOP_WORDS for w in words) else ""


_UNNEEDED = re.compile(
    r"\bno (?:[\w-]+ ){1,2}(?:is |are )?(?:needed|necessary|required)\b"
    r"|\b(?:[\w-]+ ){1,2}(?:is |are )?not (?:needed|necessary|required)\b"
)
_REPLACED = re.compile(
    r"\b(?:replace|swap|change|switch)(?: out)? (?:the )?[\w-]+(?: [\w-]+)? (?:with|for|to|into|by) "
    r"|\bfrom [\w-]+ to (?=[a-z])|把[^\s,，。]{1,6}(?:换|改)(?:成|为)"
)
"""What another thing takes the place of: "replace black with white" is white."""
_TRAILING = re.compile(
    r"(?:\s+(?:either|too|please|at all|though|any ?more|if possible|thanks?))+\s*$"
)
_NO_NOUN = frozenset(
    "too so very really that this it sure thanks thank idea problem worries matter need more "
    "less i fancy special wait way one not you only just yet now what much many other others "
    "like want bad good "
    "longer limit preference".split()
)


def _heads(text: str, kinds: Sequence[Term], chinese: bool) -> list[Term]:
    """The kinds that are wanted: "a lamp for my desk" is a lamp, "desk or lamp" is both."""
    wanted: list[Term] = []
    for term in kinds:
        if chinese and (_ZH_PLACE.search(text[: term.start]) or _ZH_ON.match(text, term.end)):
            continue
        if not chinese and _PURPOSE.search(text[: term.start]):
            continue
        if not wanted:
            wanted.append(term)
            continue
        between = text[wanted[-1].end : term.start]
        if re.search(r"\b(?:or|and)\b|[,/、]|或|和", between) and not _PREPOSITION.search(between):
            wanted.append(term)
        elif not between.strip(" -的") or chinese:
            wanted[-1] = term  # the last of a compound is its head
    return wanted
