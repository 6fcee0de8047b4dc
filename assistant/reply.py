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
    opening = f"Closest to {_asked(query)}: {first.product.title}{price} at {first.offer.source}."
    if len(shown) == 1:
        return opening
    rest = "one more" if len(shown) == 2 else f"{len(shown) - 1} more"
    return f"{opening} Below it, {rest} in order of fit."


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
