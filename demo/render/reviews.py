"""Customer reviews: what was drawn for a product, as people would say it. Every claim is true."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from demo.render.model import Product
from demo.render.shops import SHOPS, Offer, Shop
from demo.render.tables import write_csv
from demo.render.units import length, volume
from demo.render.writing import color_word, features, material_word

NAMES = ("Anna", "Ben", "Clara", "Deniz", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jonas", "Kira",
         "Liam", "Mei", "Noah", "Olga", "Paul", "Rosa", "Sven", "Tara", "Yusuf")  # fmt: skip
NEWEST = date(2026, 10, 30)
SOFT = {"cotton", "linen", "wool", "velvet", "felt", "nylon", "polyester", "canvas"}
HEAVY = {"cast iron", "marble", "concrete", "stoneware"}
WOODS = {"oak", "walnut", "beech", "pine", "bamboo"}

Claims = list[str]


def _color(p: Product, o: Offer) -> tuple[Claims, Claims]:
    word = color_word(p.traits["color"], o.shop.voice)
    good = [f"The {word} is exactly as in the picture.", f"Love the {word}."]
    bad = [f"The {word} is not quite my taste after all.", f"I wish it came in more than {word}."]
    return good, bad


def _material(p: Product, o: Offer) -> tuple[Claims, Claims]:
    material = p.traits["material"]
    word = material_word(material, o.shop.voice)
    good, bad = [f"The {word} feels well made."], [f"I expected more of the {word}."]
    if material in WOODS:
        good.append(f"You can see the grain of the {word}.")
        bad.append(f"The {word} needs oil now and then.")
    if material in SOFT:
        good.append(f"The {word} is pleasant to touch.")
        bad.append(f"The {word} collects lint.")
    if material in HEAVY:
        good.append(f"The {word} stands firm.")
        bad.append(f"{word.capitalize()} is heavy, be warned.")
    if material == "glass":
        good.append("The glass catches the light nicely.")
        bad.append("Every fingerprint shows on the glass.")
    return good, bad


def _feature(p: Product, o: Offer) -> tuple[Claims, Claims]:
    said = features(p, o.shop.voice)
    if not said:
        return [], []
    return [f"Nice touch: {said[0]}.", f"Bought it for one thing: {said[-1]}."], [
        f"I could have done without {said[-1]}."
    ]


def _size(p: Product, o: Offer) -> tuple[Claims, Claims]:
    t = p.traits
    for key, word in (("height_cm", "high"), ("width_cm", "wide"), ("diameter_cm", "across")):
        if key in t:
            size = f"{length(t[key], o.shop.voice.imperial)} {word}"
            return [f"{size.capitalize()}, just right for us."], [
                f"It is {size}; measure before you order.",
                f"At {size} it was not the size I had in mind.",
            ]
    return [], []


def _capacity(p: Product, o: Offer) -> tuple[Claims, Claims]:
    if "capacity_l" not in p.traits:
        return [], []
    amount = volume(p.traits["capacity_l"], o.shop.voice.imperial)
    return [f"Holds {amount}, enough for me."], [f"{amount} is less than I thought."]


def _value(p: Product, o: Offer) -> tuple[Claims, Claims]:
    price = f"{o.price:.2f} {o.shop.currency}"
    return [f"Good value at {price}.", "Would buy again."], [f"{price} is a lot for it."]


ASPECTS: tuple[Callable[[Product, Offer], tuple[Claims, Claims]], ...] = (
    _color, _material, _feature, _size, _capacity, _value)  # fmt: skip
HEADINGS = {
    5: ("Exactly what I wanted", "Very happy", "Lovely"),
    4: ("Good", "Nice, small niggle"),
    3: ("It is all right", "Mixed feelings"),
    2: ("Not for me", "Expected more"),
}


def _review(offer: Offer, number: int, rng: Random) -> dict[str, str]:
    product = offer.product
    rating = rng.choices((5, 4, 3, 2), (0.42, 0.33, 0.16, 0.09))[0]
    pairs = [claims for aspect in ASPECTS if (claims := aspect(product, offer))[0]]
    picked = rng.sample(pairs, min(len(pairs), rng.randint(2, 3)))
    unhappy = {5: 0, 4: 1, 3: 1, 2: 2}[rating]
    said = [rng.choice(bad if i < unhappy else good) for i, (good, bad) in enumerate(picked)]
    rng.shuffle(said)
    return {
        "offer_id": offer.id,
        "review_id": f"{offer.id}-r{number}",
        "rating": str(rating),
        "title": rng.choice(HEADINGS[rating]),
        "text": " ".join(said),
        "author": f"{rng.choice(NAMES)} {rng.choice('ABCDEFGHKLMNPRSTW')}.",
        "date": (NEWEST - timedelta(days=rng.randrange(500))).isoformat(),
    }


def reviews(offers: Sequence[Offer], products: int = 200) -> list[dict[str, str]]:
    """3–12 reviews for each of `products` products, given to the offers of any of its shops."""
    by_key: dict[str, list[Offer]] = {}
    for offer in offers:
        by_key.setdefault(offer.product.key, []).append(offer)
    order = sorted(by_key, key=lambda key: by_key[key][0].product.random("reviewed").random())
    rows = []
    for key in sorted(order[:products]):
        rng = by_key[key][0].product.random("reviews")
        count = rng.randint(3, 12)
        rows += [_review(rng.choice(by_key[key]), n + 1, rng) for n in range(count)]
    return rows


def file_name(shop: Shop) -> str:
    """The file of a shop's reviews."""
    return f"{shop.slug}-reviews.csv"


def write(offers: Sequence[Offer], folder: Path) -> None:
    """The reviews of each shop as a CSV of its own."""
    rows = reviews(offers)
    for shop in SHOPS:
        mine = {offer.id for offer in offers if offer.shop is shop}
        write_csv(folder / file_name(shop), [row for row in rows if row["offer_id"] in mine])
