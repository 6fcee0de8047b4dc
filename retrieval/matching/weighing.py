"""What an attribute or a dimension is worth as evidence in this catalogue.

Measured on the catalogue itself, as Fellegi and Sunter (*A theory for record linkage*, 1969) weigh
a field: how often it agrees in pairs that the words alone make sure, against pairs that they rule
out. A number that an exporter made up for each row never agrees; a constant always does; a clock
rate that one shop states as base and another as boost differs within one thing. None of them may
join or part anything.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.matching.profiles import Profile
from retrieval.matching.stated import compared

SURE, RULED_OUT = 2.0, -2.0  # log-odds by words alone
ENOUGH = 4  # sure pairs that state an attribute before it can be judged by them
AGREES = 0.6  # share of sure pairs in which an attribute that says something agrees
TELLS = 0.1  # how much oftener than in pairs of different things
ROWS = 10  # of one shop with an attribute, before its values are taken for keys or a constant
MOST = 4000  # pairs of each kind that are looked at
PRIOR = (1.0, 20.0)  # of sure pairs that state a dimension, so many of so many differ
PRIOR_APART = (10.0, 20.0)  # … and of pairs of different things
BY_CHANCE = 0.7  # how often a word of one of two different things is not in the other
LEAST = -3.0  # log-odds: no single dimension says more


@dataclass(frozen=True)
class Worth:
    """Which attributes are evidence, and what a difference in a dimension counts (log-odds ≤ 0)."""

    silent: frozenset[str]  # attributes that say nothing about likeness
    apart: Mapping[str, float]  # dimension, "models" or "numbers" → what it counts if they differ
    words: Mapping[str, float]  # word of titles → what it counts that one side has it alone
    whole: float = 0.0  # what it counts (log-odds ≥ 0) that models agree and nothing differs

    def alone(self, one: Profile, other: Profile) -> float:
        """What the words count that one title has and the other offer lacks (log-odds ≤ 0)."""
        words = self.words
        return sum(words.get(w, 0.0) for w in (*words_alone(one, other), *words_alone(other, one)))

    @classmethod
    def of(
        cls,
        odds: np.ndarray,
        profiles: Sequence[Profile],
        left: np.ndarray,
        right: np.ndarray,
        alike: Callable[[object, object], bool],
    ) -> Worth:
        """Weigh by pairs left[i], right[i] of which `odds` (pairs,) are the log-odds by words;
        `alike` says whether two values of an attribute agree."""

        def some(chosen: np.ndarray) -> list[tuple[Profile, Profile]]:
            return [(profiles[left[i]], profiles[right[i]]) for i in np.flatnonzero(chosen)[:MOST]]

        sure, others = some(odds >= SURE), some(odds <= RULED_OUT)
        agreeing, differing = _attributes(sure, alike), _attributes(others, alike)
        judged = {name for name, (_, stated) in agreeing.items() if stated >= ENOUGH}
        silent = {name for name in judged if not _tells(agreeing[name], differing.get(name))}
        silent |= keys_and_constants(profiles) - judged
        apart = _apart(_dimensions(sure), _dimensions(others))
        return cls(frozenset(silent), apart, _words(sure), _whole(sure, others))


def contrasts(one: Profile, other: Profile) -> tuple[list[str], list[str]]:
    """What two offers both state and (agree, differ) in: dimensions, models, plain numbers.

    Models and numbers differ where each side has one that the other does not name.
    """
    alike, apart = compared(one.specifications, other.specifications)
    for name, ours, theirs in (
        ("models", _alone(one.models, other.squashed), _alone(other.models, one.squashed)),
        ("numbers", one.numbers - other.every_word, other.numbers - one.every_word),
    ):
        if ours and theirs:
            apart.append(name)
        elif getattr(one, name) and getattr(other, name) and not (ours and theirs):
            alike.append(name)
    return alike, apart


def is_whole(one: Profile, other: Profile) -> bool:
    """Whether both name a model or number, no maker and no colour differs, nor anything else."""
    alike, apart = contrasts(one, other)
    named = "models" in alike or "numbers" in alike
    colours = not (one.colours and other.colours) or bool(one.colours & other.colours)
    makers = one.brand == other.brand or "" in (one.brand, other.brand)
    return named and not apart and colours and makers


def _alone(models: Iterable[str], squashed: str) -> list[str]:
    return [code for code in models if code not in squashed]


def words_alone(one: Profile, other: Profile) -> list[str]:
    """Words of one title that the other offer lacks, but not its maker, who may be left out."""
    maker = one.brand.split() if one.brand else ()
    return [w for w in one.words if w not in other.every_word and w not in maker]


def _words(sure: Sequence[tuple[Profile, Profile]]) -> dict[str, float]:
    """Log-odds that a word stands on one side only, from how steadily shops write it: "Pro" is
    hardly ever left out of the name of what is one, "new" often."""
    alone, seen = Counter[str](), Counter[str]()
    for one, other in sure:
        lacking = {*words_alone(one, other), *words_alone(other, one)}
        alone.update(lacking)
        seen.update({*one.words, *other.words})
    return {
        word: min(0.0, max(LEAST, math.log((alone[word] + 1) / (count + 2) / BY_CHANCE)))
        for word, count in seen.items()
        if count >= ENOUGH
    }


def _whole(
    sure: Sequence[tuple[Profile, Profile]], others: Sequence[tuple[Profile, Profile]]
) -> float:
    rates = [
        (sum(is_whole(*pair) for pair in pairs) + start) / (len(pairs) + PRIOR[1])
        for pairs, start in ((sure, PRIOR_APART[0]), (others, PRIOR_APART[0] / 2))
    ]
    return min(-LEAST, max(0.0, math.log(rates[0] / rates[1])))


def _tells(same: tuple[int, int], other: tuple[int, int] | None) -> bool:
    agreement = same[0] / same[1]
    by_chance = other[0] / other[1] if other else 0.0
    return agreement >= AGREES and agreement - by_chance >= TELLS


def _attributes(
    pairs: Iterable[tuple[Profile, Profile]], alike: Callable[[object, object], bool]
) -> dict[str, tuple[int, int]]:
    """Attribute → (pairs that agree, pairs that state it)."""
    agreeing, stated = Counter[str](), Counter[str]()
    for one, other in pairs:
        for name in one.attributes.keys() & other.attributes.keys():
            stated[name] += 1
            agreeing[name] += alike(one.attributes[name], other.attributes[name])
    return {name: (agreeing[name], count) for name, count in stated.items()}


def keys_and_constants(profiles: Iterable[Profile]) -> set[str]:
    """Names of attributes that are another in each row of a shop, or the same in all rows."""
    values: dict[tuple[str, str], Counter[object]] = {}
    offers = Counter[str]()
    for one in profiles:
        offers[one.source] += 1
        for name, value in one.attributes.items():
            values.setdefault((one.source, name), Counter())[value] += 1
    found = set()
    for (source, name), counted in values.items():
        rows = counted.total()
        constant = len(counted) == 1 and rows >= 0.9 * offers[source]
        if rows >= ROWS and (constant or len(counted) >= 0.95 * rows):
            found.add(name)
    return found


def _dimensions(pairs: Iterable[tuple[Profile, Profile]]) -> dict[str, tuple[int, int]]:
    """Dimension → (pairs that differ in it, pairs that both state it)."""
    differing, stated = Counter[str](), Counter[str]()
    for one, other in pairs:
        alike, apart = contrasts(one, other)
        differing.update(apart)
        stated.update((*alike, *apart))
    return {dimension: (differing[dimension], count) for dimension, count in stated.items()}


def _apart(
    same: Mapping[str, tuple[int, int]], other: Mapping[str, tuple[int, int]]
) -> dict[str, float]:
    """Log-odds of a difference in each dimension, drawn towards a prior where pairs are few."""
    found = {}
    for dimension in same.keys() | other.keys():
        rates = [
            (hits + prior[0]) / (count + prior[1])
            for (hits, count), prior in (
                (same.get(dimension, (0, 0)), PRIOR),
                (other.get(dimension, (0, 0)), PRIOR_APART),
            )
        ]
        found[dimension] = min(0.0, max(LEAST, math.log(rates[0] / rates[1])))
    return found


STATED = ("differing here", "words alone here", "whole here")
"""Columns of `stated_columns`."""


def stated_columns(
    worth: Worth, profiles: Sequence[Profile], left: np.ndarray, right: np.ndarray
) -> np.ndarray:
    """(pairs, 3) float32, log-odds by `worth`: of what differs, of words that one side has alone,
    and of models that agree where nothing differs."""
    rows = np.empty((len(left), len(STATED)), np.float32)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        one, other = profiles[a], profiles[b]
        apart = sum(worth.apart.get(name, 0.0) for name in contrasts(one, other)[1])
        rows[i] = apart, worth.alone(one, other), worth.whole * is_whole(one, other)
    return rows
