"""Likeness to the photo, as measured."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explain.claims import Claim, Likeness
from assistant.explain.evidence import Evidence
from retrieval.floor import Likeness as Nearness

ALIKE = 0.5
"""The p of a likeness (`retrieval.floor`) from which on it is told: half of the things sold are
no nearer to any of another kind. Of the first ones for the demo's 100 photos, 45 of the 71 above it
are the very product, and 9 of the 29 below."""


def is_alike(likeness: Nearness) -> bool:
    """Whether a product may be said to look like the photo."""
    return likeness.p >= ALIKE


def photo_claims(evidence: Evidence) -> Iterator[Claim]:
    """The photo's part of the score, and the rank by it among those shown: of what is very like
    it, and only while nothing is to look otherwise."""
    if not (evidence.asked.looks and is_alike(evidence.shown[evidence.position].likeness)):
        return
    parts = [one.contributions.get("image", 0.0) for one in evidence.shown]
    mine = parts[evidence.position]
    if mine > 0:
        yield Likeness(
            mine, 1 + sum(part > mine for part in parts), len(parts), evidence.asked.alike
        )
