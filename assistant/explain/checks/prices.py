"""Checks of prices and of the photo's part: the arithmetic is done again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from assistant.explain.checks.record import Record, Screen
from assistant.explain.claims import CheaperHere, Claim, Likeness, LowestShown, PriceFits, PriceOff
from assistant.explain.differences import PriceGap
from retrieval.money import Money
from retrieval.rates import Rates


def convert(money: Money, currency: str, rates: Rates) -> Decimal | None:
    """An amount in another currency; as it stands where one of them is not named."""
    if not currency or not money.currency or money.currency == currency:
        return money.amount
    known = rates.per_eur
    if money.currency not in known or currency not in known:
        return None
    return money.amount / known[money.currency] * known[currency]


def _near(amount: Decimal | None, said: Money) -> bool:
    """Whether an amount is what was said, up to rounding."""
    step = Money(1, said.currency).amount
    return amount is not None and abs(amount - said.amount) <= step * Decimal("1.001")


def _compare(one: Money, other: Money, screen: Screen) -> int | None:
    amount = convert(one, other.currency, screen.rates)
    return None if amount is None else (amount > other.amount) - (amount < other.amount)


def _day(moneys: Iterable[Money], screen: Screen) -> date | None:
    """The day that has to be said: of the rates, where several currencies meet."""
    named = {money.currency for money in moneys if money.currency}
    return screen.rates.day if len(named) > 1 else None


def _price_fits(claim: PriceFits, record: Record, screen: Screen) -> str:
    price = record.offer.price
    if price is None or price != claim.price:
        return f"it costs {price}"
    low, high = claim.minimum, claim.maximum
    if low is None and high is None:
        return "there is no limit"
    if (low and _compare(price, low, screen) not in (0, 1)) or (
        high and _compare(price, high, screen) not in (0, -1)
    ):
        return f"{price} is not within the limits"
    if claim.worth is None:
        return ""
    converted = convert(price, claim.worth.currency, screen.rates)
    fine = _near(converted, claim.worth) and claim.day == screen.rates.day
    return "" if fine else f"{price} is not {claim.worth}"


def _price_off(claim: PriceOff, record: Record, screen: Screen) -> str:
    price, limit = record.offer.price, claim.limit
    if price is None or price != claim.price:
        return f"it costs {price}"
    worth = convert(price, limit.currency, screen.rates)
    if worth is None or worth == limit.amount:
        return f"{price} cannot be compared with {limit}, or is the same"
    over = worth - limit.amount
    fine = (over > 0) == claim.above and _near(abs(over), claim.by)
    fine = fine and claim.by.currency == limit.currency
    fine = fine and claim.day == _day([price, limit], screen)
    return "" if fine else f"{price} is off {limit} by {over:.2f}"


def _lowest_shown(claim: LowestShown, record: Record, screen: Screen) -> str:
    prices = [one.offer.price for one in screen.records if one and one is not record]
    if record.offer.price != claim.price or claim.shown != len(screen.records) or not prices:
        return "the price or the number shown is another"
    known = [price for price in prices if price]
    if len(known) < len(screen.records) - 1:
        return "not all prices are known"
    if any(_compare(price, claim.price, screen) != 1 for price in known):
        return "another one costs as little"
    return "" if claim.day == _day([claim.price, *known], screen) else "the day is another"


def _cheaper_here(claim: CheaperHere, record: Record, screen: Screen) -> str:
    others = [one for one in record.product.offers if one.source != record.offer.source]
    prices = [one.price for one in others if one.price]
    if record.offer.price != claim.price or not prices:
        return "the price is another"
    if not any((one.source, one.price) == (claim.other, claim.other_price) for one in others):
        return f"{claim.other} does not sell it for {claim.other_price}"
    if any(_compare(price, claim.price, screen) != 1 for price in prices):
        return "another shop sells it for as little"
    if any(_compare(price, claim.other_price, screen) == -1 for price in prices):
        return "a third shop comes in between"
    converted = convert(claim.other_price, claim.price.currency, screen.rates)
    saved = None if converted is None else converted - claim.price.amount
    fine = _near(saved, claim.saving) and claim.saving.currency == claim.price.currency
    fine = fine and claim.day == _day([claim.price, claim.other_price], screen)
    return "" if fine else "the saving is another"


def _price_gap(claim: PriceGap, record: Record, screen: Screen) -> str:
    other = record.rival(screen, claim.rival)
    if other is None:
        return "there is no other one there"
    if (record.offer.price, other.offer.price) != (claim.price, claim.other):
        return "the prices are others"
    currency = claim.gap.currency
    here, there = (convert(one, currency, screen.rates) for one in (claim.price, claim.other))
    if (
        here is None
        or there is None
        or currency not in (claim.price.currency, claim.other.currency)
    ):
        return "the prices cannot be compared"
    difference = there - here
    fine = _near(abs(difference), claim.gap) and (difference > 0) == claim.less
    fine = fine and claim.day == _day([claim.price, claim.other], screen)
    return "" if fine else f"the difference is {difference:.2f}"


def _likeness(claim: Likeness, record: Record, screen: Screen) -> str:
    """The rank by what was measured; a product's own part must be the one that was."""
    parts = [one.parts.get("image", 0.0) if one else 0.0 for one in screen.records]
    mine = record.parts.get("image", 0.0)
    rank = 1 + len([part for part in parts if part > mine])
    fine = mine > 0 and abs(mine - claim.part) < 1e-6
    fine = fine and (claim.rank, claim.shown) == (rank, len(parts))
    return "" if fine else f"it was measured as {mine:.3f}, number {rank} of {len(parts)}"


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    PriceFits: _price_fits,
    PriceOff: _price_off,
    LowestShown: _lowest_shown,
    CheaperHere: _cheaper_here,
    PriceGap: _price_gap,
    Likeness: _likeness,
}
