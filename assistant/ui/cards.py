"""Product cards as HTML, numbered as they are spoken of."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from assistant.languages.filling import capital
from assistant.ui.offers import comparison_values, listing_values, offer_values
from assistant.ui.rendering import picture_url, render
from assistant.ui.texts import Texts, texts

if TYPE_CHECKING:
    from assistant.comparison import Comparison
    from assistant.recommendation import Recommendation

MAX_REASONS = 3
MAX_OTHER_OFFERS = 3


def render_cards(
    recommendations: Sequence[Recommendation],
    comparisons: Sequence[Comparison] = (),
    saved: Collection[str] = (),
    t: Texts = texts("en"),
) -> str:
    """The cards of an answer, best first, those that fit less well apart where they come last.

    `comparisons` are those of the recommended products, in the same order, or none at all;
    `saved` identifies products that are kept.
    """
    scale = max([1.0, *(one.score for one in recommendations)])
    compared: Sequence[Comparison | None] = comparisons or [None] * len(recommendations)
    cards = [
        {
            **_card(one, scale, comparison, t),
            "number": number,
            "product": one.product.product_id,
            "saved": one.product.product_id in saved,
        }
        for number, (one, comparison) in enumerate(
            zip(recommendations, compared, strict=True), start=1
        )
    ]
    count = _close_ones(recommendations)
    return render("cards.html", t, close=cards[:count], far=cards[count:])


def _close_ones(recommendations: Sequence[Recommendation]) -> int:
    """How many stand together as matches: all where the order goes by something else."""
    close = [one.close for one in recommendations]
    count = sum(close)
    return count if all(close[:count]) else len(close)


def _card(one: Recommendation, scale: float, comparison: Comparison | None, t: Texts) -> dict:
    positive = {name: part for name, part in one.contributions.items() if part > 0}
    return {
        "title": one.product.title,
        "translated": one.product.title_in(t.language),
        "picture": picture_url(one.offer.image or one.product.image),
        "offer": offer_values(one.offer, t),
        "others": _others(one, comparison, t),
        "comparison": comparison_values(comparison, t) if comparison else None,
        "reasons": [capital(reason.claim) for reason in one.reasons[:MAX_REASONS]],
        "score": one.score,
        "parts": [
            {
                "name": name,
                "label": t.known(f"part_{name}", name),
                "value": part,
                "share": part / scale,
            }
            for name, part in positive.items()
        ],
    }


def _others(one: Recommendation, comparison: Comparison | None, t: Texts) -> list[dict]:
    """The other offers that meet the wishes, those a shopper would rather take first."""
    if comparison is None:
        return [offer_values(offer, t) for offer in one.offers[1 : 1 + MAX_OTHER_OFFERS]]
    fitting = [listing for listing in comparison.listings if listing.offer in one.offers[1:]]
    return [listing_values(listing, t) for listing in fitting[:MAX_OTHER_OFFERS]]
