"""Conditions on an item, judged from what its offer states. See docs/dialogue.md."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from assistant.evaluation.canonical import listed
from retrieval.facts import Facts
from retrieval.measures import base_unit
from retrieval.offers import Offer
from retrieval.rates import shipped_rates
from retrieval.words import mentions, plain

SIZES = {
    "height": "cm", "width": "cm", "depth": "cm", "length": "cm", "diameter": "cm",
    "thickness": "cm", "screen": "inch", "weight": "kg", "capacity": "l", "battery": "hour",
}  # fmt: skip
"""Sizes that shops state under keys and in units of their own → the unit of a condition's value."""

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq,
}  # fmt: skip


def meets(offer: Offer, condition: Mapping[str, Any]) -> bool:
    """One condition; of several under "or", any of them."""
    if "or" in condition:
        return any(meets(offer, one) for one in condition["or"])
    op, value, name = condition["op"], condition["value"], condition["field"]
    if op in ("has", "lacks"):
        text = plain(text_of(offer, name))
        return any(mentions(text, plain(str(one))) for one in listed(value)) == (op == "has")
    number = number_of(offer, name, condition.get("currency", ""), condition.get("unit", ""))
    try:
        limit = float(value)
    except (TypeError, ValueError):
        number = None
    if number is None:
        return op == "=" and plain(text_of(offer, name)) == plain(str(value))
    return COMPARE[op](number, limit)


def number_of(offer: Offer, name: str, currency: str = "", unit: str = "") -> float | None:
    """What an offer states in a field, as a number: a price in `currency`, a size in `unit` (by
    default that of `SIZES`). None where it is silent."""
    if name == "price":
        price = offer.price
        if price and currency:
            price = shipped_rates().convert(price, currency)
        return float(price.amount) if price else None
    if name == "rating":
        return Facts(offer).rating
    if name in SIZES:
        return _size(offer, name, unit or SIZES[name])
    try:
        return float(text_of(offer, name))
    except ValueError:
        return None


def _size(offer: Offer, name: str, unit: str) -> float | None:
    kind, factor = base_unit(unit) or ("", 1.0)
    stated = [m for m in Facts(offer).measures if m.kind == kind and name in m.name.split()]
    return stated[0].value / factor if stated else None


def text_of(offer: Offer, name: str) -> str:
    """What an offer states in a field, as it stands."""
    fields = {
        "title": offer.title, "description": offer.description, "brand": offer.brand,
        "category": offer.category, "shop": offer.source, "availability": offer.availability,
        "text": Facts(offer).everything + " " + plain(offer.category),
    }  # fmt: skip
    return fields[name] if name in fields else str(offer.attributes.get(name, ""))
