"""What a catalogue sells, kind by kind, and which of it meets a wish: the facts that answers are
checked against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from assistant.advice.superlatives import size_of
from assistant.assistant import Assistant
from assistant.constraints import Wishes, constraints_of
from retrieval.facts import Facts
from retrieval.words import mentions

FEWEST = 7  # products of a kind that can be chosen among


@dataclass(frozen=True)
class Gold:
    """All that is in force after a turn, as whoever wrote the turn means it."""

    wishes: Wishes = Wishes()
    words: tuple[str, ...] = ()  # that the texts must have
    age: float | None = None  # years, of whom it is for
    beyond: tuple[tuple[str, str, float], ...] = ()  # (figure, "<" or ">", value) that it must be
    order: tuple[str, bool] | None = None  # (figure, whether the most comes first)


@dataclass
class Shelf:
    """The products of a catalogue with what their offers state."""

    assistant: Assistant
    facts: dict[str, list[Facts]] = field(default_factory=dict)  # product → its offers
    offers: list[tuple[str, Facts]] = field(default_factory=list)  # (product, offer) of all
    _known: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        columns, ids = self.assistant.searcher.columns, self.assistant.searcher.generation.ids
        rows = zip(columns.row.tolist(), columns.facts, strict=True)
        self.offers = [(ids[row], facts) for row, facts in rows]
        grouped: dict[str, list[Facts]] = defaultdict(list)
        for one, facts in self.offers:
            grouped[one].append(facts)
        self.facts = dict(grouped)

    def meeting(self, gold: Gold) -> frozenset[str]:
        """The products of which one offer meets all of it."""
        if (known := self._known.get(repr(gold))) is None:
            columns = self.assistant.searcher.columns
            fits = columns.fits(constraints_of(gold.wishes.within(columns.home))).tolist()
            offers = (one for one, fit in zip(self.offers, fits, strict=True) if fit)
            known = frozenset(one for one, facts in offers if self._suits(facts, gold))
            self._known[repr(gold)] = known
        return known

    def _suits(self, facts: Facts, gold: Gold) -> bool:
        if not all(mentions(facts.everything, word) for word in gold.words):
            return False
        if gold.age is not None and (self.value(facts, "age years") or 0.0) > gold.age:
            return False
        for name, op, limit in gold.beyond:
            value = self.value(facts, name)
            if value is None or not (value < limit if op == "<" else value > limit):
                return False
        return True

    def value(self, facts: Facts, name: str) -> float | None:
        """A price in euros, a size or another figure that an offer states; None where it does
        not."""
        if name == "price":
            price, rates = facts.offer.price, self.assistant.searcher.columns.rates
            if price is None:
                return None
            return float(price.minor * (rates.factor(price.currency, "EUR") or Fraction(1))) / 100
        if name == "size":
            return one.value if (one := size_of(facts)) else None
        found = next((m.value for m in facts.measures if m.name == name), None)
        stated = facts.attributes.get(name, "")
        return float(stated) if found is None and stated.replace(".", "").isdigit() else found

    def best(self, gold: Gold, field_: str, up: bool, available: bool) -> float | None:
        """The most or the least of a figure among the offers of what meets the rest."""
        among = self.meeting(gold)
        values = [
            value
            for one in among
            for facts in self.facts[one]
            if (not available or facts.offer.wait == 0)
            and (value := self.value(facts, field_)) is not None
        ]
        return (max if up else min)(values, default=None)

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, ...]]:
        """Kind → its products, of those that are told apart by the last step of their category."""
        vocabulary, ids = self.assistant.vocabulary, set()
        grouped: dict[str, set[str]] = defaultdict(set)
        for one, offers in self.facts.items():
            for facts in offers:
                last = facts.kinds.split("\n")[0] if facts.kinds else ""
                steps = [s for s in facts.offer.category.replace(",", ">").split(">") if s.strip()]
                kind = vocabulary.lexicon.name("category", steps[-1] if steps else last)
                grouped[kind].add(one)
        for kind in grouped:
            found = self.meeting(Gold(Wishes(include={"category": (kind,)})))
            if len(found) >= FEWEST and kind in vocabulary.sold:
                ids.add(kind)
        return {
            kind: tuple(sorted(self.meeting(Gold(Wishes(include={"category": (kind,)})))))
            for kind in sorted(ids)
        }

    def stated(self, kind: str, of: Callable[[Facts], str]) -> dict[str, int]:
        """Value → how many products of a kind state it."""
        count: dict[str, int] = defaultdict(int)
        for one in self.kinds[kind]:
            for value in {of(facts) for facts in self.facts[one]} - {""}:
                count[value] += 1
        return dict(sorted(count.items()))
