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
LEAST = -3.0  # log-odds: no single dimension says more


@dataclass(frozen=True)
class Worth:
    """Which attributes are evidence, and what a difference in a dimension counts (log-odds ≤ 0)."""

    silent: frozenset[str]  # attributes that say nothing about likeness
    apart: Mapping[str, float]

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
        return cls(frozenset(silent), _apart(_dimensions(sure), _dimensions(others)))


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
    """Names of attributes that are another in each row of a shop, or the same in all that it lists."""
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
        alike, apart = compared(one.specifications, other.specifications)
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
