"""The words shoppers will say: what a catalogue calls its things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from retrieval.catalogue import Catalogue
from retrieval.documents import leaf
from retrieval.offers import Offer
from retrieval.words import is_cjk

MAX_PHRASES = 5000  # a large shop's; the ones that an utterance may hold are chosen among them
MAX_WORDS = 3  # of a phrase: what people say in one breath
MAX_CHARACTERS = 8  # of a phrase in a script without blanks


@dataclass(frozen=True)
class Vocabulary:
    """Phrases of a trade as they are spoken: lower case, words only, the frequent ones first."""

    phrases: tuple[str, ...] = ()


def catalogue_vocabulary(catalogue: Catalogue) -> Vocabulary:
    """The phrases of a catalogue: kinds, brands and values, then pieces of its titles."""
    named: Counter[str] = Counter()
    pieces: Counter[str] = Counter()
    for product in catalogue.all_products():
        for offer in product.offers:
            named.update(phrase for name in _names(offer) if _is_short(phrase := spoken(name)))
            pieces.update(filter(_is_short, set(_pieces(spoken(offer.title)))))
    ordered = dict.fromkeys([*_frequent(named), *_frequent(pieces)])
    return Vocabulary(tuple(ordered)[:MAX_PHRASES])


def spoken(text: str) -> str:
    """Text as one says it: lower-case words; what holds a digit is left out."""
    words = re.findall(r"[^\W_]+(?:'[a-z]+)?", text.lower())
    return " ".join(word for word in words if not re.search(r"\d", word))


def _names(offer: Offer) -> Iterator[str]:
    yield leaf(offer.category)
    yield offer.brand
    yield from map(str, offer.attributes.values())


def _pieces(title: str) -> Iterator[str]:
    words = title.split()
    for length in range(1, MAX_WORDS + 1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _is_short(phrase: str) -> bool:
    if is_cjk(phrase):
        return 2 <= len(phrase) <= MAX_CHARACTERS
    return len(phrase) > 2 and len(phrase.split()) <= MAX_WORDS


def _frequent(counts: Counter[str]) -> list[str]:
    """Its phrases; of equally frequent ones the shorter first, which are in more sentences."""
    return sorted(counts, key=lambda phrase: (-counts[phrase], len(phrase.split()), phrase))
