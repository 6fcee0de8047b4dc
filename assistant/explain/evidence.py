"""What the makers of claims look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.explain.asking import Wish
from retrieval.offers import Offer, Review
from retrieval.opinions import Mention, mentions
from retrieval.query import Constraints
from retrieval.rates import Rates
from retrieval.search import Hit

MAX_QUOTE = 110  # characters

_ODD = re.compile(r"[<>{}\[\]`*_#|\\^~$@=]|https?:|www\.", re.IGNORECASE)
_TO_MACHINES = re.compile(
    r"\b(?:ignore|disregard|instructions?|prompts?|system|assistants?|AI|chatbots?|bots?|models?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Evidence:
    """One hit among those shown, what was asked for, and what buyers say."""

    hits: Sequence[Hit]
    position: int
    wishes: Sequence[Wish]
    constraints: Constraints
    rates: Rates
    reviews: Sequence[Review] = ()
    nouns: frozenset[str] = frozenset()

    @property
    def hit(self) -> Hit:
        """The one that is explained."""
        return self.hits[self.position]

    @property
    def offer(self) -> Offer:
        """Its best offer."""
        return self.hit.offers[0]

    @property
    def next(self) -> Hit | None:
        """The one shown after it."""
        return self.hits[self.position + 1] if self.position + 1 < len(self.hits) else None

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """What its reviews judge."""
        return mentions(self.hit.product, self.reviews, self.nouns)

    @cached_property
    def fields(self) -> list[tuple[str, str]]:
        """The fields of the best offer that state something, the most telling first."""
        return stated_fields(self.offer)


def stated_fields(offer: Offer) -> list[tuple[str, str]]:
    """(name, text) of the fields that state something, the most telling first."""
    stated = [("title", offer.title), ("brand", offer.brand)]
    stated += [(f"attributes.{name}", value) for name, value in offer.attributes.items()]
    stated += [("category", offer.category), ("description", offer.description)]
    return [(name, value) for name, value in stated if value]


def quotable(text: str) -> bool:
    """Whether a text written by others may be shown as a quotation.

    Markup, addresses and words addressed to a program are not evidence for anything.
    """
    return not _ODD.search(text) and not _TO_MACHINES.search(text)
