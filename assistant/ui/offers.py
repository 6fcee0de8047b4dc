"""Offers and their comparison as the templates want them: words, figures, lines."""

from __future__ import annotations

from datetime import datetime

from assistant.comparison import Comparison, Listing, Prices, Statement
from assistant.ui.rendering import safe_url
from assistant.ui.texts import Texts
from retrieval.offers import Offer

STOCK = ("in_stock", "out_of_stock", "preorder", "backorder")
"""Availabilities that the page has a word for; a silent shop gets no line."""

WIDTH, HEIGHT, MARGIN = 160, 36, 3  # of a price history, in units of its own


def offer_values(offer: Offer, t: Texts) -> dict:
    """What a card says of an offer."""
    return {
        "price": t.money(offer.price) if offer.price else t("no_price"),
        "common": "",
        "shop": offer.source,
        "stock": t(offer.availability) if offer.availability in STOCK else "",
        "available": offer.availability,
        "url": safe_url(offer.url),
    }


def listing_values(listing: Listing, t: Texts) -> dict:
    """What a comparison says of an offer; `common` only where it is another currency's figure."""
    foreign = listing.common and listing.common != listing.offer.price
    return {
        **offer_values(listing.offer, t),
        "common": t.money(listing.common) if foreign and listing.common else "",
        "seen": t.day(listing.seen_at) if listing.seen_at else "",
        "evidence": listing.evidence,
        "title": listing.offer.title,
    }


def comparison_values(comparison: Comparison, t: Texts) -> dict | None:
    """What the comparison of a card says; None where there is nothing to compare."""
    listings = comparison.listings
    histories = [history_values(one, t) for one in listings if one.prices]
    if len(listings) == 1 and not histories:
        return None
    several = len(listings) > 1
    return {
        "label": t("compare_offers", n=len(listings)) if several else t("price_history"),
        "listings": [listing_values(one, t) for one in listings] if several else [],
        "rates_day": comparison.rates_day and t.day(comparison.rates_day),
        "currency": comparison.currency,
        "statements": [_statement(one, comparison, t) for one in comparison.statements]
        if several
        else [],
        "histories": histories,
    }


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
        "name": one.name,
        "conflict": one.conflict,
        "values": [
            {"value": value, "shops": t("all_shops") if set(by) == shops else ", ".join(by)}
            for value, by in one.values
        ],
    }
