"""What a product is: a type that says what may vary, and one drawing of those choices.

Everything a shop says and everything the camera sees follows from `Product.traits`.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from demo.render.palette import MATERIALS

SEED = 2026
BRANDS = ("Iskelund", "Brindlecroft", "Ostrelle", "Kestovar", "Quillmoor", "Vantrisse", "Halvmere",
          "Tolvaren", "Murrowby", "Pellanor", "Dravenholt", "Zephandra")  # fmt: skip
MODELS = ("Alder", "Bracken", "Cove", "Dune", "Ember", "Fjell", "Gale", "Heron", "Isle", "Juniper",
          "Kite", "Lark", "Maren", "Nook", "Otter", "Perla", "Quince", "Runa", "Solveig", "Tansy",
          "Umber", "Vesper", "Willow", "Yarrow", "Zinnia", "Birch", "Calla", "Delta", "Elm",
          "Fable", "Grove", "Hazel", "Inka", "Jasper", "Koi", "Linnet")  # fmt: skip
LIGHT = ("white", "cream", "beige", "mint", "pink", "light grey", "sky blue", "yellow", "lilac")
CONTRASTS = ("navy", "charcoal", "terracotta", "forest green", "teal", "burgundy")

Traits = dict[str, Any]
Size = tuple[float, float, float]


@dataclass(frozen=True)
class ProductType:
    """One kind of product. `words` and `use` hold what each of the three shops says, in order."""

    name: str
    category: str  # "A > B > C"
    words: tuple[str, str, str]  # the noun in German-English, American and British shops
    zh: str
    price: tuple[float, float]  # EUR
    build: Callable[[Traits], None]
    choices: Mapping[str, Sequence[Any]]  # trait: what it may be
    sizes: Mapping[str, Size] = field(default_factory=dict)  # trait: (lowest, highest, step)
    derive: Callable[[Traits], Traits] = lambda traits: {}
    use: tuple[str, str, str] = ("", "", "")
    nouns: Mapping[str, tuple[str, str, str]] = field(
        default_factory=dict
    )  # first trait: own `words`
    accent: str = "details"  # what has the colour of the trait `accent`
    phrases: Mapping[str, str] = field(default_factory=dict)  # value of a trait: what it means
    stage: str = "studio"  # where it is photographed, see scene.STAGES
    view: tuple[float, float] = (28, 18)  # camera azimuth and elevation, degrees
    turns: bool = False  # looks different from every side: worth a turntable clip


@dataclass(frozen=True)
class Product:
    """One product: what was drawn for it."""

    key: str
    kind: ProductType
    brand: str
    model: str
    traits: Traits
    price: float  # EUR, before a shop's own mark-up

    def random(self, purpose: str) -> Random:
        """A generator for one purpose that never changes with the order of work."""
        return Random(f"{SEED}/{self.key}/{purpose}")

    def noun(self, shop: int) -> str:
        """What the shop with this index calls the thing."""
        first = self.traits[next(iter(self.kind.choices))]
        return self.kind.nouns.get(first, self.kind.words)[shop]


TYPES: dict[str, ProductType] = {}


def product_type(name: str, **spec: Any) -> Callable[[Callable[[Traits], None]], Callable]:
    """Register the decorated builder as the product type `name`."""

    def register(build: Callable[[Traits], None]) -> Callable[[Traits], None]:
        TYPES[name] = ProductType(name=name, build=build, **spec)
        return build

    return register


def load_types() -> dict[str, ProductType]:
    """Every product type, in order of file and place within it."""
    from demo.render import types

    for module in sorted(m.name for m in pkgutil.iter_modules(types.__path__)):
        importlib.import_module(f"{types.__name__}.{module}")
    return TYPES


def draw_products(kind: ProductType, count: int) -> list[Product]:
    """Up to `count` products of one type, no two alike; asking for more changes no earlier one."""
    products: list[Product] = []
    seen: set[tuple] = set()
    rng = Random(f"{SEED}/{kind.name}")
    names = rng.sample(MODELS, len(MODELS))
    attempts = 0
    while len(products) < count and attempts < 50 * count:
        attempts += 1
        traits = _draw_traits(kind, len(products), rng)
        look = tuple(traits[k] for k in (*kind.choices, "color"))
        if look in seen:
            continue
        seen.add(look)
        number = len(products) + 1
        brand = BRANDS[(hash_name(kind.name) + rng.choice((0, 1, 3, 7))) % len(BRANDS)]
        products.append(
            Product(f"{kind.name.replace(' ', '-')}-{number:02d}", kind, brand,
                    names[number % len(names)], traits, _price(kind, traits, rng))
        )  # fmt: skip
    return products


def hash_name(name: str) -> int:
    """A number that depends on the letters alone; Python's own hash changes with each run."""
    return sum(ord(c) * i for i, c in enumerate(name, 1))


def _draw_traits(kind: ProductType, number: int, rng: Random) -> Traits:
    traits: Traits = {}
    for trait, values in kind.choices.items():
        # The first trait listed goes round in turn, so that every style has its share.
        traits[trait] = values[number % len(values)] if not traits else rng.choice(values)
    own = MATERIALS[traits["material"]].color if "material" in traits else None
    if own:
        traits["color"] = own
        if "pattern" in traits:
            traits["pattern"] = "plain"
    if traits.get("pattern", "plain") != "plain":
        light = traits["color"] in LIGHT
        traits["second_color"] = rng.choice(CONTRASTS) if light else rng.choice(("white", "cream"))
    for trait, (low, high, step) in kind.sizes.items():
        steps = round((high - low) / step)
        traits[trait] = round(low + step * rng.randint(0, steps), 2)
    return traits | kind.derive(traits)


def _price(kind: ProductType, traits: Traits, rng: Random) -> float:
    low, high = kind.price
    where = 0.5
    if kind.sizes:
        shares = [(traits[t] - lo) / (hi - lo) for t, (lo, hi, _) in kind.sizes.items()]
        where = 0.7 * sum(shares) / len(shares) + 0.3 * rng.random()
    material = MATERIALS[traits["material"]].price if "material" in traits else 1.0
    return round((low + (high - low) * where) * material, 2)


def contrast(traits: Traits) -> dict[str, str]:
    """The pattern of a product as arguments for `materials.paint`."""
    return {
        "pattern": traits.get("pattern", "plain"),
        "second": traits.get("second_color", "white"),
    }
