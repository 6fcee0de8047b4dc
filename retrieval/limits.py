"""Hard limits on what an offer states. A limit is a small frozen class with `admits`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from retrieval.branches.branch import AtBranch
from retrieval.branches.distance import kilometres
from retrieval.branches.hours import open_later_today
from retrieval.facts import AUDIENCES, CONDITIONS, Facts
from retrieval.measures import EXTENTS, Measure, base_unit
from retrieval.words import asserts, mentions, plain

if TYPE_CHECKING:
    from retrieval.columns.statements import Statements

STRICTLY = 5e-3
"""By how much more than a size "larger than that" is, as a share: less is rounding."""
ACROSS = "diameter"
"""The size that flat round things go by where none is named: a pan of 24 cm, however long its
handle; a vase is rather as large as it is high."""
UP = "height"
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

    private: ClassVar[bool] = False  # whether it tells of its shopper, and is kept nowhere

    @abstractmethod
    def admits(self, facts: Facts) -> bool:
        """Whether an offer meets the limit."""

    def mask(self, stated: Statements) -> np.ndarray | None:
        """(n,) bool: which offers of a segment meet it, the same as `admits` of each; None where
        columns cannot tell, and each is asked."""
        return None


@dataclass(frozen=True)
class Includes(Limit):
    """One of the phrases is stated in a facet (`Facts.stated`); a silent offer fails."""

    facet: str  # "category", "colour", "brand", … or "attributes.<name>"
    phrases: tuple[str, ...]  # plain; any of them will do

    def admits(self, facts: Facts) -> bool:
        head = self.facet == "category"
        text = facts.kinds if head else facts.stated(self.facet)
        return any(mentions(text, phrase, head=head) for phrase in self.phrases)

    def mask(self, stated: Statements) -> np.ndarray:
        found = np.zeros(len(stated), bool)
        for phrase in self.phrases:
            found |= (
                self._of_shops(stated, phrase)
                if self.facet == "shop"
                else self._of_texts(stated, phrase)
            )
        return found

    def _of_shops(self, stated: Statements, phrase: str) -> np.ndarray:
        names = [plain(one.replace("-", " ")) for one in stated.text("source")]
        return np.array([mentions(one, phrase) for one in names], bool)[stated.columns["source"]]

    def _of_texts(self, stated: Statements, phrase: str) -> np.ndarray:
        found, head = np.zeros(len(stated), bool), self.facet == "category"
        for sections, deciding in stated.stating(self.facet):
            mask = stated.phrases.find(phrase, sections, head=head)
            if mask is None:
                one = Includes(self.facet, (phrase,))
                return stated.asked(one.admits, stated.phrases.possible(phrase))
            found |= mask if deciding is None else mask & deciding
        return found


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

    def mask(self, stated: Statements) -> np.ndarray:
        if self.facet in ("category", "brand", "shop"):
            return ~Includes(self.facet, self.phrases).mask(stated)
        found = np.zeros(len(stated), bool)
        for phrase in self.phrases:
            mask = stated.phrases.find(phrase, stated.everywhere, asserted=True)
            if mask is None:
                one = Excludes(self.facet, (phrase,))
                possible = stated.phrases.possible(phrase)
                mask = possible & ~stated.asked(one.admits, possible)
            found |= mask
        return ~found


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
        named = [one for one in facts.measures if one.kind == kind and self.names(one)]
        across = [one.value for one in named if not self.name and one.name == ACROSS]
        high = [one.value for one in named if one.name == UP]
        flat = across and (not high or across[0] >= high[0])
        stated = across[:1] if flat else [one.value for one in named]
        return bool(stated) and self._all(self._compare(value, wanted) for value in stated)

    @property
    def _all(self) -> Callable[[Iterable[bool]], bool]:
        """What is to be at most so large, whichever way, is so in all of them: a pan of 30 cm is
        none of "24 cm tops" for being 5 cm high."""
        return all if not self.name and self.op in ("<", "<=") else any

    def mask(self, stated: Statements) -> np.ndarray:
        base = base_unit(self.unit)
        if base is None:
            return np.ones(len(stated), bool)
        kind, factor = base
        named = [
            place
            for place, (name, of) in enumerate(stated.measure_names)
            if of == kind and self.names(Measure(name, of, 0.0))
        ]
        owner, name, value = (stated.measures[column] for column in ("owner", "name", "value"))
        said = np.isin(name, named)
        if not self.name:
            extents = {}
            for one in (ACROSS, UP):
                places = [n for n in named if stated.measure_names[n][0] == one]
                extents[one] = np.full(len(stated), np.nan)
                of_it = said & np.isin(name, places)
                extents[one][owner[of_it][::-1]] = value[of_it][::-1]  # the first that is stated
            flat = ~(extents[ACROSS] < extents[UP]) & ~np.isnan(extents[ACROSS])
            is_across = np.isin(name, [n for n in named if stated.measure_names[n][0] == ACROSS])
            said &= is_across | ~flat[owner]
        meets = said & self._compare(value, self.value * factor)
        found = np.zeros(len(stated), bool)
        found[owner[meets]] = True
        if self._all is all:
            found[owner[said & ~meets]] = False
        return found

    def names(self, measure: Measure) -> bool:
        """Whether a stated size is the one that is limited, its unit apart."""
        if not self.name:
            return measure.kind != "length" or measure.name in EXTENTS
        words = measure.name.split()
        return self.name in words and words[0] not in ("seat", "strap", "head")

    def _compare(self, value: Any, wanted: float) -> Any:
        """Of one value or of many."""
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

    def mask(self, stated: Statements) -> np.ndarray:
        admitted = {self.condition, "" if self.condition == "new" else self.condition}
        codes = [code for code, name in enumerate(CONDITIONS) if name in admitted]
        return np.isin(stated.columns["condition"], codes)


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

    def mask(self, stated: Statements) -> np.ndarray:
        fitting = FITTING.get(self.audience, {self.audience})
        bits = sum(1 << place for place, name in enumerate(AUDIENCES) if name in fitting)
        audiences = stated.columns["audiences"]
        return (audiences == 0) | ((audiences & np.uint8(bits)) > 0)


@dataclass(frozen=True, repr=False)
class AtStore(Limit):
    """A branch within a distance has it; with `today`, it may be had there on the day.

    Has no words of its own: where somebody is stands in no log.
    """

    private = True

    latitude: float  # degrees, of the shopper
    longitude: float
    km: float
    today: datetime | None = None  # the moment that is asked at; None where any day will do

    def admits(self, facts: Facts) -> bool:
        return any(map(self.at, facts.offer.branches))

    def at(self, one: AtBranch) -> bool:
        """Whether one branch will do."""
        place = one.branch
        if place.latitude is None or place.longitude is None or not one.has_it:
            return False
        if kilometres(self.latitude, self.longitude, (place.latitude, place.longitude)) > self.km:
            return False
        if self.today is None:
            return True
        return one.same_day and open_later_today(place.hours, place.zone, self.today)
