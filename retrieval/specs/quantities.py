"""Amounts with units in running text: a small grammar over the spellings of `units.toml`.

    amount = [number ("x" number | "-" number | "/" number)] number unit

"2 x 8 GB" is sixteen of one kind, "60 x 40 cm" two extents, "20-25 W" a range, "8/256 GB" two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from retrieval.colours import colour
from retrieval.specs.specification import Specification, fold
from retrieval.specs.units import Unit, spellings, table, unit_of

NUMBER = r"\d+(?:[.,]\d+)*"
EXTENDED = frozenset({"length"})  # a x b of these are two extents, not a times b
LISTED = frozenset({"information"})  # a/b and a+b of these are two amounts
ORDINALS = frozenset({"generation"})  # they name a thing, and are never compared as amounts
MOST_PIECES = 100  # "1920 x 8 GB" is no pack
PLAIN_WORDS = frozenset("a an the my our one stock total all each this that these each".split())
"""After these "in" is no inch: \"10 in stock\"."""
MODEL_LETTERS = frozenset("GHML")
"""Capital letters behind four digits that are no unit."""
REFRESH = 24.0  # Hz: less than the slowest picture is no rate of one


@lru_cache(maxsize=1)
def _counted() -> dict[str, str]:
    """Spelling → the part that is counted."""
    return {fold(word): name for name, words in table("counts.toml").items() for word in words}


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    plain, exact = spellings()
    names = {*plain, *(one.lower() for one in exact), *_counted()}
    units = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.compile(
        rf"(?<![a-z0-9.,])(?:(?P<first>{NUMBER})(?P<sign>\s?(?:[x×*/+~]|-|–|\bto\b|\bbis\b)\s?))?"
        rf"(?:(?P<second>{NUMBER})\s?[x×*]\s?)?"
        rf"(?P<number>{NUMBER})(?P<gap>\s?-?\s?)(?P<unit>{units})(?![a-z0-9])"
    )


def quantities(text: str, folded: str | None = None) -> list[Specification]:
    """The amounts that `text` states, in the order in which they stand."""
    folded = fold(text) if folded is None else folded
    found: list[Specification] = []
    for match in _pattern().finditer(folded):
        found += _amounts(text, folded, match)
    return found


def _amounts(text: str, folded: str, match: re.Match[str]) -> Iterator[Specification]:
    written = text[match.start("unit") : match.end("unit")]
    counted = _counted().get(match["unit"])
    unit = unit_of(written)
    if counted and not unit:
        yield from _count(text, match, counted)
    elif unit and _is_meant(folded, match, written):
        yield from _measured(text, match, unit)


def _count(text: str, match: re.Match[str], part: str) -> Iterator[Specification]:
    value = number(match["number"], True)
    low = number(match["first"], True) if match["first"] else value
    between = (match["sign"] or "").strip() in ("-", "–", "to", "bis", "~") and low < value
    if part in ORDINALS:
        yield Specification(part, str(int(value)), "", text[slice(*match.span())], *match.span())
        return
    yield Specification(
        part, low if between else value, "", text[match.start() : match.end()],
        match.start(), match.end(), upto=value if between else None,
    )  # fmt: skip


def _measured(text: str, match: re.Match[str], unit: Unit) -> Iterator[Specification]:
    amount = unit.convert(number(match["number"], unit.whole))
    sign = (match["sign"] or "").strip()
    others = [unit.convert(number(match[g], unit.whole)) for g in ("first", "second") if match[g]]
    times = number(match["second"] or match["first"] or "1", True)
    span = match.start(), match.end()
    if not unit.least <= amount <= unit.most:
        return
    if not others:
        yield _one(text, unit, amount, (match.start("number"), match.end()))
    elif match["second"] or sign in ("x", "×", "*"):
        if unit.dimension in EXTENDED:
            for value in (*others, amount):
                yield _one(text, unit, value, span)
        elif times.is_integer() and 1 <= times <= MOST_PIECES:
            yield _one(text, unit, amount * times, span)
            yield _one(text, unit, amount, span, each=True)
            yield Specification("pack", times, "pieces", text[slice(*span)], *span)
    elif sign in ("/", "+"):
        if unit.dimension in LISTED:
            yield _one(text, unit, others[0], span)
        yield _one(text, unit, amount, span)
    elif others[0] < amount:
        yield _one(text, unit, others[0], span, upto=amount)
    else:
        yield _one(text, unit, amount, (match.start("number"), match.end()))


def _one(
    text: str,
    unit: Unit,
    value: float,
    span: tuple[int, int],
    *,
    upto: float | None = None,
    each: bool = False,
) -> Specification:
    dimension, base = unit.dimension, unit.base
    if dimension == "refresh" and value < REFRESH:
        dimension, base, value = "frequency", "MHz", value / 1e6
    return Specification(dimension, value, base, text[slice(*span)], *span, upto=upto, each=each)


def _is_meant(folded: str, match: re.Match[str], written: str) -> bool:
    """Whether the letters are the unit, and not a part number, "4 in 1" or "two in red"."""
    start, gap = match.start("number"), match["gap"]
    before = folded[max(start - 2, 0) : start]
    if len(written) == 1 and re.fullmatch(r"[a-z0-9]-", before):
        return False
    if written in MODEL_LETTERS and gap == "" and len(match["number"]) >= 4 and not match["sign"]:
        return False  # "5600G" is a model; a shop writes 5.6 kg
    if written in ('"', "''", "”"):
        return not gap.strip()
    if written.lower() == "in":
        behind = folded[match.end() :]
        word = re.match(r"\s+([^\W\d_]+)", behind) if gap == " " else None
        loose = word and (len(match["number"]) < 2 or word[1] in PLAIN_WORDS or colour(word[1]))
        return not loose and not re.match(r"[\s-]+\d", behind)
    return written != "A" or gap == ""


def number(text: str, whole: bool = False) -> float:
    """A number as shops write it: "1,200", "1.5", "1,5" and, of whole things, "5.000"."""
    marks = re.findall(r"[.,]", text)
    if len(marks) > 1:
        decimal = marks[-1] if marks.count(marks[-1]) == 1 else ""
        kept = "".join(c for c in text if c.isdigit() or c == decimal)
        return float(kept.replace(",", "."))
    thousands = re.fullmatch(r"[1-9]\d{0,2}([.,])\d{3}", text)
    if thousands and (thousands[1] == "," or whole):
        return float(re.sub(r"[.,]", "", text))
    return float(text.replace(",", "."))
