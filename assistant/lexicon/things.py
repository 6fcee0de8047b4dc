"""What things are called, and what they are kinds of: the nouns of WordNet that shops could sell.

A shopper's word for a thing is often not the shop's: a rucksack is a backpack, and a sunhat a hat.
WordNet (Fellbaum, *WordNet: An Electronic Lexical
Database*, 1998) says so for all trades alike; `build_things.py` makes the table that is read here.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from retrieval.words import singular

SENSES = 2
"""Senses of a shop's word for a kind of thing that it may mean."""
DEEP = 6
"""Steps from a kind down to what is still called a kind of it."""


@cache
def chinese() -> Mapping[str, tuple[str, ...]]:
    """Chinese word, in simplified characters → English nouns for it, the commonest meaning first:
    of CC-CEDICT, by `build_chinese.py`."""
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
