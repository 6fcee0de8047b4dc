"""What a thing may cost, or several of it together: under, over, between, about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil
from typing import Any, Self

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack, Said
from retrieval.facts import Facts
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
    pieces: int = 0  # that the limits are for together; 1 said so, 0 where nobody said

    held = (Held("price", 1, firm=True, lowest=True),)

    @property
    def range(self) -> tuple[Money | None, Money | None]:
        """The lowest and the highest price that will do."""
        if about := self.about_price:
            low, high = about.amount * (1 - ABOUT), about.amount * (1 + ABOUT)
            return Money.of(low, about.currency), Money.of(high, about.currency)
        return self.min_price, self.max_price

    def __bool__(self) -> bool:
        return any(self.range)

    @property
    def currency(self) -> str:
        """That of its limits, "" where they name none."""
        return next((one.currency for one in self.range if one), "")

    def merged(self, new: Self, said: Said) -> Self:
        """A new limit replaces the one on its side; "about" replaces both.

        What names no currency is in that of the limit in force, and for as many pieces.
        """
        if not new:
            return self
        pieces = new.pieces or self.pieces
        new = replace(new.within(self.currency), pieces=pieces)
        if new.about_price:
            return new
        low = new.min_price or self.min_price
        high = new.max_price or self.max_price
        if low and high and low.amount > high.amount:  # the older of the two has been overtaken
            low, high = new.min_price, new.max_price
        return type(self)(low, high, pieces=pieces)

    def within(self, currency: str) -> Self:
        """With amounts that name no currency taken to be in one."""
        named = {
            name: Money.of(one.amount, currency)
            for name, one in vars(self).items()
            if isinstance(one, Money) and not one.currency
        }
        return replace(self, **named)  # type: ignore[arg-type]

    def limit(self) -> Constraints:
        return Constraints(*self.range, pieces=self.pieces) if self else Constraints()

    def distance(self, offer: Offer, rates: Rates) -> float:
        """By which share of the limit the price is off."""
        price = offer.price and rates.convert(offer.price, self.currency)
        ends = [end.minor for end in self.range if end and end.minor]
        if not price or not ends:
            return 1.0
        packs = ceil(max(self.pieces, 1) / Facts(offer).pack)
        return min(abs(price.minor * packs - end) / end for end in ends)

    def lack(self, name: str) -> Lack | None:
        return None

    def chips(self) -> Iterator[Chip]:
        """One a limit; of several pieces it says of how many."""
        pieces = str(self.pieces) if self.pieces > 1 else ""
        for name, value in vars(self).items():
            if isinstance(value, Money):
                yield Chip(name, value, pieces)

    def unchipped(self, chip: Chip) -> Self:
        left = super().unchipped(chip)
        return left if left else type(self)()

    @classmethod
    def label(cls, chip: Chip) -> Label:
        key = f"{chip.kind}_joint" if chip.facet else chip.kind
        return Label(key, {"price": chip.value, "n": chip.facet})

    def as_dict(self) -> dict[str, Any]:
        stated = super().as_dict() if self else {}
        return {name: v for name, v in stated.items() if name != "pieces" or v > 1}

    @classmethod
    def plain(cls, value: Any) -> Any:
        if isinstance(value, int):
            return value
        amount = float(value.amount)
        plain_amount = int(amount) if amount.is_integer() else amount
        return {"amount": plain_amount, "currency": value.currency or None}

    @classmethod
    def read(cls, value: Any) -> Any:
        if isinstance(value, int):
            return value
        return Money.of(value["amount"], value.get("currency") or "")
