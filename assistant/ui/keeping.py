"""The saved list: kept in the browser, shown with what has changed since, shared, exported."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from assistant.assistant import Assistant
from assistant.recommendation import Recommendation
from assistant.ui.cards import title_values
from assistant.ui.memory import Kept
from assistant.ui.offers import offer_values
from assistant.ui.pricing import Purse
from assistant.ui.product_view import plain
from assistant.ui.rendering import picture_url
from assistant.ui.texts import Texts
from retrieval.money import Money
from retrieval.offers import Offer

GONE = "out_of_stock"
COLUMNS = ("product_id", "title", "shop", "price", "currency", "stock", "address")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def known(assistant: Assistant, products: Sequence[str]) -> tuple[Recommendation, ...]:
    """The products of a list that are still sold, in its order."""
    found = assistant.catalogue.products(list(products))
    return tuple(plain(product, assistant) for product in found)


def as_kept(one: Recommendation) -> Kept:
    """A product as it is saved now."""
    return Kept(one.product.product_id, one.offer.price, one.offer.availability)


def merged(items: Iterable[Recommendation], before: Iterable[Kept]) -> tuple[Kept, ...]:
    """What is on the list now, each with its price as it was when it was saved."""
    old = {one.product: one for one in before}
    return tuple(old.get(one.product.product_id) or as_kept(one) for one in items)


def item_values(
    items: Sequence[Recommendation], kept: Sequence[Kept], t: Texts, purse: Purse
) -> list[dict]:
    """What the list shows of each product."""
    old = {one.product: one for one in kept}
    return [
        {
            **offer_values(one.offer, t, purse),
            **title_values(one.product, t),
            "product": one.product.product_id,
            "picture": picture_url(one.offer.image or one.product.image),
            "change": change(old.get(one.product.product_id), one.offer, purse, t),
        }
        for one in items
    ]


def change(kept: Kept | None, offer: Offer, purse: Purse, t: Texts) -> str:
    """ "now €5 less", "sold out", "back in stock"; "" where nothing has changed."""
    if kept is None:
        return ""
    if offer.availability == GONE and kept.stock != GONE:
        return t("now_sold_out")
    said = []
    if kept.stock == GONE and offer.availability == "in_stock":
        said.append(t("back_in_stock"))
    if kept.price and offer.price and kept.price.currency == offer.price.currency:
        less = kept.price.minor - offer.price.minor
        if less:
            amount = t.short_money(purse.worth(Money(abs(less), offer.price.currency)))
            said.append(t("now_less" if less > 0 else "now_more", amount=amount))
    return t("comma").join(said)


def write_list(items: Iterable[Recommendation]) -> str:
    """The list as CSV. What a spreadsheet would take for a formula is text."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for one in items:
        offer = one.offer
        price = (str(offer.price.amount), offer.price.currency) if offer.price else ("", "")
        row = [one.product.product_id, one.product.title, offer.source, *price]
        writer.writerow(map(_inert, [*row, offer.availability, offer.url]))
    return table.getvalue()


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
