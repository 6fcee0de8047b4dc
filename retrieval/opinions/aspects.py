"""What can be judged about a product: general aspects, what it states, frequent nouns.

Frequent nouns as aspects after Hu & Liu, *Mining and Summarizing Customer Reviews* (2004); nouns
are recognised by the determiner before them, so that no tagger is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from retrieval.catalogue import Catalogue
from retrieval.facts import FEED_NAMES
from retrieval.offers import Product, Review
from retrieval.opinions.clauses import LONGEST_PHRASE, clauses, sentences
from retrieval.opinions.lexicon import Phrase, lexicon

SAMPLE = 5000  # reviews read for frequent nouns
MIN_REVIEWS = 5  # in which a noun is frequent
_DETERMINERS = frozenset({"the", "its", "their"})
_NO_WORDS = frozenset({"yes", "no", "true", "false", "none", "n/a", "na", "other", "new"})

Aspects = tuple[tuple[Phrase, str], ...]
"""Pairs of a phrase and the aspect it names; hashable, for the cache of what is mined."""


def aspects_of(product: Product, nouns: Iterable[str]) -> Aspects:
    """Phrase → aspect for one product; a value it states names the attribute's aspect."""
    known = lexicon()
    phrases: dict[Phrase, str] = {(noun,): noun for noun in nouns}
    for offer in product.offers:
        for name, value in offer.attributes.items():
            if name.replace("_", " ").lower() in FEED_NAMES:
                continue
            aspect = _aspect_of(name, known.names)
            phrases.update((phrase, aspect) for phrase in _values(value))
    phrases.update(((word,), aspect) for word, aspect in known.names.items())
    return tuple((p, aspect) for p, aspect in phrases.items() if p not in known.polarity)


def frequent_nouns(catalogue: Catalogue) -> frozenset[str]:
    """Nouns that many reviews of the live generation name after "the" or "its"."""
    live = catalogue.generations.live
    return _frequent_nouns(catalogue, live.number if live else 0)


@lru_cache(maxsize=8)
def _frequent_nouns(catalogue: Catalogue, generation: int) -> frozenset[str]:
    return frequent_in(catalogue.reviews.some(SAMPLE))


def frequent_in(reviews: Iterable[Review]) -> frozenset[str]:
    """Nouns that many of these reviews name after "the" or "its"."""
    counts: Counter[str] = Counter()
    for review in reviews:
        counts.update(_nouns(review))
    return frozenset(noun for noun, count in counts.items() if count >= MIN_REVIEWS)


def _nouns(review: Review) -> set[str]:
    known = lexicon()
    named = {
        words[i + 1]
        for sentence in sentences(review.text)
        for words in clauses(sentence)
        for i, word in enumerate(words[:-1])
        if word in _DETERMINERS and known.after_noun.issuperset(words[i + 2 : i + 3])
    }
    return {
        noun
        for noun in named
        if noun.isalpha()
        and len(noun) > 2
        and (noun,) not in known.polarity
        and noun not in known.not_aspects
        and noun not in known.names
        and noun not in known.negators
    }


def _aspect_of(attribute: str, names: Mapping[str, str]) -> str:
    spaced = attribute.replace("_", " ").lower()
    return names.get(spaced.split()[0], spaced) if spaced else ""


def _values(value: str) -> list[Phrase]:
    """The phrases in "All-weather | Cool": short, and none that is only a figure or a yes."""
    parts = [
        tuple(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", p)) for p in re.split(r"[|,;/]", value.lower())
    ]
    return [
        part
        for part in parts
        if 0 < len(part) <= LONGEST_PHRASE
        and any(w.isalpha() and len(w) > 2 and w not in _NO_WORDS for w in part)
        and not any(w[0].isdigit() for w in part)
    ]
