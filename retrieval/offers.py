"""Offers and products: what shops sell, and the thing that is sold."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from retrieval.branches.branch import AtBranch
from retrieval.money import Money
from retrieval.rates import Rates

AVAILABILITY = ("in_stock", "out_of_stock", "preorder", "backorder", "")
"""What an offer may say of its stock; "" where the shop is silent."""
_WAIT = {"preorder": 1, "backorder": 1, "out_of_stock": 2}

CONDITIONS = ("new", "refurbished", "used", "")
"""What an offer may say of its condition; "" where the shop is silent."""


@dataclass(frozen=True)
class Offer:
    """One thing one shop sells, as its feed states it."""

    source: str  # name of the shop
    offer_id: str  # the shop's own identifier, unique within the source
    title: str = ""
    description: str = ""
    category: str = ""
    brand: str = ""
    price: Money | None = None
    availability: str = ""  # one of AVAILABILITY
    url: str = ""  # http(s) or ""
    gtin: str = ""  # digits whose check digit is right, or ""
    mpn: str = ""  # the maker's part number
    condition: str = ""  # one of CONDITIONS
    group: str = ""  # the shop's identifier of the variants this is one of
    rating: float | None = None  # mean of the shop's reviews, 1 to 5
    rating_count: int = 0
    image: str = ""  # SHA-256 of the picture file's content in the image store, "" for none
    attributes: Mapping[str, str] = field(default_factory=dict)
    branches: tuple[AtBranch, ...] = ()  # that have it, as feeds beside its own state

    @property
    def wait(self) -> int:
        """0 for what may be had now, 1 for what comes later, 2 for what is out of stock."""
        return _WAIT.get(self.availability, 0)

    @property
    def content_hash(self) -> str:
        """Changes if and only if a field changes; branches are kept apart and are none."""
        price = None if self.price is None else vars(self.price)
        fields = {**vars(self), "price": price, "attributes": dict(self.attributes)}
        del fields["branches"]
        text = json.dumps(fields, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Review:
    """What one buyer says of one offer. Who said it is not kept."""

    source: str  # name of the shop
    offer_id: str
    rating: float | None = None  # 1 to 5
    title: str = ""
    text: str = ""
    written: str = ""  # the day, as ISO 8601, where the feed states one
    reply: str = ""  # what the shop answered
    pictures: tuple[str, ...] = ()  # content hashes in the image store; in a feed, where they are
    shared: str = ""  # alike for one review that stands with several offers, else ""
    echo: bool = False  # whether it repeats others of a flood of praise, and so counts for nothing


@dataclass(frozen=True)
class Question:
    """What was asked about one offer, and one answer. Who asked and answered is not kept."""

    source: str  # name of the shop
    offer_id: str
    text: str
    answer: str
    written: str = ""  # the day of the answer, as ISO 8601, where the feed states one
    by_shop: bool = False  # whether the feed says that the shop answered
    shared: str = ""  # as of a review


@dataclass(frozen=True)
class Product:
    """One thing, with every offer of it. `offers` is not empty; the first one describes it."""

    product_id: str
    offers: tuple[Offer, ...]
    printed: tuple[str, ...] = ()  # lines read off its picture; no shop states them

    @property
    def title(self) -> str:
        """The title of the describing offer, or words that stand in for a missing one."""
        first = self.offers[0]
        return first.title or first.category or first.offer_id

    def title_in(self, language: str) -> str:
        """The title that an offer states in another language, as its attribute "title_zh" for
        "zh"; "" where none does."""
        stated = (offer.attributes.get(f"title_{language}", "") for offer in self.offers)
        return next(filter(None, stated), "")

    @property
    def titles(self) -> tuple[str, ...]:
        """Its title, and those that its offers state in other languages."""
        stated = (o.attributes.items() for o in self.offers)
        others = (
            v for pairs in stated for name, v in pairs if re.fullmatch("title_[a-z]{2}", name)
        )
        return tuple(dict.fromkeys([self.title, *others]))

    @property
    def image(self) -> str:
        """Hash of the first picture any offer has, "" for none."""
        return next((offer.image for offer in self.offers if offer.image), "")

    def best(self, rates: Rates) -> Offer:
        """What a shopper would take: the first of `ranked`."""
        return self.ranked(rates)[0]

    def ranked(self, rates: Rates) -> list[Offer]:
        """The offers as a shopper would take them: those to be had sooner, then the lowest price.

        Prices are compared as `Rates.rank` says.
        """

        def rank(offer: Offer) -> tuple[int, bool, tuple[bool, Fraction]]:
            price = offer.price
            place = rates.rank(price) if price else (True, Fraction())
            return offer.wait, price is None, place

        return sorted(self.offers, key=rank)


def product_id_for(offer: Offer, founded: str = "") -> str:
    """The identifier of the product an offer starts: stable from one ingest to the next. `founded`
    is what the source was called when it began, "" for what it is called now."""
    digest = hashlib.sha256(f"{founded or offer.source}\0{offer.offer_id}".encode()).hexdigest()
    return f"p{digest[:15]}"
