"""What a reply reckons out: totals and conversions, each with what it was made of.

The reply's checker reckons every one again from the catalogue before it may be said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from assistant.advice.fitting import told
from retrieval.measures import Measure, base_unit
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import Rates


@dataclass(frozen=True)
class Total:
    """What several cost together."""

    parts: tuple[tuple[Offer, int], ...]  # (offer, how many)
    amount: Money

    @classmethod
    def of(cls, parts: Sequence[tuple[Offer, int]], currency: str, rates: Rates) -> Total | None:
        """In a currency; None where an offer has no price or no rate leads there."""
        minor = 0
        for offer, count in parts:
            price = rates.convert(offer.price, currency) if offer.price else None
            if price is None:
                return None
            minor += price.minor * count
        return cls(tuple(parts), Money(minor, currency))

    @property
    def values(self) -> tuple[Money | float, ...]:
        """The figures that a reply may name."""
        return (self.amount, *(count for _, count in self.parts))


@dataclass(frozen=True)
class Left:
    """What a sum leaves of a limit for it."""

    total: Total
    limit: Money  # in the currency of the total
    said: Money  # the limit as it was said

    @property
    def amount(self) -> Money:
        """Below zero where the sum is beyond the limit."""
        return Money(self.limit.minor - self.total.amount.minor, self.limit.currency)

    @property
    def values(self) -> tuple[Money | float, ...]:
        """The figures that a reply may name."""
        return self.amount, self.limit, self.said


CUP, ML_A_CUP = "cup", 250.0
"""What people count in that no shop measures by."""


def _base(unit: str) -> tuple[str, float] | None:
    return ("volume", ML_A_CUP) if unit == CUP else base_unit(unit)


@dataclass(frozen=True)
class Converted:
    """A size in another unit."""

    value: float
    unit: str
    wanted: str  # unit

    @property
    def amount(self) -> float | None:
        """None where the units measure different things."""
        mine, theirs = _base(self.unit), _base(self.wanted)
        if not (mine and theirs) or mine[0] != theirs[0]:
            return None
        return self.value * mine[1] / theirs[1]

    @property
    def values(self) -> tuple[Money | float, ...]:
        """The figures that a reply may name."""
        if self.amount is None:
            return ()
        cup = [ML_A_CUP] if self.wanted == CUP else []
        return float(rounded(self.amount)), self.value, *cup


@dataclass(frozen=True)
class Sized:
    """A size that was read off an offer, as it is told."""

    measure: Measure
    offer: Offer

    @property
    def values(self) -> tuple[Money | float, ...]:
        """The figures that a reply may name."""
        return (float(told(self.measure).split()[0]),)


Figure = Total | Left | Converted | Sized


def rounded(value: float | None) -> str:
    """A size as people write it: three digits that count, and no zeros behind them."""
    if value is None:
        return ""
    digits = 1 if abs(value) < 100 else 0
    return f"{Decimal(value).quantize(Decimal(1).scaleb(-digits)).normalize():f}"
