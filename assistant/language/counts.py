"""What a catalogue's offers call things, counted in one pass and added to as offers come."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from assistant.lexicon import Lexicon
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.words import CJK, mentions, plain, singular

FEW = 6  # offers that may share a code for it to stand for a thing
SHORTEST = 4  # letters and digits of a code
OFTEN = 2  # offers that must state a value for it to be one that people say
MAX_WORDS = 4  # of a phrase
MAX_VALUE = 30  # characters of an attribute's value that is looked for
CALLED_SO = 0.1
"""Share of a category's items whose titles must name it, for it to be a kind of thing: "Mugs" is
one, "Promotions" is not."""

TOKEN = re.compile(rf"[{CJK}]+|[^\W_{CJK}]+(?:'[^\W_{CJK}]+)*")
_FIGURE = re.compile(r"\d{1,5}(?:x\d+)*[a-z]{0,4}|\d{1,4}[a-z]{1,3}\d{0,2}|(?:19|20)\d\d")
_TRAIT = re.compile(r"[a-z]{4,}(?: [a-z]+){0,2}")
_PARTS = re.compile(r"\s*[|,/;]\s*")


class Counts:
    """What some offers state, by how many; nothing of it is taken away again."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.offers = 0
        self.sources: set[str] = set()
        self.brands: set[str] = set()
        self.values: set[tuple[str, str]] = set()  # (facet, value)
        self.words: set[str] = set()  # of titles
        self.spoken: set[str] = set()  # of all texts
        self._titles: list[str] = []
        self._codes: Counter[str] = Counter()
        self._kinds: dict[str, list[int]] = {}  # category → [items, of these called so]
        self._steps: dict[str, tuple[str, ...]] = {}  # path → what its last steps may be called
        self._surfaces: dict[str, tuple[str, ...]] = {}
        self._traits: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._said: Counter[str] = Counter()
        self._attributes: dict[str, set[str]] = defaultdict(set)

    def add(self, facts: Iterable[Facts]) -> Counts:
        """Count some offers in; returns itself."""
        for one in facts:
            self.offers += 1
            self.sources.add(one.offer.source)
            self.brands.add(one.plain_brand)
            self.words.update(TOKEN.findall(one.title))
            self.spoken.update(TOKEN.findall(one.everything))
            self._titles.append(plain(one.title))
            self._codes.update(set(one.codes.split()))
            self._add_kinds(one)
            self._add_attributes(one)
        return self

    def _add_kinds(self, one: Facts) -> None:
        path = one.offer.category
        steps = self._steps.get(path)
        if steps is None:
            steps = self._steps[path] = tuple(_steps(plain(path)))
        for kind in steps:
            if kind not in self._kinds:
                self._kinds[kind] = [0, 0]
                self._surfaces[kind] = tuple(self._lexicon.surfaces("category", kind))
            count = self._kinds[kind]
            count[0] += 1
            count[1] += any(mentions(one.title, said) for said in self._surfaces[kind])

    def _add_attributes(self, one: Facts) -> None:
        for name, stated in one.offer.attributes.items():
            if facet := facet_of(name):
                self.values.update((facet, part) for part in _PARTS.split(plain(stated)))
        for name, value in one.attributes.items():
            if facet_of(name):
                continue
            if len(value) <= MAX_VALUE and len(name) > 2:
                self._attributes[name].add(value)
            if name not in FEED_NAMES and _TRAIT.fullmatch(value):
                said = singular(value)
                self._traits[said].add((name, value))
                self._said[said] += 1

    def terms(self) -> Iterator[tuple[str, str]]:
        """(facet, value) of all that they name."""
        yield from (("shop", source) for source in sorted(self.sources))
        for brand in sorted(self.brands - {""}):
            if len(brand.split()) <= MAX_WORDS:
                yield "brand", brand
        yield from (("category", kind) for kind in self.kinds())
        for facet, value in sorted(self.values):
            if value and len(value) <= MAX_VALUE and not (facet != "size" and value.isdigit()):
                yield facet, value

    def kinds(self) -> Iterator[str]:
        """Categories that are kinds of things: that their items are called by."""
        people = self._lexicon.words["audience"]
        for kind, (items, called) in self._kinds.items():
            named = kind and len(kind.split()) <= MAX_WORDS and kind not in people
            if named and called >= CALLED_SO * items:
                yield kind

    def titles(self) -> str:
        """All titles, plain, a blank before each."""
        return "".join(f" {title}" for title in self._titles)

    def codes(self) -> frozenset[str]:
        """Letters and digits that stand for a thing, as few offers share them; figures with a unit
        ("750ml") stand for none, and neither do short numbers."""
        most = max(FEW, self.offers // 200)
        return frozenset(
            code
            for code, shared in self._codes.items()
            if shared <= most and len(code) >= SHORTEST and not _FIGURE.fullmatch(code)
        )

    def traits(self, phrases: Iterable[str]) -> dict[str, tuple[str, str]]:
        """Values of attributes that stand for themselves: words that one attribute alone states,
        as a trait that divides a kind of thing ("flute" among the styles of wine glasses)."""
        taken = set(phrases)
        return {
            said: next(iter(stated))
            for said, stated in self._traits.items()
            if len(stated) == 1 and self._said[said] >= OFTEN and said not in taken
        }

    def attributes(self) -> dict[str, frozenset[str]]:
        """Attributes that are neither facets nor sizes → their values, where those are short."""
        return {name: frozenset(found) for name, found in self._attributes.items()}


def _steps(path: str) -> Iterator[str]:
    """What the last steps of a plain category may be called."""
    for one in path.split(","):
        leaf = re.split(r"[>/|]", one)[-1].strip()
        yield from {leaf, *re.split(r" & | and ", leaf)}
