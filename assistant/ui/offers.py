"""Offers and their comparison as the templates want them: words, figures, lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.comparison import Comparison, Listing, Prices, Statement
from assistant.dialogue.phrases import field_name
from assistant.languages.filling import capital
from assistant.ui.pricing import Purse
from assistant.ui.texts import Texts
from retrieval.matching.evidence import BETWEEN, parts
from retrieval.offers import Offer, Product
from retrieval.sources.cleaning import web_address

STOCK = ("in_stock", "out_of_stock", "preorder", "backorder")
"""Availabilities that the page has a word for; a silent shop gets no line."""

WIDTH, HEIGHT, MARGIN = 320, 72, 6  # of a price history, in units of its own
DELIVERY = ("shipping", "delivery", "shipping cost", "delivery time", "shipping time")
"""Attributes by which shops state how a thing comes, with blanks."""


@dataclass(frozen=True)
class Stars:
    """What buyers of all shops give a thing."""

    mean: float  # of 5
    count: int  # of reviews


def stars_of(product: Product) -> Stars | None:
    """The mean over the shops, each counted as often as it has reviews; None without any."""
    rated = [(one.rating, one.rating_count) for one in product.offers if one.rating]
    count = sum(n for _, n in rated)
    if not rated or not count:
        return None
    return Stars(sum(stars * n for stars, n in rated) / count, count)


def offer_values(offer: Offer, t: Texts, purse: Purse = Purse()) -> dict:
    """What a card says of an offer."""
    return {
        **purse.values(offer, t),
        "shop": offer.source,
        "stock": t(offer.availability) if offer.availability in STOCK else "",
        "available": offer.availability,
        "url": web_address(offer.url),
    }


def listing_values(listing: Listing, t: Texts, purse: Purse = Purse()) -> dict:
    """What a comparison says of an offer."""
    return {
        **offer_values(listing.offer, t, purse),
        "seen": t.day(listing.seen_at) if listing.seen_at else "",
        "evidence": evidence_words(listing.evidence, t),
        "title": listing.offer.title,
        "delivery": delivery_of(listing.offer),
    }


def evidence_words(evidence: Sequence[str], t: Texts) -> tuple[str, ...]:
    """Why two offers are taken for one thing, in the page's words."""
    return tuple(_evidence(sentence, t) for sentence in evidence)


def _evidence(sentence: str, t: Texts) -> str:
    kind, value = parts(sentence)
    if kind == "fields":
        names = value.split(BETWEEN)
        value = t("comma").join(field_name(name, t.language) for name in names)
    elif kind in ("titles", "pictures"):
        value = t("percent", n=round(100 * float(value)))
    return t(f"evidence_{kind}", value=value) if kind else sentence


def delivery_of(offer: Offer) -> str:
    """How and when it comes, where the shop states it."""
    stated = {name.replace("_", " ").casefold(): v for name, v in offer.attributes.items()}
    return next((stated[name] for name in DELIVERY if stated.get(name)), "")


def comparison_values(comparison: Comparison, t: Texts, purse: Purse = Purse()) -> dict:
    """The offers of a product side by side, what their shops state, and how prices went."""
    listings = [listing_values(one, t, purse) for one in comparison.listings]
    return {
        "listings": listings,
        "delivery": any(one["delivery"] for one in listings),
        "day": purse.day(*(one.offer for one in comparison.listings), t=t),
        "statements": [_statement(one, comparison, t) for one in comparison.statements],
        "histories": [history_values(one, t) for one in comparison.listings if one.prices],
    }


def texts_of(offers: Sequence[Offer]) -> list[dict[str, str]]:
    """What the shops write of a thing, the same words once."""
    written = {one.description.strip(): one for one in reversed(offers) if one.description.strip()}
    return [{"shop": one.source, "text": text} for text, one in reversed(list(written.items()))]


def history_values(listing: Listing, t: Texts) -> dict:
    """A price history as a line that steps where the price changed, and in words."""
    (begun, first), *_, (changed, last) = listing.prices
    points = [t("price_from", price=price, day=t.day(when)) for when, price in listing.prices]
    return {
        "shop": listing.offer.source,
        "words": t("comma").join(points),
        "line": step_line(listing.prices, listing.seen_at),
        "first": t.money(first),
        "begun": t.day(begun),
        "last": t.money(last),
        "changed": t.day(changed),
        "width": WIDTH,
        "height": HEIGHT,
    }


def step_line(prices: Prices, until: datetime | None) -> str:
    """The path of an SVG in a box of `WIDTH` by `HEIGHT`, time to the right, price upwards.

    A price holds until the next one; the last one up to `until`. Moments that coincide, as in a
    history of one sync, are spread evenly.
    """
    times = [when.timestamp() for when, _ in prices]
    end = max([times[-1], *([until.timestamp()] if until else [])])
    end += 0.1 * (end - times[0])  # so that the last step can be seen
    if end == times[0]:
        times, end = [float(i) for i in range(len(times))], float(len(times))
    values = [price.minor for _, price in prices]
    low, high = min(values), max(values)

    def x(moment: float) -> float:
        return MARGIN + (WIDTH - 2 * MARGIN) * (moment - times[0]) / (end - times[0])

    def y(value: int) -> float:
        return MARGIN + (HEIGHT - 2 * MARGIN) * (high - value) / ((high - low) or 1)

    steps = "".join(
        f"H{x(moment):.1f}V{y(value):.1f}"
        for moment, value in zip(times[1:], values[1:], strict=True)
    )
    return f"M{x(times[0]):.1f} {y(values[0]):.1f}{steps}H{x(end):.1f}"


def _statement(one: Statement, comparison: Comparison, t: Texts) -> dict:
    shops = {listing.offer.source for listing in comparison.listings}
    return {
        "name": t.known(f"field_{one.name}", capital(field_name(one.name, t.language))),
        "conflict": one.conflict,
        "values": [
            {
                "value": t.speaker.words.value(one.name, value) or value,
                "shops": t("all_shops") if set(by) == shops and len(shops) > 1 else ", ".join(by),
            }
            for value, by in one.values
        ],
    }
