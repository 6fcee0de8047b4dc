"""How often each value of a facet is there among products that were found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from retrieval.facts import Facts
from retrieval.offers import Offer
from retrieval.search import Hit

MOST = 30  # values of a facet


def _stated(facet: str) -> Callable[[Offer], Iterable[str]]:
    return lambda offer: [Facts(offer).fields.get(facet, "")]


def _kind(offer: Offer) -> Iterable[str]:
    """The last step of the path: what a filter may name."""
    return [offer.category.split(">")[-1].strip()]


FACETS: dict[str, Callable[[Offer], Iterable[str]]] = {
    "category": _kind,
    "brand": lambda offer: [offer.brand],
    "shop": lambda offer: [offer.source],
    "condition": lambda offer: [offer.condition],
    "availability": lambda offer: [offer.availability],
    **{facet: _stated(facet) for facet in ("colour", "material", "pattern", "size")},
}
"""Facet → what an offer states of it; "" is silence."""


def count_facets(
    hits: Sequence[Hit], facets: Iterable[str]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Facet → (value, number of products with an offer that states it), most frequent first."""
    counted = {}
    for facet in facets:
        read = FACETS[facet]
        counts = Counter(
            value
            for hit in hits
            for value in {one for offer in hit.offers for one in read(offer) if one}
        )
        counted[facet] = tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0]))[:MOST])
    return counted
