"""Product cards as HTML, numbered as they are spoken of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType

from assistant.language import Wishes
from assistant.recommendation import Recommendation
from assistant.ui.offers import offer_values, stars_of
from assistant.ui.pricing import Purse
from assistant.ui.rendering import picture_url, render
from assistant.ui.tasting import line
from assistant.ui.texts import Texts, texts
from assistant.ui.told import facts, shortened, together, told
from retrieval.offers import Product

MAX_OTHER_OFFERS = 3


def render_cards(
    recommendations: Sequence[Recommendation],
    saved: Collection[str] = (),
    t: Texts = texts("en"),
    purse: Purse = Purse(),
    wishes: Wishes = Wishes(),
    steer: str = "",
    more: bool = True,
    stores: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The cards of an answer, best first, those that fit less well apart where they come last.

    `saved` identifies products that are kept; `steer` is the HTML of the ways to steer without
    words, which stands above them; `more` says whether there may be others; `stores` has the line
    on the nearest store of a product.
    """
    cards = [
        {
            **card_values(one, t, purse, wishes),
            "number": number,
            "store": stores.get(one.product.product_id, ""),
            "saved": one.product.product_id in saved,
        }
        for number, one in enumerate(recommendations, start=1)
    ]
    count = _close_ones(recommendations)
    missed = bool(recommendations and recommendations[0].misses)
    day = purse.day(*(one.offer for one in recommendations), t=t)
    return render(
        "cards.html",
        t,
        close=cards[:count],
        far=cards[count:],
        missed=missed,
        steer=steer,
        day=day,
        more=more,
    )


def _close_ones(recommendations: Sequence[Recommendation]) -> int:
    """How many stand together as matches: all where the order goes by something else."""
    close = [one.close for one in recommendations]
    count = sum(close)
    return count if all(close[:count]) else len(close)


def card_values(one: Recommendation, t: Texts, purse: Purse, wishes: Wishes) -> dict:
    """What a card says of a product."""
    others = one.offers[1 : 1 + MAX_OTHER_OFFERS]
    return {
        **title_values(one.product, t),
        "product": one.product.product_id,
        "picture": picture_url(one.offer.image or one.product.image),
        "stars": stars_of(one.product),
        "offer": offer_values(one.offer, t, purse),
        "others": [offer_values(offer, t, purse) for offer in others],
        "further": max(0, len(one.offers) - 1 - MAX_OTHER_OFFERS),
        "reasons": told(one, wishes, purse, t),
        "facts": facts(one.product, t),
        "taste": line(one, t),
    }


def title_values(product: Product, t: Texts) -> dict[str, str]:
    """ "title" in the page's language where a shop has one, "original" beside it then."""
    translated = product.title_in(t.language)
    return {
        "title": together(shortened(translated or product.title)),
        "full_title": translated or product.title,
        "original": shortened(product.title) if translated and translated != product.title else "",
    }
