"""What the offers of one segment state, as columns that never change."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.columns.kept_offers import KeptOffers, OffersWriter
from retrieval.columns.phrase_index import PhraseIndex, Writer
from retrieval.facts import AUDIENCES, CONDITIONS, FACETS, Facts
from retrieval.matching.identifiers import gtin
from retrieval.offers import Product

ATTRIBUTE = "attribute "
"""Before the name of an attribute, it names the section of its value."""


def sections(facts: Facts) -> dict[str, str]:
    """Name of a section → its plain text: all that limits look for phrases in."""
    found = {
        "title": facts.title,
        "description": facts.description,
        "kinds": facts.kinds,
        "codes": facts.codes,
        "brand": facts.plain_brand,
        **{f"{ATTRIBUTE}{name}": value for name, value in facts.attributes.items()},
    }
    for facet in facts.fields:
        found[f"stated {facet}"] = facts.stated(facet)
    return found


_STATED = (*FACETS, "brand")


def _bits(facts: Facts) -> int:
    """Which facets an offer states, a bit each."""
    stated = {*facts.fields, *(["brand"] if facts.plain_brand else [])}
    return sum(1 << place for place, name in enumerate(_STATED) if name in stated)


_COLUMNS: dict[str, tuple[type, Callable[[Facts], float]]] = {
    "condition": (np.int8, lambda one: CONDITIONS.index(one.condition)),
    "audiences": (np.uint8, lambda one: sum(1 << i for i, n in enumerate(AUDIENCES)
                                            if n in one.audiences)),
    "states": (np.uint8, _bits),
    "pack": (np.int32, lambda one: one.pack),
    "stars": (np.float32, lambda one: np.nan if one.rating is None else one.rating),
    "gtin": (np.uint64, lambda one: int(gtin(one.offer.gtin) or 0)),
    "titled": (np.int8, lambda one: bool(one.offer.title)),
    "words": (np.uint64, lambda one: _hash(one.offer.title)),
    "fields": (np.uint64, lambda one: _hash(repr(sorted(one.fields.items())))),
}  # fmt: skip
"""Column → its type, and what it is of an offer that has neither price nor rating of its own."""
_CODED: dict[str, Callable[[Facts], str]] = {
    "source": lambda one: one.offer.source,
    "category": lambda one: one.offer.category,
}
"""Column of codes → the text that a code stands for."""


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "big")


def write_statements(folder: Path, products: Sequence[Product]) -> None:
    """Write what the offers of n products state into `folder`, which is made."""
    folder.mkdir(parents=True)
    phrases, offers = Writer(), OffersWriter(folder)
    values: dict[str, list[float]] = {name: [] for name in _COLUMNS}
    codes: dict[str, dict[str, int]] = {name: {} for name in _CODED}
    coded: dict[str, list[int]] = {name: [] for name in _CODED}
    measures, rows = _Measures(), []
    with (folder / "squashed.txt").open("w", encoding="utf-8", errors="replace") as squashed:
        for row, facts in _facts(products):
            rows.append(row)
            offers.add(facts.offer)
            phrases.add(sections(facts))
            measures.add(facts)
            squashed.write(re.sub(r"[\W_]", "", facts.title) + "\n")
            for name, (_, value) in _COLUMNS.items():
                values[name].append(value(facts))
            for name, text in _CODED.items():
                coded[name].append(codes[name].setdefault(text(facts), len(codes[name])))
    offers.close()
    phrases.write(folder)
    measures.write(folder)
    columns: dict[str, Any] = {
        name: np.array(values[name], kind) for name, (kind, _) in _COLUMNS.items()
    }
    columns |= {name: np.array(coded[name], np.int32) for name in _CODED}
    np.savez(folder / "columns.npz", rows=np.array(rows, np.int32), **columns)
    named = {name: list(known) for name, known in codes.items()}
    (folder / "codes.json").write_text(json.dumps(named), encoding="utf-8")


def _facts(products: Sequence[Product]) -> Iterator[tuple[int, Facts]]:
    """Row and facts of each offer; what changes without indexing is left out."""
    for row, product in enumerate(products):
        for offer in product.offers:
            bare = replace(offer, price=None, availability="", rating=None, rating_count=0)
            yield row, Facts(bare)


class _Measures:
    """The sizes that offers state: a line a size."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], int] = {}
        self._owner: list[int] = []
        self._name: list[int] = []
        self._value: list[float] = []
        self._offers = 0

    def add(self, facts: Facts) -> None:
        for one in facts.measures:
            self._owner.append(self._offers)
            self._name.append(self._names.setdefault((one.name, one.kind), len(self._names)))
            self._value.append(one.value)
        self._offers += 1

    def write(self, folder: Path) -> None:
        np.savez(
            folder / "measures.npz",
            owner=np.array(self._owner, np.int32),
            name=np.array(self._name, np.int32),
            value=np.array(self._value, np.float64),
        )
        (folder / "measures.json").write_text(json.dumps(list(self._names)), encoding="utf-8")


