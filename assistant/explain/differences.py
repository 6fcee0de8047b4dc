"""Claims about two products on the screen. Positions count from 1."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.explain.claims import Claim
from retrieval.money import Money


@dataclass(frozen=True)
class Difference(Claim):
    """What sets a product apart from another one on the screen."""

    kind = "difference"
    rival: int  # position of the other one

    @property
    def topic(self) -> tuple[object, ...]:
        return type(self), self.rival, self.evidence[0]


@dataclass(frozen=True)
class PriceGap(Difference):
    """It costs less, or more."""

    price: Money
    other: Money
    gap: Money  # in the currency of `price` or of `other`, above 0
    less: bool  # whether this one is the cheaper
    day: date | None = None  # of the rate, where the currencies differ

    @property
    def evidence(self) -> tuple[str, str]:
        return "price", f"{self.price}; {self.other}"


@dataclass(frozen=True)
class SizeGap(Difference):
    """It measures more, or less."""

    name: str  # "height", "weight", …
    field: str
    mine: str  # "42 cm"
    other: str
    more: bool

    @property
    def evidence(self) -> tuple[str, str]:
        return self.field, f"{self.mine}; {self.other}"


@dataclass(frozen=True)
class StockGap(Difference):
    """It is in stock, and the other one is stated not to be."""

    @property
    def evidence(self) -> tuple[str, str]:
        return "availability", "in_stock; out_of_stock"


@dataclass(frozen=True)
class Differs(Difference):
    """An attribute that both state, with different values."""

    attribute: str
    mine: str
    other: str

    @property
    def evidence(self) -> tuple[str, str]:
        return f"attributes.{self.attribute}", f"{self.mine}; {self.other}"
