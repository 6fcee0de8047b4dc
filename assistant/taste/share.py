"""What taste adds to one product's score, part by part, and what each part is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assistant.taste.profile import Preference

NOTICED = 0.005
"""A part below this is not told: it would read as 0.00."""


@dataclass(frozen=True)
class Cause:
    """One preference, or one thing with what it has in common with the product."""

    part: float
    preference: Preference | None = None
    product: str = ""  # that was liked or refused; "" for a preference
    title: str = ""  # of that product
    act: str = ""  # what was done with it
    common: tuple[str, str] = ("", "")  # (facet, value) that both state, ("", "") for none

    @property
    def named(self) -> bool:
        """Whether a word says what it is for."""
        return self.preference is not None or bool(self.common[0])

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        stated: dict[str, Any] = {"part": self.part}
        if self.preference:
            return {**stated, "preference": self.preference.as_dict()}
        signal = {"product": self.product, "title": self.title, "act": self.act}
        facet, value = self.common
        return {
            **stated,
            **signal,
            **({"common": {"facet": facet, "value": value}} if facet else {}),
        }


@dataclass(frozen=True)
class TasteShare:
    """The parts add up to the total, which is the score's contribution "taste"."""

    causes: tuple[Cause, ...]  # the weightiest first
    newcomer: bool = False  # whether it would not be on this screen without taste

    @property
    def total(self) -> float:
        """The share, in units of the score."""
        return sum(one.part for one in self.causes)

    @property
    def told(self) -> Cause | None:
        """The cause that says most of the share; None where the share is too small to tell. One
        that can be put in a word (a preference, a value in common) goes before one that cannot and
        is up to twice as large."""
        total = self.total
        same = [one for one in self.causes if one.part * total > 0]
        if not same or abs(total) < NOTICED:
            return None
        return max(same, key=lambda one: abs(one.part) * (2 if one.named else 1))

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "share": self.total,
            "newcomer": self.newcomer,
            "causes": [one.as_dict() for one in self.causes],
        }
