"""Product cards as HTML."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.ui.offers import comparison_values, listing_values, offer_values
from assistant.ui.rendering import picture_url, render

if TYPE_CHECKING:
    from assistant.assistant import Recommendation
    from assistant.comparison import Comparison

PARTS = {"text": "Words", "image": "Photo", "voice": "Voice"}
"""How the parts of a score are called on the page."""

MAX_REASONS = 3
MAX_OTHER_OFFERS = 3


def render_cards(
    recommendations: Sequence[Recommendation], comparisons: Sequence[Comparison] = ()
) -> str:
    """The cards of an answer, best first, the ones that fit less well apart.

    `comparisons` are those of the recommended products, in the same order, or none at all.
    """
    scale = max([1.0, *(one.score for one in recommendations)])
    compared = comparisons or [None] * len(recommendations)
    cards = [
        _card(one, scale, comparison)
        for one, comparison in zip(recommendations, compared, strict=True)
    ]
    close = [card for card in cards if card["close"]]
    return render("cards.html", close=close, far=[card for card in cards if not card["close"]])


def _card(one: Recommendation, scale: float, comparison: Comparison | None) -> dict:
    positive = {name: part for name, part in one.contributions.items() if part > 0}
    return {
        "close": one.close,
        "title": one.product.title,
        "picture": picture_url(one.offer.image or one.product.image),
        "offer": offer_values(one.offer),
        "others": _others(one, comparison),
        "comparison": comparison_values(comparison) if comparison else None,
        "reasons": [_sentence(reason.claim) for reason in one.reasons[:MAX_REASONS]],
        "score": one.score,
        "parts": [
            {"name": name, "label": PARTS.get(name, name), "value": part, "share": part / scale}
            for name, part in positive.items()
        ],
    }


def _others(one: Recommendation, comparison: Comparison | None) -> list[dict]:
    """The other offers that meet the wishes, those a shopper would rather take first."""
    if comparison is None:
        return [offer_values(offer) for offer in one.offers[1 : 1 + MAX_OTHER_OFFERS]]
    fitting = [listing for listing in comparison.listings if listing.offer in one.offers[1:]]
    return [listing_values(listing) for listing in fitting[:MAX_OTHER_OFFERS]]


def _sentence(claim: str) -> str:
    return claim[:1].upper() + claim[1:]
