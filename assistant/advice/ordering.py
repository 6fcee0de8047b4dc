"""An order by anything that shops state in figures: "longest battery", "worst rated", "narrow".

Adjectives come from the language packs (`adjectives.toml`): what each says of which size, and
whether more of it is meant. What follows one names the attribute: "long battery life" goes by
"battery_hours". An order that was asked for outright ("the longest") is firm; one that is leaned
to ("with long battery life") prefers among what fits.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.advice.superlatives import size_of, worth
from assistant.understanding.cues import PACKS
from assistant.understanding.degrees import degree
from retrieval.facts import Facts
from retrieval.lexical import tokens
from retrieval.rates import Rates
from retrieval.words import is_cjk, singular

_NO_LIMIT = "(?!可以|只|能|到|不|\\d| )"
"""最高可以到40 limits a price, and orders nothing."""
NEAR = 4  # words between an adjective and what it is said of


@dataclass(frozen=True)
class Order:
    """What items are put in order by."""

    field: str  # name of a measure or attribute, "price", "rating" or "size"
    up: bool  # whether more comes first
    firm: bool  # whether it was asked for outright
    said: str = ""  # in the shopper's words


@dataclass(frozen=True)
class Adjective:
    """One word that says more or less of something."""

    fields: tuple[str, ...]  # what it goes by where nothing else is named, the likeliest first
    up: bool
    firm: bool  # a superlative


@lru_cache(maxsize=1)
def adjectives() -> dict[str, Adjective]:
    """Word → what it says, in every language."""
    found: dict[str, Adjective] = {}
    for pack in sorted(PACKS.glob("*/adjectives.toml")):
        for row in tomllib.loads(pack.read_text(encoding="utf-8"))["adjective"]:
            fields = tuple(row["fields"])
            for firm, key in ((False, "plain"), (True, "most")):
                found |= {word: Adjective(fields, row["up"], firm) for word in row[key]}
    return found


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    ordered = sorted(adjectives(), key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"(?<!at )\b{re.escape(w)}\b" if w.isascii() else re.escape(w) + _NO_LIMIT
            for w in ordered
        )
    )


def compared_fields(text: str) -> tuple[str, ...]:
    """What a comparative goes by: ("height",) for "taller"; () where it names no size."""
    found = degree(text)
    return found[0] if found else ()


def read_order(text: str, stated: Iterable[str]) -> Order | None:
    """The order that a normalised text asks for; `stated` are the names of what the items it is
    about state in figures. None where it asks for none."""
    names = {one: _stems(one) for one in stated}
    for match in _words().finditer(text):
        word = _turned(adjectives()[match[0]], text[: match.start()])
        if "price" not in word.fields and (named := _named(text, match, names)):
            return Order(named, word.up, word.firm, _phrase(text, match, names[named], word))
        if word.firm and (field := _own(word, names)):
            return Order(field, word.up, True, match[0])
    return None


def leaning(text: str, stated: Iterable[str]) -> Order | None:
    """The order that a plain adjective leans to where it stands alone: "oak bookshelf narrow"."""
    names = {one: _stems(one) for one in stated}
    for match in _words().finditer(text):
        word = _turned(adjectives()[match[0]], text[: match.start()])
        if not word.firm and (field := _own(word, names)):
            denied = word.up != adjectives()[match[0]].up
            return Order(field, word.up, False, "" if denied else match[0])
    return None


_DENIED = re.compile(
    r"(?:\b(?:not|nothing|no|never)|n't|[不别没])\s*(?:要|能|想)?\s*"
    r"(?:(?:an?|too|very|that|so|super|overly|zu|太|很|那么)\s*)*$"
)


def _turned(word: Adjective, before: str) -> Adjective:
    """An adjective as it is said: "not too big" leans to the small."""
    denied = not word.firm and _DENIED.search(before)
    return replace(word, up=not word.up) if denied else word


def _own(word: Adjective, names: dict[str, frozenset[str]]) -> str:
    """What an adjective goes by of itself."""
    for field in word.fields:
        if field in ("price", "rating", "size"):
            return field
        if found := next((name for name in names if field in name.split()), ""):
            return found
    return ""


def _named(text: str, match: re.Match[str], names: dict[str, frozenset[str]]) -> str:
    """The attribute whose name stands beside an adjective."""
    after = _content(_CLAUSE.split(text[match.end() :])[0])[:NEAR]
    before = _content(_CLAUSE.split(text[: match.start()])[-1])[-2:]
    for word in (*after, *reversed(before)):
        for name, stems in names.items():
            if any(_same(word, stem) for stem in stems):
                return name
    return ""


_CLAUSE = re.compile(r"[,.;:!?，。；：！？]")


def _content(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}|[\u4e00-\u9fff]{2,}", text)


def _stems(name: str) -> frozenset[str]:
    return frozenset(singular(word) for word in name.split() if len(word) > 2)


def _same(word: str, stem: str) -> bool:
    if is_cjk(word) or is_cjk(stem):
        return stem in word or word in stem
    return singular(word) == stem or bool(set(tokens(word)) & set(tokens(stem)))


def _phrase(text: str, match: re.Match[str], stems: frozenset[str], word: Adjective) -> str:
    """The adjective and what it is said of: "longest battery"; "" where it is denied."""
    if word.up != adjectives()[match[0]].up:
        return ""
    after = _content(text[match.end() :])[:NEAR]
    noun = next((w for w in after if any(_same(w, stem) for stem in stems)), "")
    return f"{match[0]} {noun}".strip() if noun.isascii() else f"{noun}{match[0]}"


def figure(facts: Facts, field: str, rates: Rates) -> float | None:
    """What an offer states in a field, as a number; None where it is silent."""
    if field == "price":
        return float(worth(facts.offer.price, rates)) if facts.offer.price else None
    if field == "rating":
        return facts.rating
    if field == "size":
        found = size_of(facts)
        return found.value if found else None
    exact = [m.value for m in facts.measures if m.name == field]
    longer = [m.value for m in facts.measures if m.name.endswith(f" {field}")]
    return next(iter(exact or longer), None) or _plain(facts, field)


def _plain(facts: Facts, field: str) -> float | None:
    value = facts.attributes.get(field, "")
    number = re.match(r"\d+(?:\.\d+)?", value)
    return float(number[0]) if number else None


def stated_figures(facts: Iterable[Facts]) -> tuple[str, ...]:
    """The names of what items state in figures, the most common first."""
    count: dict[str, int] = {}
    for one in facts:
        numeric = [n for n, v in one.attributes.items() if re.fullmatch(r"\d+(?:\.\d+)?", v)]
        for name in dict.fromkeys([*(m.name for m in one.measures if m.name), *numeric]):
            count[name] = count.get(name, 0) + 1
    return tuple(sorted(count, key=lambda name: -count[name]))


def ordered(items: Sequence[Facts], order: Order, rates: Rates) -> list[int]:
    """Positions of items in an order; what is silent comes last, in its old order."""
    values = [figure(one, order.field, rates) for one in items]

    def place(position: int) -> tuple[bool, float]:
        value = values[position]
        return value is None, (-value if order.up else value) if value is not None else 0.0

    return sorted(range(len(items)), key=place)
