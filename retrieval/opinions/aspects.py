"""What can be judged about a product: general aspects, what it states, frequent nouns.

Frequent nouns as aspects after Hu & Liu, *Mining and Summarizing Customer Reviews* (2004); nouns
are recognised by the determiner before them, so that no tagger is needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import pairwise

from retrieval.catalogue import Catalogue
from retrieval.colours import colour, named
from retrieval.facts import FEED_NAMES
from retrieval.offers import Product, Review
from retrieval.opinions import chinese
from retrieval.opinions.clauses import LONGEST_PHRASE, clauses, sentences
from retrieval.opinions.lexicon import Phrase, lexicon
from retrieval.words import is_cjk

SAMPLE = 5000  # reviews read for frequent nouns
MIN_REVIEWS = 5  # in which a noun is frequent
WHOLE = 0.25
"""Of how often a noun is spoken of may be as a thing by itself, before it is no part of one."""
_DETERMINERS = frozenset({"the", "its", "their"})
_SELVES = frozenset("this these my our a an another new".split())
COLOUR, MATERIAL = "colour", "material"
_NO_WORDS = frozenset({"yes", "no", "true", "false", "none", "n/a", "na", "other", "new"})

Aspects = tuple[tuple[Phrase, str], ...]
"""Pairs of a phrase and the aspect it names; hashable, for the cache of what is mined."""


def aspects_of(product: Product, nouns: Iterable[str]) -> Aspects:
    """Phrase → aspect for one product; a value it states names the attribute's aspect."""
    known = lexicon()
    kind = {word for offer in product.offers for word in _words(f"{offer.title} {offer.category}")}
    titles = " ".join(offer.title for offer in product.offers)
    phrases: dict[Phrase, str] = {
        (noun,): noun
        for noun in nouns
        if noun not in kind and not (is_cjk(noun) and noun in titles)
    }
    stated = [
        (_aspect_of(name, known.names), phrase)
        for offer in product.offers
        for name, value in offer.attributes.items()
        if name.replace("_", " ").lower() not in FEED_NAMES
        for phrase in _values(value)
    ]
    general = set(known.names.values())
    # a value of a part says nothing of the part where it may as well be the whole's ("orange"), and
    # what the thing is, is no aspect of it ("hoodie")
    for aspect, phrase in sorted(stated, key=lambda one: one[0] in general):
        if aspect not in general and is_colour(" ".join(phrase)):
            aspect = COLOUR
        if aspect in (COLOUR, MATERIAL) or not kind.issuperset(phrase):
            phrases[phrase] = aspect
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
    whole: Counter[str] = Counter()
    chinese_texts = []
    for review in reviews:
        if is_cjk(review.text):
            chinese_texts.append(review.text)
        else:
            counts.update(_nouns(review))
            whole.update(_called(review))
    found = frozenset(
        noun
        for noun, count in counts.items()
        if count >= MIN_REVIEWS and whole[noun] <= WHOLE * (whole[noun] + count)
    )
    return found | chinese.frequent_nouns(chinese_texts, MIN_REVIEWS)


def _called(review: Review) -> set[str]:
    """What it speaks of as things rather than as parts of one: "this camera", "a player"."""
    return {
        word
        for sentence in sentences(review.text)
        for words in clauses(sentence)
        for before, word in pairwise(words)
        if before in _SELVES
    }


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


def is_colour(words: str) -> bool:
    """Whether words name a colour and nothing else; "oak" is a wood."""
    return colour(words) is not None and bool(named(words))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text.lower())


def _aspect_of(attribute: str, names: Mapping[str, str]) -> str:
    spaced = attribute.replace("_", " ").lower()
    return names.get(spaced.split()[0], spaced) if spaced else ""


def _values(value: str) -> list[Phrase]:
    """The phrases in "All-weather | Cool": short, and none that is only a figure or a yes."""
    parts = [tuple(_words(p)) for p in re.split(r"[|,;/]", value)]
    return [
        part
        for part in parts
        if 0 < len(part) <= LONGEST_PHRASE
        and any(w.isalpha() and len(w) > 2 and w not in _NO_WORDS for w in part)
        and not any(w[0].isdigit() for w in part)
    ]
