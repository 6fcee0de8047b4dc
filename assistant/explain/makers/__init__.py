"""Makers of claims, one a file: each looks at the evidence and says what it finds there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from assistant.explain.claims import Claim
from assistant.explain.evidence import Evidence
from assistant.explain.makers.constraint import constraint_claims
from assistant.explain.makers.difference import difference_claims
from assistant.explain.makers.photo import photo_claims
from assistant.explain.makers.place import place_claims
from assistant.explain.makers.price import price_claims
from assistant.explain.makers.review import review_claims
from assistant.explain.makers.similar import similar_claims
from assistant.explain.makers.size import size_claims
from assistant.explain.makers.wording import missing_claims, wording_claims

MAKERS: tuple[Callable[[Evidence], Iterator[Claim]], ...] = (
    photo_claims,
    constraint_claims,
    place_claims,
    size_claims,
    wording_claims,
    missing_claims,
    review_claims,
    similar_claims,
    price_claims,
    difference_claims,
)
"""What is made of the evidence for each product; `telling` puts the most telling first."""
