"""The words of an answer: short, plain, and only about what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.filters import OfferColumns
from retrieval.query import Constraints, Query

if TYPE_CHECKING:
    from assistant.assistant import Recommendation


def reply(query: Query, shown: Sequence[Recommendation], columns: OfferColumns) -> str:
    """What to say to a question, given what will be shown beside it."""
    if not shown:
        return _nothing(query.constraints, columns)
    first = shown[0]
    price = f" for {first.offer.price}" if first.offer.price else ""
    sentences = [
        f"Closest to {_asked(query)}: {first.product.title}{price} at {first.offer.source}.",
        _others(sum(one.close for one in shown) - 1, sum(not one.close for one in shown)),
        other_currencies(query.constraints, shown, columns),
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _others(close: int, far: int) -> str:
    """How many more are shown, and how well they fit."""
    near = "One more fits" if close == 1 else f"{close} more fit"
    off = "one is" if far == 1 else f"{far} are"
    if close and far:
        return f"{near} about as well; {off} further off."
    if close:
        return f"{near} about as well."
    return f"Nothing else fits as well; {off} further off." if far else ""


def other_currencies(
    limits: Constraints, shown: Sequence[Recommendation], columns: OfferColumns
) -> str:
    """By which rates a limit was applied to prices in other currencies, and which have none."""
    limit = limits.max_price or limits.min_price
    if limit is None or not limit.currency:
        return ""
    rates = columns.rates
    stated = set(columns.currency.tolist()) - {"", limit.currency}
    unknown = sorted(code for code in stated if rates.factor(code, limit.currency) is None)
    converted = {one.offer.price.currency for one in shown if one.offer.price} & stated
    day = f"{rates.day.day} {rates.day:%B %Y}"
    return " ".join(
        [
            *[f"Prices in {' and '.join(sorted(converted))} are compared at rates of {day}."]
            * bool(converted),
            *[f"Prices in {' and '.join(unknown)} are left out."] * bool(unknown),
        ]
    )


def _asked(query: Query) -> str:
    if query.images and query.text:
        return "your photo and your words"
    return "your photo" if query.images else "what you asked for"


def _nothing(limits: Constraints, columns: OfferColumns) -> str:
    """Which limit keeps everything out, and what lifting it would give."""
    if not columns.items:
        return "The catalogue is empty; ingest a feed first."
    for lifted, name in (
        (replace(limits, min_price=None, max_price=None), "the price limit"),
        (replace(limits, in_stock=False), "“in stock”"),
        (replace(limits, sources=()), "the choice of shops"),
    ):
        mask = columns.allowed(lifted)
        count = columns.items if mask is None else int(mask.sum())
        if lifted != limits and count:
            return (
                f"Nothing fits all of it. Without {name} there would be {count:,} to choose from."
            )
    return "Nothing fits all of it; lift one of the limits."
