"""Typed queries, in English and Chinese, whose answers follow from the products' traits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import Any

from demo.render import writing
from demo.render.model import Product, Traits
from demo.render.palette import COLORS, MATERIALS
from demo.render.shops import SHOPS

Query = dict[str, Any]
MOST = 10  # a query with more answers than fit on a page says little
WOODS = ("oak", "walnut", "beech", "pine", "bamboo")
FORMS = (
    "{what}",
    "I am looking for {a_what}",
    "{what} please",
    "do you have {a_what}",
    "show me {a_what}",
)
FORMS_ZH = ("{what}", "我想买{what}", "有没有{what}", "请推荐{what}")
FAMILIES_ZH = {"grey": "灰色"}  # families that are no colour of their own


class Catalogue:
    """Products that can be asked for by what is true of them."""

    def __init__(self, products: Sequence[Product]) -> None:
        self.products = products

    def where(self, test: Callable[[Product], bool]) -> list[str]:
        return [p.key for p in self.products if test(p)]


def family(product: Product) -> str:
    return COLORS[product.traits["color"]].family


def _material_word(traits: Traits) -> str:
    return "wooden" if traits["material"] in WOODS else traits["material"]


def _is_made(product: Product, word: str) -> bool:
    return _material_word(product.traits) == word


def attribute_queries(catalogue: Catalogue, rng: Random, count: int) -> Iterator[Query]:
    """'I am looking for a green mug': the kind with colour, material or a feature."""
    asked: set[str] = set()
    while len(asked) < count:
        product = rng.choice(catalogue.products)
        what, answers = rng.choice((_by_color, _by_material, _by_feature, _by_both))(
            catalogue, product, rng
        )
        if what in asked or not 0 < len(answers) <= MOST:
            continue
        asked.add(what)
        text = rng.choice(FORMS).format(what=what, a_what=writing.article(what))
        yield {"kind": "typed", "text": text, "relevant": answers}


Asked = tuple[str, list[str]]


def _noun(product: Product, rng: Random) -> str:
    return product.noun(rng.randrange(len(SHOPS)))


def same_noun(product: Product) -> Callable[[Product], bool]:
    """Products one would call the same: a fedora is no beanie, though both are hats."""
    return lambda p: p.kind is product.kind and p.noun(0) == product.noun(0)


def _by_color(catalogue: Catalogue, product: Product, rng: Random) -> Asked:
    same, color = same_noun(product), family(product)
    return f"{color} {_noun(product, rng)}", catalogue.where(
        lambda p: same(p) and family(p) == color
    )


def _by_material(catalogue: Catalogue, product: Product, rng: Random) -> Asked:
    same, word = same_noun(product), _material_word(product.traits)
    return f"{word} {_noun(product, rng)}", catalogue.where(lambda p: same(p) and _is_made(p, word))


def _by_both(catalogue: Catalogue, product: Product, rng: Random) -> Asked:
    same, word, color = same_noun(product), _material_word(product.traits), family(product)
    answers = catalogue.where(lambda p: same(p) and _is_made(p, word) and family(p) == color)
    return f"{color} {word} {_noun(product, rng)}", answers


def _by_feature(catalogue: Catalogue, product: Product, rng: Random) -> Asked:
    said = writing.features(product, writing.PLAIN)
    if not said:
        return "", []
    feature, same = rng.choice(said), same_noun(product)
    answers = catalogue.where(lambda p: same(p) and feature in writing.features(p, writing.PLAIN))
    return f"{_noun(product, rng)} with {feature}", answers


def chinese_queries(catalogue: Catalogue, rng: Random, count: int) -> Iterator[Query]:
    """'有没有红色马克杯': the kind with colour, material or a highest price, in Chinese."""
    asked: set[str] = set()
    while len(asked) < count:
        ask = rng.choice((_zh_color, _zh_material, _zh_price))
        what, same = ask(rng.choice(catalogue.products))
        answers = catalogue.where(same)
        if what in asked or not 0 < len(answers) <= MOST:
            continue
        asked.add(what)
        text = rng.choice(FORMS_ZH).format(what=what)
        yield {"kind": "typed in Chinese", "text": text, "relevant": answers}


AskedZh = tuple[str, Callable[[Product], bool]]


def _zh_color(product: Product) -> AskedZh:
    kind, color = product.kind, family(product)
    word = COLORS[color].zh if color in COLORS else FAMILIES_ZH[color]
    return f"{word}{kind.zh}", lambda p: p.kind is kind and family(p) == color


def _zh_material(product: Product) -> AskedZh:
    kind, material = product.kind, product.traits["material"]
    word = MATERIALS[material].zh
    return f"{word}{kind.zh}", lambda p: p.kind is kind and p.traits["material"] == material


def _zh_price(product: Product) -> AskedZh:
    kind, limit = product.kind, math.ceil(product.price / 5) * 5
    return f"{limit}欧元以下的{kind.zh}", lambda p: p.kind is kind and p.price < limit
