"""Sizes with units: "at least 30 cm wide", "a 20 litre backpack", 高度不超过40厘米."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.constraints import Dimension
from assistant.language.bounds import (
    ABOUT,
    AFTER_ABOUT,
    AFTER_LEAST,
    AFTER_MOST,
    FLIPPED,
    LEAST,
    MOST,
)
from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary
from assistant.lexicon import Lexicon
from assistant.understanding.cues import read_cues
from assistant.understanding.degrees import CALLING, degree
from retrieval.measures import base_unit
from retrieval.words import is_cjk

_WORDS = Lexicon.load().words
_LOOSE = {
    "in": r"in(?=\s*(?:wide|high|tall|long|deep|monitor|screen|display|or\b|$|[,.;]))",
    '"': '"',
    "米": "米(?![色白黄])",
    "m": r"m\b(?!\s*size)",
    "g": r"g\b",
    "l": r"l\b",
}


def _either(table: str, loose: dict[str, str] | None = None) -> str:
    surfaces = sorted(_WORDS[table], key=len, reverse=True)
    return "|".join(
        (loose or {}).get(s) or re.escape(s) + (r"\b" if s.isascii() and s.isalpha() else "")
        for s in surfaces
    )


_NAME = _either("dimension")
_UNIT = _either("unit", _LOOSE)
_END = rf"\s*(?:{AFTER_MOST}|{AFTER_LEAST}|{AFTER_ABOUT})"
_N = r"\d+(?:[.,]\d+)?"
_SIZE = re.compile(
    rf"(?P<name1>{_NAME})?\s*(?:is|of|should be|must be|:|[要得需应该]*[在为是]|要)?\s*"
    rf"(?:between\s+|from\s+(?=\S+\s*(?:to|-)))?"
    rf"(?:(?P<max>{MOST}|\bonly\b)|(?P<min>{LEAST})|(?P<about>{ABOUT}))?\s*(?:\ban?\s+)?"
    rf"(?P<name2>{_NAME})?\s*(?:of\s+)?(?<!\d)(?<!\d[.,])(?P<n>{_N})\s*-?\s*"
    rf"(?:(?:{_UNIT})?\s*(?:-|to|and|到|至|~)\s*(?P<n2>{_N})\s*-?\s*)?(?P<unit>{_UNIT})"
    rf"(?P<post>{_END})?(?:\s*-?\s*(?:in\s+|of\s+|的\s*)?(?P<end>{_END}\s*)?(?P<name3>{_NAME}))?"
    rf"(?P<post2>{_END})?"
)
_MEASURED = re.compile(rf"\d\s*-?\s*(?:{_UNIT})")
_PAIR = re.compile(
    rf"(?P<a>{_N})\s*(?:{_UNIT})?\s*(?:x|×|\*|by|乘)\s*(?P<b>{_N})\s*(?:{_UNIT})?\s*"
    rf"(?:(?:x|×|\*|by|乘)\s*(?P<c>{_N})\s*)?(?P<unit>{_UNIT})"
)
_MOST, _LEAST = re.compile(f"{MOST}|{AFTER_MOST}"), re.compile(f"{LEAST}|{AFTER_LEAST}")
_GENERIC = re.compile("[高低大小多少]于")
"""Bounds whatever is spoken of, as "more than" does."""
_PURPOSE = one_of(
    r"(?:\bfor (?:a|an|my|the|his|her|our|your)?\s*|\bfits? (?:an?|my) \s*|能?(?:装|放)(?:得?下"
    r"|进)?\s*)$",
)
_SPACE = one_of(
    r"\b(?:the |my |a |our )?(?:wall|gap|space|room|corner|alcove|nook|niche|opening|doorway)s?"
    r"(?: (?:is|of|measures|that is|only|just|there is))*\s*$",
    r"(?:墙|空位|空间|缝隙?|角落|位置|地方)(?:宽|长|高|就|只|有|是)*\s*$",
)
"""What a thing has to fit into: its measure is the most that the thing may have."""
PERSON = one_of(
    r"\b(?:i|he|she|we|they|who)(?:'s|'m|'re| is| am| are| was|m)(?: (?:only|just|about|nearly"
    r"|over|like|around|well|at least))*\s*$|\b(?:im|hes|shes)\s*$",
    r"(?:身高|个子|体重|头围|腰围|(?<![给帮])[我他她])(?:就|有|是|才|大概|差不多)*\s*$",
)
"""Whose figure it is: no limit of a thing."""
_ONLY = re.compile(r"(?:只有|仅有|就只有|就这么)$")
"""Says that there is no more of a space: 墙角只有78公分宽."""
_SPACED = re.compile(r"\s*(?:of (?:space|room)|between|to spare)\b")
_OFF = re.compile(
    r"\s*[?？!,，]?\s*(?:full )?(?:'s|is|are|looks?|sounds?|seems?|(?:is |will |would |might )"
    r"(?:going to |gonna |probably )?be|就|也)?\s*(?:(?:just |still )?(?:an? )?"
    r"(?:bit|little|tad|too|rather|quite|way too|really|gonna be)(?: too| on the)?"
    r"|有点儿?|太|偏|还是|略|(?<= be))\s*"
    r"(?:(?P<small>small|short|narrow|low|thin|light|tiny|小|短|窄|矮|薄|轻)"
    r"|(?:big|large|long|wide|high|tall|thick|heavy|大|长|宽|高|厚|重))"
)
"""Says that a size which was named is not enough, or too much."""
_THING = one_of(
    r"\s*-?\s*(?:的)?\s*(?:laptops?|macbooks?|computers?|tablets?|phones?|ipads?|notebooks?"
    r"|笔记本|电脑|手机|平板)",
)
_UNITLESS = re.compile(
    rf"(?:(?P<most>{MOST})|(?P<least>{LEAST}))\s*(?P<n>\d+(?:\.\d+)?)"
    rf"(?![\d.,]*\d)(?!\s*-?\s*(?:{_UNIT}|[€$£]))"
)
_ADJECTIVE = re.compile(
    r"(?P<before>[^.;!?\d]{0,24}?)(?<![\d.,])(?P<n>\d+(?:\.\d+)?)\s+"
    r"(?P<said>wide|high|tall|deep|long|thick|across|in diameter)\b(?P<after>[^.;!?\d]{0,14})"
    r"|(?P<zh_before>[^。；！？\d]{0,12}?)(?<![\d.,])(?P<zh_n>\d+(?:\.\d+)?)\s*"
    r"(?P<zh_said>[高宽深长厚])(?P<zh_after>[^。；！？\d]{0,8})"
)
"""A figure whose unit goes without saying: "45 wide at most"."""
_SAID = {
    "high": "height", "tall": "height", "wide": "width", "deep": "depth", "long": "length",
    "thick": "thickness", "across": "diameter", "in diameter": "diameter",
    "高": "height", "宽": "width", "深": "depth", "长": "length", "厚": "thickness",
}  # fmt: skip
ALIKE = 3  # times as large: figures further apart are not of the same size
_BARE = one_of(
    r"^\W*(?:那|那么|then|ok|okay|well|no)?\W*"
    r"(?:(?P<least>at least|min(?:imum)?|至少|最少|不低于)"
    r"|at most|max(?:imum)?|up to|最多|不超过|不高于)"
    r"\s*(?P<n>\d+(?:\.\d+)?)(?:\s*(?:吧|的|then))?\W*$",
)
_POUNDS = re.compile(rf"({_N})[\s-]*pounds?\b")
_PROOF = re.compile(
    r"(?:resistant|proof|resistance)(?: (?:to|up to|of|down to))?\s*$|防水(?:到)?\s*$"
)
_SCREEN = re.compile(r"\b(?:monitors?|screens?|displays?|tvs?|televisions?)\b|显示器|屏|电视")
_SCREENS = frozenset(word for word, name in _WORDS["dimension"].items() if name == "screen")
_IMPLIED = {
    "g": "weight", "kg": "weight", "lb": "weight", "oz": "weight", "jin": "weight",
    "ml": "capacity", "cl": "capacity", "l": "capacity", "gallon": "capacity",
    "hour": "battery", "mAh": "battery",
}  # fmt: skip


def read_dimensions(
    utterance: Utterance, draft: Draft, vocabulary: Vocabulary, context: Context
) -> None:
    """Fill `dimensions`; the size of a thing that the item is for is left alone."""
    _read_unitless(utterance, draft, context)
    _read_adjectives(utterance, draft, context)
    _read_bare(utterance, draft, context)
    _read_pounds(utterance, draft, context)
    _read_boxes(utterance, draft, vocabulary)
    if not _MEASURED.search(utterance.text):  # the pattern below takes its time
        return
    _read_pairs(utterance, draft)
    bears = "bears" in read_cues(utterance.whole)
    kinds = " ".join(context.wishes.include.get("category", ()))
    screens = context.begun and _SCREEN.search(kinds)
    position = 0
    while match := _SIZE.search(utterance.text, position):
        position = match.end()
        before = utterance.text[: match.start("n")].rstrip()
        if _THING.match(utterance.text, match.end("unit")):
            continue
        held = _IMPLIED.get(_WORDS["unit"][match["unit"]]) in ("capacity", "battery")
        if not held and _PURPOSE.search(before + " "):  # 能装两升的 says how much it holds
            continue
        if PERSON.search(before):
            utterance.take(match.start("n"), match.end())
            continue
        if _PROOF.search(utterance.whole[: match.start("n")]):  # not how long it is
            continue
        if bears and _IMPLIED.get(_WORDS["unit"][match["unit"]]) == "weight":
            utterance.take(match.start("n"), match.end())  # what it is to carry, not its own
            continue
        found, (start, end) = _dimensions(match, utterance), _trimmed(match)
        if found[0].unit == "inch" and not found[0].name and screens:
            found = [replace(one, name="screen") for one in found]
        if not found[0].name and _is_length(found[0].unit):  # "25 cm, any taller and it …"
            beside = _BESIDE.search(utterance.whole[end:])
            of = _compared(beside[0], found[0].unit) if beside else None
            found = [replace(one, name=of) for one in found]
        space = _SPACE.search(utterance.text[:start])
        own = any(s.start <= match.start("n") < s.end for s in utterance.frame.of("measure"))
        own = own and not _ITS.search(utterance.text[:start])
        wide = "width" if any("width" in name for name in vocabulary.names) else None
        if own and not space:  # the shopper's own space: the most that it may have
            across = wide if _is_length(found[0].unit) else None
            found = [replace(one, name=one.name or across) for one in found]
            found = [replace(one, op="<=") if one.op == "~=" else one for one in found]
        if found[0].op == "~=" and _ONLY.search(utterance.text[:start].rstrip()):
            found = [replace(one, op="<=") for one in found]
        if (space or _SPACED.match(utterance.text, end)) and not (match["min"] or match["n2"]):
            found = [replace(one, op="<=", name=one.name or wide) for one in found]
            start = space.start() if space else start
        if named := _CALLED.search(utterance.whole[:start]):  # "high, minimum 160 cm"
            found = [
                replace(one, name=one.name or _SAID[named[1]]) if _is_length(one.unit) else one
                for one in found
            ]
        bounded = match["max"] or match["min"]
        if bounded and (flip := FLIPPED.match(utterance.text, end)):  # "over 22 inch won't fit"
            found = [replace(one, op=_OTHER.get(one.op, one.op)) for one in found]
            end = flip.end()
        elif off := _OFF.match(utterance.text, end):  # "22 inch is a bit small"
            found = [replace(one, op=">" if off["small"] else "<") for one in found]
        draft.dimensions += found
        utterance.take(start, end)
    draft.dimensions = _named(draft, context)


_OTHER = {"<=": ">=", ">=": "<="}
_BESIDE = re.compile(r"太?[高宽长深厚矮窄]了|\b(?:any|much|too) [a-z]+\b")
"""What is too much of it, beside a size: 25公分以下，高了挡人脸."""
_ITS = re.compile(r"\b(?:with|having|has) (?:an? )?$|[有带]$")
"""Before a size: it is the thing's own, and no gap of the shopper's."""
_CALLED = re.compile(r"\b(wide|high|tall|deep|long|thick)\b[^.;!?\d]{0,12}$")
"""What a size that follows is of."""


def _is_length(unit: str) -> bool:
    known = base_unit(unit)
    return known is not None and known[0] == "length"


def _read_unitless(utterance: Utterance, draft: Draft, context: Context) -> None:
    """ "taller than 20": in the unit of a size in force, else in centimetres or kilograms."""
    for match in list(_UNITLESS.finditer(utterance.text)):
        name = _compared(match["most"] or match["least"])
        if name is None:
            continue
        units = [one.unit for one in context.wishes.dimensions if one.name in (name, None)]
        unit = units[0] if units else "kg" if name == "weight" else "cm"
        op = "<=" if match["most"] else ">="
        draft.dimensions.append(Dimension(name, op, float(match["n"]), unit))
        utterance.take(*match.span())


_REMARK = re.compile(r"\s*(?:high|tall|wide|deep|long|thick)?\s*[?？]+\s*\S")
"""A figure that was told, said again in doubt: "36 high?? my couch is higher"."""


def _read_adjectives(utterance: Utterance, draft: Draft, context: Context) -> None:
    """ "45 wide at most", "nothing over 150 high": in centimetres, or the unit in force."""
    for span in utterance.frame.of("limit", "measure"):
        told = re.match(r"\d+(?:\.\d+)?", utterance.text[span.start :])
        if told and context.begun and _REMARK.match(utterance.text, span.start + told.end()):
            utterance.take(span.start, span.end)
            continue
        match = _ADJECTIVE.search(utterance.text[span.start : span.end])
        if match is None:
            continue
        zh = "zh_" if match["zh_said"] else ""
        name = _SAID[match[f"{zh}said"]]
        units = [one.unit for one in context.wishes.dimensions if one.name in (name, None)]
        around = f"{match[f'{zh}before']} {match[f'{zh}after']}"
        most = bool(_MOST.search(around))
        least = not most and bool(_LEAST.search(around))
        op = "<=" if most or span.role == "measure" else ">=" if least else "~="
        unit = units[0] if units else "cm"
        draft.dimensions.append(Dimension(name, op, float(match[f"{zh}n"]), unit))
        utterance.take(span.start + match.start(), span.start + match.end())


def _read_bare(utterance: Utterance, draft: Draft, context: Context) -> None:
    """ "at least 30" where a size of about 30 is in force and no price is: the same size."""
    wishes = context.wishes
    if not wishes.dimensions or wishes.max_price or wishes.min_price or wishes.about_price:
        return
    last = wishes.dimensions[-1]
    match = _BARE.search(utterance.text)
    if match and 1 / ALIKE <= float(match["n"]) / last.value <= ALIKE:
        utterance.take(*match.span())
        op = ">=" if match["least"] else "<="
        draft.dimensions.append(Dimension(last.name, op, float(match["n"]), last.unit))


def _read_pounds(utterance: Utterance, draft: Draft, context: Context) -> None:
    """ "10 pounds" of a thing whose weight was asked for is no price."""
    weighs = any(one.name == "weight" for one in context.wishes.dimensions)
    for match in utterance.read(_POUNDS) if weighs else ():
        draft.dimensions.append(Dimension("weight", "~=", float(match[1]), "lb"))


def _named(draft: Draft, context: Context) -> list[Dimension]:
    """A size of which it is not said which takes the name of the one in force of such a unit."""
    in_force = {one.unit: one.name for one in context.wishes.dimensions}
    return [
        replace(one, name=in_force[one.unit]) if not one.name and one.unit in in_force else one
        for one in draft.dimensions
    ]


_BOX = re.compile(
    rf"(?P<most>(?:{MOST})\s*)?(?<![\d.,])(?P<a>\d{{1,3}})\s*[x×*]\s*(?P<b>\d{{1,3}})\s*[x×*]\s*"
    r"(?P<c>\d{1,3})(?![\d.,]*\d)(?:\s*(?:cm|厘米|公分))?"
)
_BOX_NAMES = ("height", "width", "depth")


def _read_boxes(utterance: Utterance, draft: Draft, vocabulary: Vocabulary) -> None:
    """ "max 55 x 40 x 23": what a thing must not be beyond, in centimetres where no unit is said;
    its height, width and depth, as luggage is measured, where things here state all three."""
    if not all(name in vocabulary.names or f"{name} cm" in vocabulary.names for name in _BOX_NAMES):
        return
    for match in utterance.read(_BOX):
        op = "<=" if match["most"] or _MOST.search(utterance.whole[match.end() :][:12]) else "~="
        sizes = zip(_BOX_NAMES, (match["a"], match["b"], match["c"]), strict=True)
        draft.dimensions += [Dimension(name, op, float(size), "cm") for name, size in sizes]


def _read_pairs(utterance: Utterance, draft: Draft) -> None:
    """ "20 x 30 cm": sizes of which it is not said which is which."""
    for match in utterance.read(_PAIR):
        unit = _WORDS["unit"][match["unit"]]
        for number in (match["a"], match["b"], match["c"]):
            if number:
                draft.dimensions.append(Dimension(None, "~=", float(number), unit))


def _trimmed(match: re.Match[str]) -> tuple[int, int]:
    """The span without a screen's word at either end, which may be the kind of thing."""
    start, end = match.span()
    if match["name1"] in _SCREENS:
        start = match.end("name1")
    if match["name3"] in _SCREENS:
        end = match.start("name3")
    return start, end


