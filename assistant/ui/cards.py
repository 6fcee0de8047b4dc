"""Product cards as HTML. Everything a feed says is escaped by the template (Jinja's autoescape).

It is rendered here and not by a template of `gr.HTML`: those are evaluated as JavaScript template
literals after the values have been filled in, so that a title with `${…}` in it would run.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from retrieval.money import Money
from retrieval.offers import Offer

if TYPE_CHECKING:
    from assistant.assistant import Recommendation

PARTS = {"text": "Words", "image": "Photo", "voice": "Voice"}
"""How the parts of a score are called on the page."""

STOCK = {
    "in_stock": "In stock",
    "out_of_stock": "Out of stock",
    "preorder": "Pre-order",
    "backorder": "Back-order",
}
"""How availability is called on the page; a silent shop gets no line."""

MAX_REASONS = 3
MAX_OTHER_OFFERS = 3

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """One of the HTML templates beside this module, filled in; every value is escaped."""
    return _templates.get_template(template).render(**values)


def render_cards(recommendations: Sequence[Recommendation]) -> str:
    """The cards of an answer, best first, the ones that fit less well apart."""
    scale = max([1.0, *(one.score for one in recommendations)])
    close = [_card(one, scale) for one in recommendations if one.close]
    far = [_card(one, scale) for one in recommendations if not one.close]
    return render("cards.html", close=close, far=far)


def picture_url(image: str) -> str:
    """Where the page finds a catalogue picture; "" for none. Relative: the app may be mounted."""
    return f"picture/{image}" if image else ""


def safe_url(url: str) -> str:
    """The URL if it is an ordinary web address, else "": `javascript:` and its like never pass."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else ""


def _card(one: Recommendation, scale: float) -> dict:
    positive = {name: part for name, part in one.contributions.items() if part > 0}
    return {
        "title": one.product.title,
        "picture": picture_url(one.offer.image or one.product.image),
        "offer": _offer(one.offer),
        "others": [_offer(offer) for offer in one.offers[1 : 1 + MAX_OTHER_OFFERS]],
        "reasons": [_sentence(reason.claim) for reason in one.reasons[:MAX_REASONS]],
        "score": one.score,
        "parts": [
            {"name": name, "label": PARTS.get(name, name), "value": part, "share": part / scale}
            for name, part in positive.items()
        ],
    }


def _offer(offer: Offer) -> dict:
    return {
        "price": _price(offer.price),
        "shop": offer.source,
        "stock": STOCK.get(offer.availability, ""),
        "available": offer.availability,
        "url": safe_url(offer.url),
    }


def _price(price: Money | None) -> str:
    return str(price) if price else "No price given"


def _sentence(claim: str) -> str:
    return claim[:1].upper() + claim[1:]
