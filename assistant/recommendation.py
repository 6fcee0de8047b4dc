"""One product that is recommended: its offers, its score in parts, and the reasons for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.advice.near import Miss
from assistant.explain.reason import Reason
from assistant.taste.share import TasteShare
from retrieval.floor import Likeness
from retrieval.offers import Offer, Product
from retrieval.sources.cleaning import web_address


@dataclass(frozen=True)
class Recommendation:
    """One product, why it is recommended, and what words and photo added to its score."""

    product: Product
    offers: tuple[Offer, ...]  # those that meet the constraints, the best one first
    score: float
    contributions: dict[str, float]  # "text", "image", "printed", …: add up to the score
    reasons: list[Reason]
    close: bool = True  # whether it fits about as well as the first one
    exact: bool = False  # whether a barcode on the photo names it
    printed: tuple[str, ...] = ()  # words on the photo that speak for it
    likeness: Likeness = Likeness()  # whether it is like what was asked for at all
    beside: tuple[str, ...] = ()  # the products it was explained among, in their order
    misses: tuple[Miss, ...] = ()  # wishes that it does not meet: it is the nearest there is
    taste: TasteShare | None = None  # what taste added, where somebody asked for that

    @property
    def offer(self) -> Offer:
        """The best offer."""
        return self.offers[0]

    def named(self, language: str) -> str:
        """Its title: that in the language where a shop has one."""
        return self.product.title_in(language) or self.product.title

    def is_named_in(self, text: str) -> bool:
        """Whether a text has its title, in whichever language."""
        return any(title and title in text for title in self.product.titles)

    @property
    def unplaced(self) -> Recommendation:
        """Without anything of where its shopper is."""
        left = {name: part for name, part in self.contributions.items() if name != "near"}
        reasons = [one for one in self.reasons if not (one.fact and one.fact.private)]
        if len(left) == len(self.contributions) and len(reasons) == len(self.reasons):
            return self
        return replace(self, score=sum(left.values()), contributions=left, reasons=reasons)

    @property
    def impersonal(self) -> Recommendation:
        """Without anything of its shopper's taste and place: what may be written down."""
        bare = self.unplaced
        if bare.taste is None:
            return bare
        left = {name: part for name, part in bare.contributions.items() if name != "taste"}
        return replace(bare, score=sum(left.values()), contributions=left, taste=None)

    def as_dict(self) -> dict:
        """In the form of the command line's contract."""
        return {
            "product_id": self.product.product_id,
            "title": self.product.title,
            "offers": [offer_as_dict(offer) for offer in self.offers],
            "score": self.score,
            "close": self.close,
            "near": bool(self.misses),
            "contributions": self.contributions,
            "reasons": [reason.as_dict() for reason in self.reasons],
            **({"exact": True} if self.exact else {}),
            **({"printed": list(self.printed)} if self.printed else {}),
            **({"taste": self.taste.as_dict()} if self.taste else {}),
        }


def offer_as_dict(offer: Offer) -> dict:
    """An offer, in the form of the command line's contract."""
    return {
        "source": offer.source,
        "offer_id": offer.offer_id,
        "price": float(offer.price.amount) if offer.price else None,
        "currency": (offer.price.currency or None) if offer.price else None,
        "availability": offer.availability or None,
        "url": web_address(offer.url) or None,
    }
