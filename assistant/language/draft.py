"""What the readers have found so far, and what they may know besides the words."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

from assistant.constraints import Dimension, Wishes
from retrieval.money import Money


@dataclass(frozen=True)
class Context:
    """What an utterance is said in."""

    shown: int = 0  # items on the screen
    wishes: Wishes = Wishes()  # in force
    photo: bool = False  # whether a photo is in force
    new_photo: bool = False  # whether one came with this utterance
    searched: bool = False  # whether there was a wish before, in words or by photo

    @property
    def begun(self) -> bool:
        """Whether anything is in force that could be refined."""
        return bool(self.shown or self.wishes or self.photo or self.searched)


@dataclass
class Draft:
    """Collects one utterance's wishes and references; readers add to it. What is said of places is
    read before (`assistant.place.reading`) and has no field here."""

    min_price: Money | None = None
    max_price: Money | None = None
    about_price: Money | None = None
    pieces: int = 0
    joint: bool = False  # whether a sum is for all there are together
    include: dict[str, list[str]] = field(default_factory=dict)
    exclude: dict[str, list[str]] = field(default_factory=dict)
    attributes: dict[str, list[str]] = field(default_factory=dict)
    dimensions: list[Dimension] = field(default_factory=list)
    in_stock: bool = False
    condition: str = ""
    min_rating: float = 0.0
    sort: str = ""
    relative: dict[str, str] = field(default_factory=dict)
    quantity: int = 0
    audience: str = ""
    drop: list[str] = field(default_factory=list)
    references: dict[str, Any] = field(default_factory=dict)
    lifted: dict[str, list[str]] = field(default_factory=dict)  # exclusions given up
    added: set[str] = field(default_factory=set)  # facets whose values come besides the old ones

    def wishes(self) -> Wishes:
        """The wishes, frozen."""
        read = (one.name for one in fields(Wishes) if hasattr(self, one.name))
        return Wishes(**{name: _frozen(getattr(self, name)) for name in read})


def _frozen(value: Any) -> Any:
    """Without repetitions; what was left empty is none."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(value))
    if isinstance(value, dict):
        return {name: _frozen(found) for name, found in value.items() if found}
    return value
