"""Entity resolution of a few offers among many: as much work as there is change.

What is compared are the changed offers, whatever may be the same thing (by the words of their
titles, by item and part numbers), and a sample that stands for all the others, so that rare words
are rare. Products are joined anew where a changed offer is, was, or is linked to.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import Key
from retrieval.generation import Generation
from retrieval.matching.entries import (
    Entry,
    entries_alike,
    entries_of,
    entries_of_products,
    partners,
    product_ids_of,
    sample_entries,
)

SAMPLE = 2000  # offers that stand for all
NEAR = 30  # products with the most of a title's words that are looked at
ROUNDS = 3  # of products that are linked to those linked


@dataclass(frozen=True)
class GrowthLimits:
    """Up to what a change is resolved by itself."""

    least: int = 5000  # offers in the catalogue; below, all are looked at anew
    most: int = 500  # changed offers that are compared…
    share: float = 0.02  # … and of all offers

    def allow(self, changed: int, offers: int) -> bool:
        """Whether so many of so many offers are few."""
        return offers >= self.least and changed <= min(self.most, self.share * offers)


def surroundings(
    catalogue: Catalogue, generation: Generation | None, changed: Sequence[Entry]
) -> list[Entry]:
    """The changed offers, what they may be the same as, and a sample, each once and in order."""
    found = {one.key: one for one in changed}
    offers = [one.offer for one in changed]
    near: set[str] = set()
    if generation:
        for offer in offers:
            rows, _ = generation.lexical.top(offer.title, NEAR)
            near.update(generation.ids[row] for row in rows)
    others = [
        *entries_of_products(catalogue, near),
        *entries_alike(catalogue, offers),
        *sample_entries(catalogue, SAMPLE),
    ]
    for one in others:
        found.setdefault(one.key, one)
    return [found[key] for key in sorted(found)]


def linked(catalogue: Catalogue, keys: Iterable[Key]) -> list[Entry]:
    """All offers of the products that these offers are or were in, and of those linked to them."""
    asked, products = set(keys), set[str]()
    entries: list[Entry] = []
    for _ in range(ROUNDS):
        reached = asked | partners(catalogue, sorted(asked))
        more = product_ids_of(catalogue, sorted(reached))
        if more <= products:
            break
        products |= more
        entries = entries_of_products(catalogue, products)
        asked = {one.key for one in entries}
    known = {one.key for one in entries}
    entries += entries_of(catalogue, set(keys) - known)
    return sorted(entries, key=lambda one: one.key)
