"""Generic shop words in English and Chinese, and which of them mean the same."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from retrieval.words import is_cjk, plain, singular

FACETS = ("category", "colour", "material", "pattern")

_SIZES = {"s": ("s", "small"), "m": ("m", "medium"), "l": ("l", "large"), "xl": ("xl", "x-large")}


@dataclass(frozen=True)
class Lexicon:
    """Tables of `lexicon.toml`, their words plain (`retrieval.words.plain`)."""

    concepts: Mapping[str, Mapping[str, tuple[str, ...]]]  # facet → canonical → other surfaces
    canonical: Mapping[str, Mapping[str, str]]  # facet → surface, singular → canonical
    families: Mapping[str, Mapping[str, tuple[str, ...]]]  # facet → canonical → its kinds, theirs
    words: Mapping[str, Mapping[str, str]]  # currency, audience, unit, dimension: surface → name
    meant: Mapping[str, Mapping[str, tuple[str, ...]]]  # called, answers: surface → all it names
    grammar: tuple[str, ...]  # words that hold a wish together and are often misspelt

    @classmethod
    @cache
    def load(cls) -> Lexicon:
        """The lexicon that comes with the program."""
        text = files(__package__).joinpath("lexicon.toml").read_text(encoding="utf-8")
        tables = tomllib.loads(text)
        concepts = {
            facet: {plain(c): tuple(map(plain, others)) for c, others in tables[facet].items()}
            for facet in FACETS
        }
        canonical = {
            facet: {
                singular(surface): name
                for name, others in table.items()
                for surface in (name, *others)
            }
            for facet, table in concepts.items()
        }
        words = {
            table: {plain(s): name for name, surfaces in tables[table].items() for s in surfaces}
            for table in (
                "currency",
                "country",
                "audience",
                "unit",
                "dimension",
                "part",
                "attribute",
                "wording",
                "value",
                "akin",
                "cantonese",
                "diagonal",
                "dialect",
            )
        }
        families = {
            facet: {c: _descendants(c, table) for c in table}
            for facet, table in tables["family"].items()
        }
        meant = {table: _turned(tables[table]) for table in ("called", "answers")}
        grammar = tuple(" ".join(tables["grammar"].values()).split())
        return cls(concepts, canonical, families, words, meant, grammar)

    def name(self, facet: str, value: str) -> str:
        """The canonical name of a value: "Rucksacks" → "backpack"; itself where none is known."""
        one = singular(plain(value))
        return self.canonical.get(facet, {}).get(one, one)

    def chinese(self, table: str, name: str) -> str:
        """A name of a table in Chinese, of more than one character if there is such a way to say
        it: "red" is 红色 and no 红. "" where none is known, or no such table."""
        if table in self.concepts:
            ways = self.concepts[table].get(self.name(table, name), ())
        else:
            ways = tuple(way for way, meant in self.words.get(table, {}).items() if meant == name)
        chinese = sorted(filter(is_cjk, ways), key=lambda way: len(way) < 2)
        return chinese[0] if chinese else ""

    def ways(self, table: str) -> dict[str, tuple[str, ...]]:
        """Each name of a table with the words that mean it."""
        found: dict[str, tuple[str, ...]] = {}
        for way, name in self.words[table].items():
            found[name] = (*found.get(name, ()), way)
        return found

    def narrower(self, facet: str, name: str) -> tuple[str, ...]:
        """The kinds of a canonical value, theirs included; () where it has none."""
        return self.families.get(facet, {}).get(name, ())

    def surfaces(self, facet: str, value: str) -> tuple[str, ...]:
        """All ways to state a value, its kinds included: what a product's text is searched for."""
        name = self.name(facet, value)
        found = [plain(value)]
        for one in (name, *self.narrower(facet, name)):
            found += [one, *self.concepts.get(facet, {}).get(one, ())]
        # one Chinese character is part of too many words; a kind only counts at a phrase's end
        single = facet == "category"
        return tuple(dict.fromkeys(s for s in found if len(s) > 1 or single or not is_cjk(s)))


def spellings(facet: str, value: str) -> tuple[str, ...]:
    """All ways in which a product may state a value of a facet, plain."""
    if facet == "shop":
        return (plain(value.replace("-", " ")),)
    if facet == "size":
        return _SIZES.get(value, (value,))
    return Lexicon.load().surfaces(facet, value)


def _turned(table: Mapping[str, list[str]]) -> dict[str, tuple[str, ...]]:
    """Each way to say something → every name that it may mean, the longest way first."""
    found: dict[str, tuple[str, ...]] = {}
    for name, ways in table.items():
        for way in map(plain, ways):
            found[way] = (*found.get(way, ()), name)
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def _descendants(name: str, table: Mapping[str, list[str]]) -> tuple[str, ...]:
    """The kinds of a kind, and theirs."""
    found = list(table.get(name, ()))
    for kind in found:  # grows while it is walked
        found += [one for one in table.get(kind, ()) if one not in found]
    return tuple(found)


def is_of(kind: str, wider: Collection[str]) -> bool:
    """Whether a kind of thing is one of others, or a kind of one: a wine glass is a glass."""
    narrower = Lexicon.load().narrower
    return any(
        kind == one or kind in narrower("category", one) or kind.endswith(f" {one}")
        for one in wider
    )
