"""What may stand in a message, and how it is to be written: each language does so its own way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal


@dataclass(frozen=True)
class Message:
    """A message within another one."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Quote:
    """Words of a shop, a buyer or the shopper, exactly as they stand."""

    text: str


@dataclass(frozen=True)
class Value:
    """What a field states: a colour, a size, a stock state; in words of the language if it has
    some, or else quoted."""

    field: str  # "colour", "material", "availability", "category", an attribute's name, …
    text: str


@dataclass(frozen=True)
class Amount:
    """A figure with its unit, as the language writes it by itself: "30 hours"."""

    text: str  # "30 hour"


@dataclass(frozen=True)
class Name:
    """A field or attribute by its name: "seat height"."""

    field: str


@dataclass(frozen=True)
class Thing:
    """What a field of words states, with its noun: "a gooseneck style", "wooden legs"."""

    field: str
    text: str


@dataclass(frozen=True)
class Gloss:
    """Words that were searched for, in English or the shopper's own; quoted where unknown."""

    text: str


@dataclass(frozen=True)
class Place:
    """An item on the screen by its position, from 1."""

    position: int


@dataclass(frozen=True)
class Weekday:
    """The day of the week that a day is."""

    day: date


@dataclass(frozen=True)
class Country:
    """A country by its ISO 3166-1 code."""

    code: str


@dataclass(frozen=True)
class Several:
    """Several of these as a list."""

    parts: tuple[object, ...]
    style: Literal["standard", "or"] = "standard"  # of the list: "or" for alternatives


@dataclass(frozen=True)
class Count:
    """A count beside a larger one: in words only where the larger has one, for words and figures
    do not mix."""

    number: int
    among: int
