"""What the protocol's operations work on: an assistant, and how its answers are shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import TypeVar

from assistant.api.ucp.document import Shown
from assistant.api.ucp.identifiers import offer_key
from assistant.api.ucp.requests import Context
from assistant.assistant import Assistant
from assistant.dialogue.sayings import languages
from retrieval.offers import Offer, Product

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Shop:
    """One catalogue, as one caller sees it."""

    assistant: Assistant
    base: str = ""  # address of this server, for pictures; "" where there is none

    def shown(self, context: Context) -> Shown:
        """How the caller wants things shown. A currency that no rate is known for is left."""
        rates = self.assistant.searcher.columns.rates
        wanted = context.currency or ""
        known = wanted == "EUR" or wanted in rates.per_eur
        return Shown(rates, self.base, wanted if known else "", self.language(context))

    def language(self, context: Context) -> str:
        """The language of what is told: the caller's where it is spoken here, else English."""
        wanted = (context.language or "").split("-")[0].lower()
        return wanted if wanted in languages() else "en"

    def resolve(self, identifiers: Sequence[str]) -> dict[str, tuple[Product, Offer | None]]:
        """Identifier → its product, and the very offer where it is a variant's.

        What is not on sale is left out.
        """
        catalogue = self.assistant.catalogue
        keys = {one: offer_key(one) for one in identifiers}
        owners = catalogue.products_of([key for key in keys.values() if key])
        owned = {one: owners.get(key, "") if key else one for one, key in keys.items()}
        products = {p.product_id: p for p in catalogue.products(list(set(owned.values())))}
        return {
            one: (products[product_id], _own(products[product_id], keys[one]))
            for one, product_id in owned.items()
            if product_id in products
        }

    def ranked(self, offers: Sequence[Offer]) -> list[Offer]:
        """The offers, the best one first."""
        return Product("", tuple(offers)).ranked(self.assistant.searcher.columns.rates)


def of_one_catalogue(operation: Callable[[Shop, Asked], Answer]) -> Callable[[Shop, Asked], Answer]:
    """The operation, answered to its end from the catalogue as it is when it begins."""

    @wraps(operation)
    def answered(shop: Shop, asked: Asked) -> Answer:
        with shop.assistant.snapshot():
            return operation(shop, asked)

    return answered


def _own(product: Product, key: tuple[str, str] | None) -> Offer | None:
    mine = (offer for offer in product.offers if (offer.source, offer.offer_id) == key)
    return next(mine, None)
