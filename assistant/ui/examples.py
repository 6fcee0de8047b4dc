"""Example questions, made from whatever catalogue is loaded."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from statistics import median_high

from assistant.language import Vocabulary, understand
from assistant.ui.labels import value_word
from assistant.ui.texts import Texts, texts
from retrieval.catalogue import Catalogue
from retrieval.money import Money
from retrieval.offers import Product

SAMPLE = 400  # products looked at; identifiers are hashes, so the first ones are a fair sample
COLOUR_LENGTH = 15  # characters
_NAME = re.compile(r"[^\W\d_]+(?:[ '&-]+[^\W\d_]+){0,2}")  # one to three words, nothing else


@dataclass(frozen=True)
class Example:
    """A question a visitor can try: words, a catalogue picture as the photo, or both."""

    text: str
    photo: str = ""  # content hash of the catalogue picture that is sent along
    picture: str = ""  # content hash of the picture beside it


def make_examples(catalogue: Catalogue, t: Texts = texts("en"), count: int = 4) -> list[Example]:
    """Up to `count` examples on different kinds of products, photo and words taking turns."""
    kinds = _by_kind(islice(catalogue.all_products(), SAMPLE))
    makers = (_in_words, _photo_and_words, _within_budget, _photo_alone)
    return [
        maker(value_word("category", name, t), products, t)
        for maker, (name, products) in zip(makers, kinds, strict=False)
    ][:count]


def _by_kind(products: Iterable[Product]) -> list[tuple[str, list[Product]]]:
    """Kinds of products that have pictures, by name, the most frequent first."""
    kinds: dict[str, list[Product]] = defaultdict(list)
    for product in products:
        name = kind_name(product)
        if name and product.image:
            kinds[name].append(product)
    return sorted(kinds.items(), key=lambda kind: (-len(kind[1]), kind[0]))


def kind_name(product: Product) -> str:
    """The last step of the category ("Home > Kitchen > Teapots" → "teapots"), or ""."""
    last = re.split(r"[>/|]", product.offers[0].category)[-1].strip()
    return last.lower() if _NAME.fullmatch(last) else ""


def _in_words(name: str, products: Sequence[Product], t: Texts) -> Example:
    """The kind in a colour that there is ("blue teapots")."""
    for product in products:
        if colour := _colour(product):
            words = t("ask_colour", colour=value_word("colour", colour, t), kind=name)
            return Example(words, picture=product.image)
    return Example(name, picture=products[0].image)


def _photo_and_words(name: str, products: Sequence[Product], t: Texts) -> Example:
    """One product's photo, and the colour of another one ("like this, but blue")."""
    photo, own = products[-1].image, _colour(products[-1])
    others = {_colour(product) for product in products} - {own, ""}
    limit = _budget(products, t)
    if own and others:
        words = t("ask_like_colour", colour=value_word("colour", min(others), t))
    else:
        words = t("ask_like_budget", limit=limit) if limit else t("ask_like")
    return Example(words, photo=photo, picture=photo)


def _within_budget(name: str, products: Sequence[Product], t: Texts) -> Example:
    limit = _budget(products, t)
    words = t("ask_budget", kind=name, limit=limit) if limit else name
    return Example(words, picture=products[0].image)


def _photo_alone(name: str, products: Sequence[Product], t: Texts) -> Example:
    photo = products[0].image
    return Example("", photo=photo, picture=photo)


def _colour(product: Product) -> str:
    """The colour that a product states in a word or two, or ""."""
    for name, value in product.offers[0].attributes.items():
        if "colo" in name.lower() and _NAME.fullmatch(value) and len(value) <= COLOUR_LENGTH:
            return value.lower()
    return ""


def _budget(products: Sequence[Product], t: Texts) -> str:
    """The median price in the most frequent currency, rounded up to a round figure.

    "" where there are no prices, or where a question that names it would not be understood.
    """
    prices = [offer.price for product in products for offer in product.offers if offer.price]
    if not prices:
        return ""
    [(currency, _)] = Counter(price.currency for price in prices).most_common(1)
    amount = median_high(price.amount for price in prices if price.currency == currency)
    step = Decimal(10) ** max(amount.adjusted() - 1, 0) * 5
    limit = Money.of((amount // step + 1) * step, currency)
    words = str(limit).removesuffix(".00")
    wishes = understand(f"under {words}", Vocabulary.of(())).wishes
    return t.short_money(limit) if wishes.max_price == limit else ""
