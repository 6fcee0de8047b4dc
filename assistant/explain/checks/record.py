"""What the checker knows: the records of the products shown, and how it compares words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from retrieval.offers import Offer, Product, Review
from retrieval.rates import Rates


@dataclass(frozen=True)
class Record:
    """What is stored of one product shown."""

    product: Product
    offer: Offer  # the one that is shown first
    reviews: tuple[Review, ...]  # of all offers, those that count
    parts: Mapping[str, float]  # what words and photo added to its score, as measured
    echoes: tuple[Review, ...] = ()  # reviews that are kept and do not count

    def text(self, field: str) -> str:
        """What a field of the offer holds, "" where there is none."""
        if field.startswith("attributes."):
            return self.offer.attributes.get(field.removeprefix("attributes."), "")
        if field == "rating":
            return "" if self.offer.rating is None else f"{self.offer.rating:g}"
        value = getattr(self.offer, field, "")
        return value if isinstance(value, str) else ""

    @property
    def own_texts(self) -> Iterator[str]:
        """All texts of the offer."""
        yield from _texts(self.offer)

    @property
    def all_texts(self) -> Iterator[str]:
        """All texts of all offers and reviews of the product."""
        for offer in self.product.offers:
            yield from _texts(offer)
        yield from (review.text for review in self.reviews)

    def rival(self, screen: Screen, position: int) -> Record | None:
        """Another product on the screen, position from 1; None where there is none."""
        if not 1 <= position <= len(screen.records):
            return None
        other = screen.records[position - 1]
        return None if other is self else other


@dataclass(frozen=True)
class Screen:
    """What is shown, in order; None for what is not on sale any more."""

    records: tuple[Record | None, ...]
    rates: Rates


def _texts(offer: Offer) -> Iterator[str]:
    yield from (offer.title, offer.brand, offer.category, offer.description)
    yield from offer.attributes.values()


_MARKUP = re.compile(r"[<>{}\[\]\\`|]|://|www\.|javascript", re.IGNORECASE)
_ORDERS = re.compile(
    r"\b(?:ignore|disregard|override|instructions?|prompt|system|assistant|llm|chatbot|pretend)\b"
    r"|\btell (?:the |every |all )?(?:user|customer|shopper)|\byou are now\b|忽略|指令|提示词",
    re.IGNORECASE,
)
_DENIALS = frozenset("not no non never without cannot nor neither hardly less free".split())
REACH = 3  # words before another in which a denial counts


def harmless(text: str) -> bool:
    """Whether a text has neither markup nor words addressed to a program."""
    return not _MARKUP.search(text) and not _ORDERS.search(text)


def folded(text: str) -> str:
    """Lower case, no accents, typographic apostrophes made plain."""
    text = unicodedata.normalize("NFKD", text.replace("’", "'")).casefold()
    return "".join(c for c in text if not unicodedata.combining(c))


def holds_verbatim(text: str, quote: str) -> bool:
    """Whether a text has a quotation word by word; marks of omission apart."""
    piece = quote.removeprefix("… ").removesuffix(" …")
    return bool(piece.strip()) and piece in text and harmless(piece)


def occurs(text: str, phrase: str) -> tuple[bool, bool]:
    """(whether a phrase is stated, whether it is denied), anywhere in a text."""
    stated = denied = False
    for negative in _occurrences(folded(text), folded(phrase)):
        denied |= negative
        stated |= not negative
    return stated, denied


def _occurrences(text: str, phrase: str) -> Iterator[bool]:
    """For each place of a phrase in a text whether it is denied there."""
    if not phrase.isascii():
        yield from (False for _ in range(text.count(phrase)))
        return
    wanted = re.findall(r"[a-z0-9]+", phrase)
    for clause in re.split(r"[.,;:!?()]\s|\b(?:but|and|or)\b|\n", text):
        found = re.findall(r"[a-z0-9']+", clause)
        pieces = [part for word in found for part in word.split("'")[:1]]
        for start in range(len(pieces) - len(wanted) + 1):
            here = pieces[start : start + len(wanted)]
            if wanted and all(map(_same_word, here, wanted)):
                yield _is_denied(found, start, start + len(wanted))
        squeezed = "".join(wanted)
        if len(wanted) > 1:
            yield from (False for piece in pieces if piece == squeezed)


def _is_denied(words: list[str], start: int, end: int) -> bool:
    before = words[max(start - REACH, 0) : start]
    return bool(
        any(word in _DENIALS - {"less", "free"} or word.endswith("n't") for word in before)
        or set(words[end : end + 1]) & {"less", "free"}
    )


def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one another: equal, or alike but for a short ending."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if short.isdigit() or long.isdigit():
        return False
    if long in (short + "s", short + "es", short[:-1] + "ies"):
        return True
    same = next((i for i, (a, b) in enumerate(zip(short, long)) if a != b), len(short))  # noqa: B905
    return same >= max(4, len(short) - 2) and len(long) - same <= 3
