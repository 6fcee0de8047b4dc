"""The one form of products, offers, reasons and answers in JSON.

It is the command line's contract (`Recommendation.as_dict`, `DialogueAnswer.as_dict`), with what a
program without the catalogue needs besides: pictures, fields, what a product misses, one sentence
to be spoken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.dialogue import DialogueAnswer, chips
from assistant.dialogue.state import State
from assistant.recommendation import Recommendation, offer_as_dict
from assistant.speech.speakable import speech
from retrieval.branches.branch import AtBranch
from retrieval.facts import FEED_NAMES
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates

MOST_STORES = 50  # of an offer

PICTURES = "/picture/"  # where the server has the pictures of its catalogue, by content hash


@dataclass(frozen=True)
class View:
    """How a caller wants to be shown things."""

    base: str = ""  # of addresses: "https://shop.example"; "" for addresses within the server
    currency: str = ""  # prices are given in this one too; "" for the shops' own alone
    rates: Rates | None = None  # what converts them

    def picture(self, image: str) -> str | None:
        """The address of a picture of the catalogue."""
        return f"{self.base}{PICTURES}{image}" if image else None


def offer(one: Offer, view: View = View()) -> dict[str, Any]:
    """What one shop asks for a product, and what it says of it."""
    return {
        **offer_as_dict(one),
        "condition": one.condition or None,
        **_converted(one.price, view),
        **({"stores": stores(one)} if one.branches else {}),
    }


def stores(one: Offer) -> list[dict[str, Any]]:
    """The stores that list an offer."""
    return [store(at) for at in one.branches[:MOST_STORES]]


def store(one: AtBranch) -> dict[str, Any]:
    """A store that lists an offer, and what it has of it."""
    branch = one.branch
    return {
        "code": branch.code,
        "name": branch.title,
        "address": branch.address or None,
        "latitude": branch.latitude,
        "longitude": branch.longitude,
        "opening_hours": branch.hours or None,
        "time_zone": branch.zone or None,
        "availability": one.availability or None,
        "quantity": one.quantity,
        "pickup_method": one.pickup or None,
        "pickup_sla": one.ready or None,
    }


def product(
    one: Product, view: View = View(), offers: Sequence[Offer] | None = None
) -> dict[str, Any]:
    """A product: what its shops state of it. `offers`: those to show, the best one first."""
    first = one.offers[0]
    return {
        "product_id": one.product_id,
        "title": one.title,
        "description": first.description or None,
        "brand": next((o.brand for o in one.offers if o.brand), None),
        "category": next((o.category for o in one.offers if o.category), None),
        "gtin": next((o.gtin for o in one.offers if o.gtin), None),
        "image": view.picture(one.image),
        "rating": _rating(one),
        "attributes": _attributes(one),
        "offers": [offer(o, view) for o in (one.offers if offers is None else offers)],
    }


def recommendation(one: Recommendation, view: View = View()) -> dict[str, Any]:
    """A product that is recommended: with its score in parts, and the reasons for it."""
    return {
        **product(one.product, view, one.offers),
        **{name: value for name, value in one.as_dict().items() if name != "offers"},
        "likeness": {"level": one.likeness.level, "p": one.likeness.p},
        "misses": [miss.wish.as_dict() for miss in one.misses],
    }


def reasons(one: Recommendation) -> dict[str, Any]:
    """Why a product is recommended, alone: what follows a list of products in a stream."""
    return {
        "product_id": one.product.product_id,
        "reasons": [reason.as_dict() for reason in one.reasons],
        "contributions": dict(one.contributions),
        "score": one.score,
    }


def constraints(answer: DialogueAnswer, state: State | None = None) -> dict[str, Any]:
    """What is in force; with the state, each constraint by the name it is removed by."""
    named = [] if state is None else [_chip(chip.name, chip.kind) for chip in chips(state)]
    return {"constraints": answer.wishes.as_dict(), "chips": named}


def answer(one: DialogueAnswer, view: View = View()) -> dict[str, Any]:
    """A turn's answer."""
    contract = one.as_dict()
    del contract["items"]
    return {
        **contract,
        "speech": speech(one),
        "products": [recommendation(rec, view) for rec in one.recommendations],
    }


def _chip(name: str, kind: str) -> dict[str, str]:
    return {"name": name, "kind": kind}


def _rating(one: Product) -> dict[str, Any] | None:
    rated = [(o.rating, o.rating_count) for o in one.offers if o.rating is not None]
    if not rated:
        return None
    count = sum(number for _, number in rated)
    weight = [max(1, number) for _, number in rated]
    mean = sum(stars * w for (stars, _), w in zip(rated, weight, strict=True)) / sum(weight)
    return {"value": round(mean, 2), "count": count}


def _attributes(one: Product) -> dict[str, str]:
    """What is stated of the thing, by any shop; the first one that states it is quoted."""
    found: dict[str, str] = {}
    for stated in one.offers:
        for name, value in stated.attributes.items():
            if name.replace("_", " ").lower() not in FEED_NAMES:
                found.setdefault(name, value)
    return found


def _converted(price: Money | None, view: View) -> dict[str, Any]:
    """The price in the currency that was asked for, with the day of the rate."""
    if price is None or not view.currency or view.rates is None:
        return {}
    factor = view.rates.factor(price.currency, view.currency)
    if factor is None or price.currency == view.currency:
        return {}
    there = Money(round(price.minor * factor), view.currency)
    day = view.rates.day.isoformat()
    return {"converted": {"price": float(there.amount), "currency": view.currency, "rate_of": day}}
