"""A shelf of products: as much of a catalogue as claims and their checks read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace

from assistant.explain import Asked, Checker, Claim, Explainer, Reason
from retrieval.money import Money
from retrieval.offers import Offer, Product, Question, Review
from retrieval.rates import shipped_rates
from retrieval.search import Hit


@dataclass(eq=False)
class Shelf:
    """Products and reviews that can be swapped behind the back of whoever read them."""

    stock: dict[str, Product] = field(default_factory=dict)
    said: list[Review] = field(default_factory=list)
    asked: list[Question] = field(default_factory=list)
    folder: Path = Path("nowhere")
    generations: SimpleNamespace = field(default_factory=lambda: SimpleNamespace(live=None))

    @property
    def reviews(self) -> Shelf:
        return self

    @property
    def questions(self) -> SimpleNamespace:
        return SimpleNamespace(of_offers=lambda offers: self.asked)

    def products(self, product_ids: Sequence[str]) -> list[Product]:
        return [self.stock[one] for one in product_ids if one in self.stock]

    def of_offers(self, offers: Sequence[tuple[str, str]]) -> list[Review]:
        return [one for one in self.said if (one.source, one.offer_id) in offers]

    def some(self, limit: int) -> list[Review]:
        return self.said[:limit]

    def put(self, *products: Product) -> None:
        for product in products:
            self.stock[product.product_id] = product


def offer(number: int = 1, source: str = "Alder", **fields) -> Offer:
    """A red stoneware mug, but for the fields given."""
    stated = {
        "title": "Red stoneware mug",
        "description": "A mug with a generous handle. Safe in dishwashers; not for ovens.",
        "category": "Kitchen > Mugs",
        "brand": "Murrow",
        "price": Money(1500, "EUR"),
        "availability": "in_stock",
        "attributes": {"color": "red", "material": "stoneware", "height_cm": "9", "scent": "none"},
    }
    return Offer(source, str(number), **{**stated, **fields})


def product(number: int = 1, *others: Offer, **fields) -> Product:
    return Product(f"p{number}", (offer(number, **fields), *others))


def hit(one: Product, image: float = 0.0) -> Hit:
    parts = {"text": 0.5, "image": image}
    return Hit(one, one.offers, sum(parts.values()), parts, True)


def review(text: str, number: int = 1, stars: float = 5) -> Review:
    return Review("Alder", str(number), stars, "", text)


def reasons(shelf: Shelf, hits: Sequence[Hit], asked: Asked = Asked()) -> list[list[Reason]]:
    return Explainer(shelf, shipped_rates()).reasons(hits, asked)  # type: ignore[arg-type]


def problem(shelf: Shelf, hits: Sequence[Hit], claim: Claim, position: int = 0) -> str:
    return Checker(shelf, hits).problem(claim, position)  # type: ignore[arg-type]


def without(one: Product, attribute: str) -> Product:
    """The same product, its first offer silent on an attribute."""
    first = one.offers[0]
    left = {name: value for name, value in first.attributes.items() if name != attribute}
    return replace(one, offers=(replace(first, attributes=left), *one.offers[1:]))


def changed(one: Product, **fields) -> Product:
    """The same product, its first offer with other fields."""
    return replace(one, offers=(replace(one.offers[0], **fields), *one.offers[1:]))
