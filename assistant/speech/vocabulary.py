"""The words shoppers will say: what a catalogue calls its things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.documents import leaf

MAX_TITLES = 5000  # enough for the phrases of a large shop; more makes recognition slow, not better
MAX_VALUES = 500
MAX_VALUE_WORDS = 3


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of a catalogue as they are spoken: lower case, words only."""

    titles: tuple[str, ...] = ()
    things: tuple[str, ...] = ()  # what things are: categories, and how titles end
    values: tuple[str, ...] = ()  # attribute values and brands: "red", "stainless steel"


def catalogue_vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The phrases of a catalogue, frequent ones first, in a fixed order."""
    titles: Counter[str] = Counter()
    things: Counter[str] = Counter()
    values: Counter[str] = Counter()
    for product in catalogue.all_products():
        for offer in product.offers:
            titles[spoken(offer.title)] += 1
            things[spoken(leaf(offer.category))] += 1
            values[spoken(offer.brand)] += 1
            values.update(
                said
                for value in offer.attributes.values()
                if (said := spoken(str(value))) and len(said.split()) <= MAX_VALUE_WORDS
            )
    endings = Counter(words[-1] for title in titles if (words := title.split()))
    things.update({word: count for word, count in endings.items() if count > 1})
    return Vocabulary(
        _frequent(titles, MAX_TITLES), _frequent(things, MAX_VALUES), _frequent(values, MAX_VALUES)
    )


def spoken(text: str) -> str:
    """Text as one says it: lower-case words; what holds a digit is left out."""
    words = re.findall(r"[^\W_]+(?:'[a-z]+)?", text.lower())
    return " ".join(word for word in words if word.isascii() and not re.search(r"\d", word))


def _frequent(counts: Counter[str], most: int) -> tuple[str, ...]:
    ordered: Iterable[tuple[str, int]] = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return tuple(phrase for phrase, _ in ordered if phrase)[:most]
