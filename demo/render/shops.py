"""Three invented shops, what each sells, at what price and under which numbers."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from demo.render import writing
from demo.render.model import SEED, Product


@dataclass(frozen=True)
class Shop:
    """A shop: how it counts, writes and numbers."""

    slug: str
    name: str
    currency: str
    rate: float  # one euro in its currency, its mark-up included
    endings: tuple[float, ...]  # prices end on one of these
    gtin_share: float  # part of its offers that carry a GTIN
    voice: writing.Voice
    number: Callable[[int, Product], str]  # its own article number

    @property
    def site(self) -> str:
        return f"https://{self.slug}.example"


SHOPS = (
    Shop(
        "lindenhof-markt",
        "Lindenhof Markt",
        "EUR",
        1.0,
        (0.9, 0.95, 0.99),
        0.85,
        writing.PLAIN,
        lambda i, p: f"LM-{i:07d}",
    ),
    Shop(
        "harbor-and-pine",
        "Harbor & Pine",
        "USD",
        1.14,
        (0.0, 0.0, 0.5),
        0.25,
        writing.CHATTY,
        lambda i, p: f"{writing.slug(p.model)}-{writing.slug(p.kind.name)}-{i % 10_000:04d}",
    ),
    Shop(
        "moss-lane-stores",
        "Moss Lane Stores",
        "GBP",
        0.87,
        (0.5, 0.99, 0.0),
        0.5,
        writing.BRITISH,
        lambda i, p: f"ML{i}",
    ),
)
AVAILABILITY = ("in stock",) * 17 + ("out of stock",) * 2 + ("preorder",)


@dataclass(frozen=True)
class Offer:
    """What one shop says about one product."""

    shop: Shop
    product: Product
    id: str
    title: str
    title_zh: str
    description: str
    category: str
    price: float
    availability: str
    image: str  # file name under images/
    gtin: str
    attributes: dict[str, str]

    @property
    def url(self) -> str:
        return (
            f"{self.shop.site}/p/{writing.slug(self.title)[:60].strip('-')}-{writing.slug(self.id)}"
        )


def sellers(product: Product) -> list[Shop]:
    """The shops that sell a product: one for two thirds of all, two or three for the rest."""
    rng = product.random("sellers")
    count = rng.choices((1, 2, 3), (0.66, 0.22, 0.12))[0]
    return sorted(rng.sample(SHOPS, count), key=SHOPS.index)


def pictures(product: Product) -> list[str]:
    """Names of a product's studio pictures; some second shops took their own."""
    own = len(sellers(product)) > 1 and product.random("pictures").random() < 0.3
    return [f"{product.key}.webp", *([f"{product.key}-b.webp"] if own else [])]


def gtin(product: Product) -> str:
    """A valid GTIN-13 under 952, the prefix GS1 keeps for demonstrations."""
    body = f"952{product.random('gtin').randrange(10**9):09d}"
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(body))
    return f"{body}{-total % 10}"


def shop_price(shop: Shop, product: Product, rng: Random) -> float:
    """The shop's price: its own mark-up and its own way to end a price."""
    amount = product.price * shop.rate * rng.uniform(0.93, 1.09)
    whole = int(amount) if amount < 100 else int(amount / 5) * 5
    return round(max(whole, 1) + rng.choice(shop.endings) - (1 if amount >= 100 else 0), 2)


def offers(products: Sequence[Product]) -> list[Offer]:
    """Every shop's offers, in order of products and shops."""
    result = []
    for product in products:
        # Article numbers follow from the product alone, so that more products renumber nothing.
        i = zlib.crc32(product.key.encode()) % 10_000_000
        for place, shop in enumerate(sellers(product)):
            rng = Random(f"{SEED}/{product.key}/{shop.slug}")
            names = pictures(product)
            result.append(
                Offer(
                    shop=shop,
                    product=product,
                    id=shop.number(i, product),
                    title=writing.title(product, shop.voice, rng),
                    title_zh=writing.chinese_title(product) if shop.voice.chinese else "",
                    description=writing.description(product, shop.voice, rng),
                    category=shop.voice.category(product.kind.category),
                    price=shop_price(shop, product, rng),
                    availability=rng.choice(AVAILABILITY),
                    image=names[-1] if place else names[0],
                    gtin=gtin(product) if rng.random() < shop.gtin_share else "",
                    attributes=writing.attributes(product, shop.voice),
                )
            )
    return result
