"""What things are called, and what they are kinds of: the nouns of WordNet that shops could sell.

A shopper's word for a thing is often not the shop's: a rucksack is a backpack, and a sunhat a hat.
WordNet (Fellbaum, *WordNet: An Electronic Lexical
Database*, 1998) says so for all trades alike; `build_things.py` makes the table that is read here.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from retrieval.words import singular

SENSES = 2
"""Senses of a shop's word for a kind of thing that it may mean."""
DEEP = 6
"""Steps from a kind down to what is still called a kind of it."""
WIDE = 3
"""Steps from a kind up to what it may still be called: a display for a monitor."""
AKIN = 3
"""Steps from a thing over what both are kinds of to a kind that is akin to it."""
Relation = Literal["kind", "akin", "other", "unknown"]
"""How a noun stands to a kind: it is the same, a narrower or a wider one; both are kinds of one
thing; neither; or nobody knows it."""


@cache
def chinese() -> Mapping[str, tuple[str, ...]]:
    """Chinese word of several simplified characters → English nouns for it, the commonest meaning
    first: of CC-CEDICT, by `build_chinese.py`."""
    return {word: nouns for word, nouns in _dictionary().items() if len(word) > 1}


@cache
def endings() -> Mapping[str, tuple[str, ...]]:
    """The same of single characters, as which many names of things end: 垫 is a pad or a mat."""
    return {word: nouns for word, nouns in _dictionary().items() if len(word) == 1}


@cache
def _dictionary() -> Mapping[str, tuple[str, ...]]:
    table = files(__package__).joinpath("chinese.tsv.gz").read_bytes()
    rows = (line.split("\t") for line in gzip.decompress(table).decode().splitlines())
    return {word: tuple(nouns.split("|")) for word, nouns in rows}


@dataclass(frozen=True)
class Things:
    """Synsets by number."""

    words: Mapping[str, tuple[str, ...]]  # synset → words that are mostly said of it
    senses: Mapping[str, tuple[str, ...]]  # word → its synsets, the most common first
    children: Mapping[str, tuple[str, ...]]

    @classmethod
    @cache
    def load(cls) -> Things:
        """The table that comes with the program; a tenth of a second."""
        table = files(__package__).joinpath("things.tsv.gz").read_bytes()
        words: dict[str, tuple[str, ...]] = {}
        senses: dict[str, list[tuple[int, str]]] = defaultdict(list)
        children: dict[str, list[str]] = defaultdict(list)
        for line in gzip.decompress(table).decode().splitlines():
            synset, above, said = line.split("\t")
            for parent in above.split():
                children[parent].append(synset)
            mostly = []
            for word in filter(None, said.split("|")):
                name, _, number = word.partition("#")
                senses[name].append((int(number or 1), synset))
                mostly += [] if number else [name]
            words[synset] = tuple(mostly)
        ordered = {word: tuple(one for _, one in sorted(found)) for word, found in senses.items()}
        below = {synset: tuple(found) for synset, found in children.items()}
        return cls(words, ordered, below)

    @cached_property
    def parents(self) -> Mapping[str, tuple[str, ...]]:
        """Synset → those that it is a kind of."""
        found: dict[str, list[str]] = defaultdict(list)
        for parent, below in self.children.items():
            for synset in below:
                found[synset].append(parent)
        return {synset: tuple(above) for synset, above in found.items()}

    def above(self, synsets: Iterable[str]) -> dict[str, int]:
        """Synsets and all that they are kinds of → the fewest steps up."""
        level, found, steps = list(synsets), {}, 0
        while level:
            found.update(dict.fromkeys((s for s in level if s not in found), steps))
            level = [p for s in level for p in self.parents.get(s, ()) if p not in found]
            steps += 1
        return found

    def relation(self, noun: str, names: Iterable[str]) -> Relation:
        """How a noun stands to a kind of thing that has these names."""
        own = self._senses_of(noun)
        kinds = {synset for name in names for synset in self.senses.get(name, ())[:SENSES]}
        if not own:
            return "unknown"
        if not kinds:
            return "other"
        up, over = self.above(own), self.above(kinds)
        if not kinds.isdisjoint(up) and min(up[k] for k in kinds if k in up) <= DEEP:
            return "kind"
        if any(over.get(synset, WIDE + 1) <= WIDE for synset in own):
            return "kind"
        if any(up[s] + over[s] <= AKIN for s in up.keys() & over.keys()):
            return "akin"
        return "other"

    def _senses_of(self, noun: str) -> tuple[str, ...]:
        """The first senses of a noun, or of what it ends with."""
        parts = noun.split()
        for start in range(len(parts)):
            if found := self.senses.get(singular(" ".join(parts[start:]))):
                return found[:SENSES]
        return ()

    @cached_property
    def said(self) -> frozenset[str]:
        """All words that are mostly said of a thing."""
        return frozenset(word for words in self.words.values() for word in words)

    def narrower(self, kind: str) -> Iterator[tuple[int, tuple[str, ...]]]:
        """What else a kind of thing is called, and what kinds of it are: (steps down, words that
        mean the same), 0 steps for the kind's own words."""
        level = list(self.senses.get(singular(kind), ())[:SENSES])
        seen = set(level)
        for steps in range(DEEP):
            yield from ((steps, self.words[synset]) for synset in level if self.words[synset])
            level = [c for s in level for c in self.children.get(s, ()) if c not in seen]
            seen.update(level)