class Statements:
    """What `write_statements` wrote; offer i of the segment is entry i of every column."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises OSError, ValueError or KeyError when it is damaged."""
        self.folder = folder
        self.offers = KeptOffers(folder)
        self.phrases = PhraseIndex(folder)
        with np.load(folder / "columns.npz") as file:
            self.rows: np.ndarray = file["rows"]
            self.columns = {name: file[name] for name in (*_COLUMNS, *_CODED)}
        self.codes: dict[str, list[str]] = json.loads((folder / "codes.json").read_bytes())
        with np.load(folder / "measures.npz") as file:
            self.measures = {name: file[name] for name in ("owner", "name", "value")}
        named = json.loads((folder / "measures.json").read_bytes())
        self.measure_names = [(name, kind) for name, kind in named]

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def squashed(self) -> str:
        """The letters and digits of every title, a line an offer."""
        return (self.folder / "squashed.txt").read_text(encoding="utf-8")

    def text(self, name: str) -> list[str]:
        """What each code of a coded column stands for."""
        return self.codes[name]

    def stating(self, facet: str) -> list[tuple[tuple[str, ...], np.ndarray | None]]:
        """Where an inclusion in a facet is looked for (`Facts.stated`): sections, and the offers
        (n,) bool for which these decide, None for all."""
        if facet == "category":
            return [(("kinds",), None)]
        if facet.startswith("attributes."):
            return [((ATTRIBUTE + facet.removeprefix("attributes."),), None)]
        if facet == "code":
            return [(("codes",), None)]
        if facet == "pattern":
            return [(("title", *self._attributes), None)]
        if facet == "brand":
            stated = self._states("brand")
            return [(("brand",), stated), (("title",), ~stated)]
        if facet in FACETS:
            stated = self._states(facet)
            return [((f"stated {facet}",), stated), (("title", "description"), ~stated)]
        return [(("title", "description"), None)]

    def asked(self, admits: Callable[[Facts], bool], possible: np.ndarray) -> np.ndarray:
        """(n,) bool: those of the `possible` offers that meet a limit, each asked by itself."""
        found = np.zeros(len(self), bool)
        for place in np.flatnonzero(possible):
            found[place] = admits(Facts(self.offers[int(place)]))
        return found

    @property
    def everywhere(self) -> tuple[str, ...]:
        """The sections of all texts of an offer (`Facts.everything`)."""
        return ("title", "brand", "description", *self._attributes)

    def _states(self, facet: str) -> np.ndarray:
        return (self.columns["states"] & np.uint8(1 << _STATED.index(facet))) > 0

    @property
    def _attributes(self) -> tuple[str, ...]:
        return tuple(name for name in self.phrases.sections if name.startswith(ATTRIBUTE))
