"""The view of one product: all that is known of it, at an address of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.comparison import compare
from assistant.dialogue.presenting import BESIDES
from assistant.explain import Asked
from assistant.explain.claims import Reviewed
from assistant.explain.explainer import reason
from assistant.languages.filling import capital
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from assistant.ui.cards import title_values
from assistant.ui.nearby import store_values
from assistant.ui.offers import comparison_values, offer_values, stars_of, texts_of
from assistant.ui.pricing import Purse
from assistant.ui.quoting import review_values
from assistant.ui.rendering import picture_url, render
from assistant.ui.tasting import lines
from assistant.ui.texts import Texts
from assistant.watches import Watch
from retrieval.catalogue.heard import of_one
from retrieval.images import decode_image
from retrieval.offers import Offer, Product
from retrieval.query import Query

SIMILAR = 6  # things that are shown as alike
PARTS = ("text", "image", "printed", "barcode", "reviews", "near", "taste")
"""What may add to a score and can be told in words."""


@dataclass(frozen=True)
class Look:
    """How somebody looks at a product."""

    t: Texts
    purse: Purse = Purse()
    saved: bool = False
    spot: Spot | None = None  # where they are, as far as that is known
    number: int = 0  # on the screen of their conversation, from 1; 0 where it is not there


def found(assistant: Assistant, product_id: str) -> Recommendation | None:
    """A product by itself, as nobody recommended it; None where it is not sold any more."""
    for product in assistant.catalogue.products([product_id]):
        return plain(product, assistant)
    return None


def plain(product: Product, assistant: Assistant) -> Recommendation:
    """A product with all its offers, the best one first, and no reasons."""
    offers = tuple(product.ranked(assistant.searcher.columns.rates))
    return Recommendation(product, offers, 0.0, {}, [])


def render_product(one: Recommendation, assistant: Assistant, look: Look) -> str:
    """The whole view as HTML."""
    t, product = look.t, one.product
    comparison = compare(assistant.catalogue, product, one.offer)
    keys = [(offer.source, offer.offer_id) for offer in product.offers]
    claims = assistant.explainer.reviewed(one, Asked(language=t.language))
    quoted = [claim for claim in claims if isinstance(claim, Reviewed)]
    reviews = of_one(assistant.catalogue.reviews.of_offers(keys), keys)
    return render(
        "product.html",
        t,
        **title_values(product, t),
        product=product.product_id,
        pictures=pictures_of(product),
        offer=offer_values(one.offer, t, look.purse),
        stars=stars_of(product),
        texts=texts_of(product.offers),
        comparison=comparison_values(comparison, t, look.purse),
        opinions=[capital(reason(claim, t.language).claim) for claim in claims],
        reviews=review_values(reviews, quoted, t),
        stores=store_values(_stocked(one, assistant), look.spot, t),
        why=why_values(one, t),
        saved=look.saved,
        watch=watch_values(one, t),
        number=look.number,
    )


def _stocked(one: Recommendation, assistant: Assistant) -> Sequence[Offer]:
    """Its offers with the branches that list them, as they stand in the catalogue."""
    stored = assistant.catalogue.products([one.product.product_id])
    return stored[0].offers if stored else ()


def watch_values(one: Recommendation, t: Texts) -> dict[str, str]:
    """What the button to watch it waits for: that it is back, or cheaper than now; {} for none."""
    if all(offer.availability == "out_of_stock" for offer in one.product.offers):
        return {"kind": "stock", "below": "", "label": t("watch_back")}
    if one.offer.price is None or one.offer.price.minor < 2:
        return {}
    below = replace(one.offer.price, minor=one.offer.price.minor - 1)
    watch = Watch(one.product.product_id, "price", below)
    return {"kind": "price", "below": watch.stated, "label": t("watch_cheaper")}


def pictures_of(product: Product) -> list[str]:
    """Addresses of all its pictures, each once."""
    return [picture_url(one) for one in dict.fromkeys(o.image for o in product.offers) if one]


def why_values(one: Recommendation, t: Texts) -> dict:
    """Why it was recommended: each part of its score as a share of all, and every reason."""
    parts = {name: part for name, part in one.contributions.items() if part > 0}
    whole = sum(parts.values()) or 1.0
    reasons = sorted(one.reasons, key=lambda reason: reason.kind in BESIDES)
    return {
        "parts": [
            {
                "name": name,
                "label": t.known(f"part_{name}", name),
                "meaning": t.known(f"part_{name}_means", ""),
                "percent": round(100 * part / whole),
            }
            for name, part in sorted(parts.items(), key=lambda item: -item[1])
            if name in PARTS
        ],
        "printed": one.printed,
        "taste": lines(one, t),
        "reasons": [capital(reason.claim) for reason in reasons if reason.kind != "difference"],
    }


def alike(one: Recommendation, assistant: Assistant) -> Sequence[Recommendation]:
    """Other things like it, the most alike first."""
    path = assistant.catalogue.image_path(one.product.image) if one.product.image else None
    images = (decode_image(path),) if path and path.is_file() else ()
    query = Query(one.product.title, images)
    hidden = frozenset([one.product.product_id])
    return assistant.recommend(query, SIMILAR, hidden=hidden)
