"""What a proposed value is held against: the utterance, the vocabulary and what is in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from assistant.constraints import DROPPABLE
from assistant.language import Context, Understanding, Vocabulary, Wishes
from assistant.language.readers.drops import mentioned
from assistant.language.readers.prices import decimal
from assistant.language.utterance import normalise
from assistant.lexicon import Lexicon
from retrieval.measures import base_unit
from retrieval.words import mentions, singular

MOST = 5  # values under one key
LONGEST = 40  # characters of a value
SAID_ALONE = frozenset({"brand", "shop", "size"})
"""Facets in which nothing may be inferred: no model steers a shopper to a brand."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True)
class Ground:
    """One utterance, as the grammar read it, in its conversation."""

    said: Understanding
    context: Context
    vocabulary: Vocabulary

    @property
    def force(self) -> Wishes:
        """The wishes in force before the utterance."""
        return self.context.wishes

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """The numbers that the shopper said, in digits or in words."""
        return frozenset(map(decimal, _NUMBER.findall(self.said.text)))

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        """(facet, value) of all that the shopper named, misspelt or not."""
        found = self.vocabulary.find(self.said.text)
        return frozenset((facet, t.value) for t in found for facet in (t.facet, *t.others))

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """Constraints in force that the shopper mentioned, by name or by value."""
        values = {
            facet for facet, value in self.named if value in self.force.include.get(facet, ())
        }
        names = mentioned(self.said.text) | values
        return frozenset(n for n in names & DROPPABLE.keys() if self.force.without(n) != self.force)

    @cached_property
    def currencies(self) -> frozenset[str]:
        """The currencies that the shopper named."""
        surfaces = Lexicon.load().words["currency"]
        return frozenset(code for s, code in surfaces.items() if mentions(self.said.text, s))

    def says(self, phrase: str) -> bool:
        """Whether the shopper said a phrase."""
        return bool(phrase) and mentions(self.said.text, normalise(phrase))

    def number(self, value: Any) -> Decimal | None:
        """A number, if the shopper said it."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            return None
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            return None
        return number if number.is_finite() and number > 0 and number in self.numbers else None

    def measures(self, number: Decimal, unit: str) -> bool:
        """Whether the shopper said a number in a unit."""
        text = self.said.text
        after = [text[m.end() :] for m in _NUMBER.finditer(text) if decimal(m[0]) == number]
        return bool(base_unit(unit)) and any(
            rest.lstrip(" -").startswith(unit.lower()) for rest in after
        )

    def value(self, facet: str, phrase: str) -> str:
        """The canonical value that a phrase stands for, "" where it may not be wished for.

        A facet that is in force, or in which nothing may be inferred, must be named.
        """
        key = singular(normalise(phrase).replace("-", " "))
        value = self.vocabulary.phrases.get(key, {}).get(facet, "")
        must = facet in SAID_ALONE or facet in self.force.include
        return "" if must and (facet, value) not in self.named else value


def strings(value: Any) -> list[str]:
    """The short texts in what should be a list of them."""
    listed = value if isinstance(value, list) else [value]
    return [v for v in listed[:MOST] if isinstance(v, str) and 0 < len(v.strip()) <= LONGEST]
