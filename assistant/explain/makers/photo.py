"""Likeness to the photo, as measured."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.explain.claims import Claim, Likeness
from assistant.explain.evidence import Evidence


def photo_claims(evidence: Evidence) -> Iterator[Claim]:
    """The photo's part of the score, and the rank by it among those shown: of what is very like
    it, and only while nothing is to look otherwise."""
    if not evidence.asked.looks or evidence.shown[evidence.position].likeness.level != "sold":
        return
    parts = [one.contributions.get("image", 0.0) for one in evidence.shown]
    mine = parts[evidence.position]
    if mine > 0:
        yield Likeness(
            mine, 1 + sum(part > mine for part in parts), len(parts), evidence.asked.alike
        )
