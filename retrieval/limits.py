"""Hard limits on what an offer states. A limit is a small frozen class with `admits`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from retrieval.facts import Facts
from retrieval.measures import EXTENTS, Measure, base_unit
from retrieval.words import asserts, mentions

STRICTLY = 5e-4
"""By how much more than a size "larger than that" is, as a share: less is rounding."""
TOLERANCE = 0.1
"""How far off "about 30 cm" may be, as a share."""


FITTING = {
    "boy": {"boy", "kid"},
    "girl": {"girl", "kid"},
    "kid": {"kid", "boy", "girl", "baby"},
    "baby": {"baby", "kid"},
}
"""Audience → whom a thing may be stated to be for; others are only for themselves."""


class Limit(ABC):
    """One thing that an offer must, or must not, state. Hashable: masks are kept by limit."""

    @abstractmethod
    def admits(self, facts: Facts) -> bool:
        """Whether an offer meets the limit."""


@dataclass(frozen=True)
class Includes(Limit):
    """One of the phrases is stated in a facet (`Facts.stated`); a silent offer fails."""

    facet: str  # "category", "colour", "brand", … or "attributes.<name>"
    phrases: tuple[str, ...]  # plain; any of them will do

    def admits(self, facts: Facts) -> bool:
        head = self.facet == "category"
        text = facts.kinds if head else facts.stated(self.facet)
        return any(mentions(text, phrase, head=head) for phrase in self.phrases)


@dataclass(frozen=True)
class Excludes(Limit):
    """None of the phrases is stated; a silent offer passes, and so does what says it is without.

    A brand, a shop or a category is looked for where it is stated, anything else in all texts.
    """

    facet: str
    phrases: tuple[str, ...]

    def admits(self, facts: Facts) -> bool:
        if self.facet in ("category", "brand", "shop"):
            return not Includes(self.facet, self.phrases).admits(facts)
        return not any(asserts(facts.everything, phrase) for phrase in self.phrases)


@dataclass(frozen=True)
class Measures(Limit):
    """A stated size is at most, at least or about a value."""

    name: str  # "width", …; "" for any extent of that kind of unit
    op: str  # "<=", ">=", "<", ">" or "~="
    value: float
    unit: str

    def admits(self, facts: Facts) -> bool:
        base = base_unit(self.unit)
        if base is None:
            return True
        kind, factor = base
        wanted = self.value * factor
        return any(
            self._compare(one.value, wanted)
            for one in facts.measures
            if one.kind == kind and self.names(one)
        )

    def names(self, measure: Measure) -> bool:
        """Whether a stated size is the one that is limited, its unit apart."""
        if not self.name:
            return measure.kind != "length" or measure.name in EXTENTS
        words = measure.name.split()
        return self.name in words and words[0] not in ("seat", "strap", "head")

    def _compare(self, value: float, wanted: float) -> bool:
        slack = 1e-6 * abs(wanted)
        if self.op in ("<", ">"):
            further = value - wanted if self.op == ">" else wanted - value
            return further > STRICTLY * abs(wanted)
        if self.op == "<=":
            return value <= wanted + slack
        if self.op == ">=":
            return value >= wanted - slack
        return abs(value - wanted) <= TOLERANCE * abs(wanted) + slack


@dataclass(frozen=True)
class InCondition(Limit):
    """ "new" is met by silence, "used" and "refurbished" must be stated."""

    condition: str

    def admits(self, facts: Facts) -> bool:
        return (facts.condition or "new") == self.condition


@dataclass(frozen=True)
class Rated(Limit):
    """At least this many stars, as stated by the shop."""

    stars: float

    def admits(self, facts: Facts) -> bool:
        return facts.rating is not None and facts.rating >= self.stars


@dataclass(frozen=True)
class Suits(Limit):
    """Not stated to be for others only."""

    audience: str  # a key of `facts.AUDIENCES`

    def admits(self, facts: Facts) -> bool:
        fitting = FITTING.get(self.audience, {self.audience})
        return not facts.audiences or bool(facts.audiences & fitting)
