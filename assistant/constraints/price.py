"""What a thing may cost: under, over, between, about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Self

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack, Said
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.rates import Rates

ABOUT = Decimal("0.2")
"""How far off "about 50" may be, as a share."""


@dataclass(frozen=True)
class Price(Constraint):
    """The price that is shown lies between two; "about" leaves room to both sides."""

    min_price: Money | None = None
    max_price: Money | None = None
    about_price: Money | None = None

    held = (Held("price", 1, firm=True, lowest=True),)

    @property
    def range(self) -> tuple[Money | None, Money | None]:
        """The lowest and the highest price that will do."""
        if about := self.about_price:
            low, high = about.amount * (1 - ABOUT), about.amount * (1 + ABOUT)
            return Money.of(low, about.currency), Money.of(high, about.currency)
        return self.min_price, self.max_price

    @property
    def currency(self) -> str:
        """That of its limits, "" where they name none."""
        return next((one.currency for one in self.range if one), "")

    def merged(self, new: Self, said: Said) -> Self:
        """A new limit replaces the one on its side; "about" replaces both.

        What names no currency is in that of the limit in force.
        """
        new = new.within(self.currency)
        if not new or new.about_price:
            return new or self
        low = new.min_price or self.min_price
        high = new.max_price or self.max_price
        if low and high and low.amount > high.amount:  # the older of the two has been overtaken
            low, high = new.min_price, new.max_price
        return type(self)(low, high)

    def within(self, currency: str) -> Self:
        """With amounts that name no currency taken to be in one."""
        return replace(
            self,
            **{
                name: Money.of(one.amount, currency)
                for name, one in vars(self).items()
                if one and not one.currency
            },
        )

    def limit(self) -> Constraints:
        return Constraints(*self.range)

    def distance(self, offer: Offer, rates: Rates) -> float:
        """By which share of the limit the price is off."""
        price = offer.price and rates.convert(offer.price, self.currency)
        ends = [end.minor for end in self.range if end and end.minor]
        if not price or not ends:
            return 1.0
        return min(abs(price.minor - end) / end for end in ends)

    def lack(self, name: str) -> Lack | None:
        return None

    @classmethod
    def label(cls, chip: Chip) -> Label:
        return Label(chip.kind, {"price": chip.value})

    @classmethod
    def plain(cls, value: Any) -> Any:
        amount = float(value.amount)
        plain_amount = int(amount) if amount.is_integer() else amount
        return {"amount": plain_amount, "currency": value.currency or None}

    @classmethod
    def read(cls, value: Any) -> Any:
        return Money.of(value["amount"], value.get("currency") or "")