def _dimensions(match: re.Match[str], utterance: Utterance) -> list[Dimension]:
    unit = _WORDS["unit"][match["unit"]]
    name = _name(match, unit, utterance)
    shown_unit = "kg" if unit == "jin" else unit
    factor = 0.5 if unit == "jin" else 1
    value = float(match["n"].replace(",", ".")) * factor
    if match["n2"]:
        other = float(match["n2"].replace(",", ".")) * factor
        low, high = sorted((value, other))
        return [Dimension(name, ">=", low, shown_unit), Dimension(name, "<=", high, shown_unit)]
    return [Dimension(name, _op(match), value, shown_unit)]


def _op(match: re.Match[str]) -> str:
    post = "".join(match[name] or "" for name in ("post", "end", "post2"))
    if match["max"] or (post and not match["min"] and _MOST.search(post)):
        return "<="
    if "better" in (match["min"] or ""):
        return ">"
    if match["min"] or (post and _LEAST.search(post)):
        return ">="
    return "~="


def _name(match: re.Match[str], unit: str, utterance: Utterance) -> str | None:
    said = match["name3"] or match["name2"] or match["name1"]
    if said:
        return _WORDS["dimension"][said]
    if name := _compared(match["max"] or match["min"] or "", unit):
        return name
    if unit == "inch" and _SCREEN.search(utterance.whole):
        return "screen"
    return _IMPLIED.get(unit)


def _compared(bound: str, unit: str = "") -> str | None:
    """What a word that bounds a figure is said of: "width" for "no wider than", 宽过; None for
    "more than", or where nothing of the sort is in such a unit."""
    if _ACROSS.search(bound):
        return _WORDS["dimension"]["across"]
    found = degree(_GENERIC.sub("", bound), CALLING)
    kind = base_unit(unit)
    said = [name for word, name in _WORDS["dimension"].items() if is_cjk(word) and word in bound]
    names = [one for one in (found[0] if found else said) if one in _KINDS]
    return next((one for one in names if kind is None or _KINDS[one] == kind[0]), None)


_ACROSS = re.compile(r"\bacross\b|\bin diameter\b")
_KINDS = {
    "width": "length", "height": "length", "depth": "length", "length": "length",
    "thickness": "length", "weight": "mass", "capacity": "volume", "battery": "time",
}  # fmt: skip
