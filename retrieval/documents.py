"""Which words of a product each index sees."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

import numpy as np

from retrieval.lexical import CJK, STOP_WORDS, tokens
from retrieval.offers import Product
from retrieval.specs.brands import READ_IN
from retrieval.words import is_cjk

LONGEST = 400
"""Characters the text encoder reads of a product: reading costs time at every ingest."""
LONGEST_TRAIT = 40
"""An attribute's value beyond this many characters is a text, not a trait."""
SHORTEST = 2
"""Characters of a printed word; single ones are mostly edges that look like letters."""
_IN_A_ROW = re.compile(rf"([{CJK}]{{2,20}}?\W*)\1+")
"""Words that are repeated where no blanks are between words."""
TRAITS = 60
"""Characters of all traits together: more would leave no place for the description."""


def leaf(category: str) -> str:
    """The last step of a category path: "Home > Kitchen > Mugs" → "Mugs"."""
    first_path = category.split(",")[0]
    for separator in (">", "/", "|"):
        first_path = first_path.split(separator)[-1]
    return first_path.strip()


def embedding_text(product: Product) -> str:
    """What the text encoder reads: title, kind, traits, and the head of the description; "" where
    nothing says what the product is. What was said already is not said again, so that a word does
    not draw a product nearer by being repeated.

    What is printed on its picture is left out: a slogan says less of what a shirt is than the
    block that the bridge predicts from the picture.
    """
    title, category, description, brand = (
        _first(product, field) for field in ("title", "category", "description", "brand")
    )
    if not (title or category or description):
        return ""  # a brand and a colour alone are less than a picture tells
    parts: list[str] = []
    said = ""
    for part in map(said_once, (title, leaf(category), brand, *_traits(product), description)):
        if part and part.casefold() not in said:
            parts.append(part)
            said = f"{said} {part.casefold()}"
    return ". ".join(parts)[:LONGEST]


def said_once(text: str) -> str:
    """`text` without the words that it repeats, in whichever form. Function words and numbers stay:
    sentences need the one and measures the other."""
    said: set[str] = set()
    kept = []
    for word in _IN_A_ROW.sub(r"\1", text).split():
        told = {term for term in tokens(word) if any(map(str.isalpha, term))} - STOP_WORDS
        if not told or not told <= said:
            kept.append(word)
        said |= told
    return " ".join(kept)


def _first(product: Product, field: str) -> str:
    """What the first offer that states a field says."""
    return next((words for offer in product.offers if (words := getattr(offer, field))), "")


def _traits(product: Product) -> Iterator[str]:
    """Values of attributes that are words: numbers say nothing without their names."""
    left = TRAITS
    for offer in product.offers:
        for name, value in offer.attributes.items():
            short = len(value) <= LONGEST_TRAIT and any(map(str.isalpha, value))
            kept = name != READ_IN and not name.startswith("title_")
            if short and kept and len(value) <= left:
                left -= len(value)
                yield value


Answered = Mapping[tuple[str, str], tuple[str, ...]]
"""(source, offer id) → what was asked about an offer, each with its answer."""


def lexical_fields(product: Product, answered: Answered = MappingProxyType({})) -> list[str]:
    """What BM25 reads, field by field: every word any offer states, titles twice as they say what a
    thing is, what is printed on its picture, and what was asked about it and answered.

    All offers' descriptions are one field and so are all attributes: a word counts once in each, or
    whoever lists a thing twice, or makes up attributes, would be heard twice.
    """
    offers = product.offers
    titles = " ".join(offer.title for offer in offers)
    attributes = (offer.attributes.items() for offer in offers)
    keys = ((offer.source, offer.offer_id) for offer in offers)
    asked = dict.fromkeys(_unordered(text) for key in keys for text in answered.get(key, ()))
    fields = (
        titles,
        titles,
        " ".join(offer.category for offer in offers),
        " ".join(offer.brand for offer in offers),
        " ".join(offer.description for offer in offers),
        " ".join(str(v) for of_one in attributes for name, v in of_one if name != READ_IN),
        " ".join(f"{offer.offer_id} {offer.gtin}" for offer in offers),
        printed_text(product),
        " ".join(asked),
    )
    return [field for field in fields if field.strip()]


def _unordered(text: str) -> str:
    """The words of a text in no order: whoever asks what was asked before quotes no product."""
    return text if is_cjk(text) else " ".join(sorted(set(text.split())))


def printed_text(product: Product) -> str:
    """What was read off a product's picture and may be words: letters in a row, or digits."""
    words = (word for line in product.printed for word in line.split())
    return " ".join(word for word in words if sum(map(str.isalnum, word)) >= SHORTEST)


def observed_of(products: Sequence[Product]) -> np.ndarray:
    """(n, 2) bool: whether any offer of each product has words, and whether any has a picture."""
    observed = np.zeros((len(products), 2), bool)
    for row, product in enumerate(products):
        offers = product.offers
        observed[row, 0] = any(one.title or one.description or one.category for one in offers)
        observed[row, 1] = bool(product.image)
    return observed


def text_hash(text: str) -> str:
    """The content hash under which the block of a text is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
