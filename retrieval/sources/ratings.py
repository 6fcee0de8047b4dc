"""Ratings brought to five from the scale they are stated on, and how many there are."""

from __future__ import annotations

import re

FIVE = 5.0
_STATED = re.compile(
    r"(\d+(?:[.,]\d+)?)\s*(?:(%)|(?:/|out of|of|von|sur|de|su|van|na|z|分,? ?满分)\s*"
    r"(\d+(?:[.,]\d+)?))?(?:\s*(?:stars?|sterne?n?|étoiles|estrellas|stelle|分|★))?",
    re.IGNORECASE,
)
_COUNT = re.compile(r"\d{1,3}(?:([.,'’´\u00a0\u202f ])\d{3})(?:\1\d{3})*|\d{1,9}")


def stars(text: str, best: str = "") -> float | None:
    """A rating on a scale to 5, None where there is none or it is off its scale.

    The scale is the one in the text ("9/10", "4.5 out of 5", "90 %"), else `best`, else 5.
    """
    found = _STATED.fullmatch(text.strip())
    if not found:
        return None
    scale = 100.0 if found[2] else _number(found[3] or best.strip() or "5")
    value = _number(found[1])
    if value is None or not scale or not 0 < value <= scale:
        return None
    return round(value * FIVE / scale, 3)


def how_many(text: str) -> int:
    """A count with or without marks of thousands ("1,204", "1.204", "1 204"), 0 for none."""
    text = text.strip().strip("()")
    return int(re.sub(r"\D", "", text)) if _COUNT.fullmatch(text) else 0


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
