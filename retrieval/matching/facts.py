"""Item numbers, attributes and pictures: facts that published labelled pairs lack.

Their weights are set by hand, as log-odds that are added to what the trained model makes of the
texts. An item number is strong evidence, not proof: feeds copy, invent and reuse them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz

from retrieval.colours import Colour, clash
from retrieval.matching.attributes import Stated
from retrieval.matching.features import FEATURES
from retrieval.matching.profiles import Profile
from retrieval.matching.stated import compared
from retrieval.matching.weighing import Worth


@dataclass(frozen=True)
class Facts:
    """Log-odds that a fact adds. An attribute counts for what two offers of one shelf would
    rarely share by chance: measures more than words."""

    same_gtin: float = 7.0
    other_gtin: float = -5.0
    same_measure: float = 1.0  # each numeric attribute that both sides state alike
    other_measure: float = -3.0
    same_words: float = 0.4  # each other attribute
    other_words: float = -1.0
    same_colour: float = 0.2  # of all colours, about a dozen families: little by itself
    other_colour: float = -3.0  # a colour that no shop would call so
    other_title_colour: float = -1.0  # titles that name colours, none of them alike
    most_attributes: float = 5.0  # equal attributes never add more than this
    other_brand: float = -4.0
    picture: float = 6.0  # times the cosine of the pictures above `picture_level`
    picture_level: float = 0.7
    alike: float = 60.0  # percent: words that two shops use for one colour or material
    believable: float = 0.12  # likeness of titles under which an equal item number is doubted
    doubtful: float = 0.0  # log-odds that a pair with a doubted item number has at most


def fact_odds(
    odds: np.ndarray,
    features: np.ndarray,
    profiles: Sequence[Profile],
    left: np.ndarray,
    right: np.ndarray,
    facts: Facts = Facts(),
) -> np.ndarray:
    """The log-odds (pairs,) once the facts are taken in; where facts are silent they stay."""
    reused = reused_gtins(profiles, facts.alike)

    def agree(ours: object, theirs: object) -> bool:
        return _odds_of(ours, theirs, facts) > 0

    worth = Worth.of(odds, profiles, left, right, agree)
    pictures = features[:, FEATURES.index("pictures")] - facts.picture_level
    odds = odds + facts.picture * np.clip(np.nan_to_num(pictures), -0.2, 0.3)
    titles = np.nanmax(features[:, _LIKENESS], axis=1)
    for i, (a, b) in enumerate(zip(left, right, strict=True)):
        one, other = profiles[a], profiles[b]
        odds[i] += _attribute_odds(one.attributes, other.attributes, worth, facts)
        if _other_colour(one, other):
            odds[i] += facts.other_title_colour
        if _other_brand(one, other, facts):
            odds[i] += facts.other_brand
        if one.gtin and other.gtin and not {one.gtin, other.gtin} & reused:
            odds[i] += facts.same_gtin if one.gtin == other.gtin else facts.other_gtin
        if (
            one.gtin
            and one.gtin == other.gtin
            and _is_doubtful(one, other, titles[i], reused, facts)
        ):
            odds[i] = min(odds[i], facts.doubtful)
    return odds


LETTERS = frozenset("xs s m l xl xxl xxxl 2xl 3xl 4xl".split())
"""Sizes of clothes as titles name them."""
_LIKENESS = [FEATURES.index(name) for name in ("words", "characters", "most covered anywhere")]


def reused_gtins(profiles: Sequence[Profile], alike: float) -> frozenset[str]:
    """Item numbers that one shop gives to things of clearly different titles: they say nothing."""
    titles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for one in profiles:
        if one.gtin:
            titles[one.source, one.gtin].append(one.title)
    return frozenset(
        number
        for (_, number), named in titles.items()
        if any(fuzz.token_set_ratio(named[0], title) < alike for title in named[1:])
    )


def _is_doubtful(
    one: Profile, other: Profile, likeness: float, reused: frozenset[str], facts: Facts
) -> bool:
    """Whether all else speaks against an item number that two offers share."""
    return (
        one.gtin in reused
        or likeness < facts.believable
        or _other_brand(one, other, facts)
        or _other_variant(one, other)
    )


def _other_variant(one: Profile, other: Profile) -> bool:
    """Whether two offers of one number are two of its colours or sizes."""
    ours, theirs = one.attributes, other.attributes
    colours = ours.get("color"), theirs.get("color")
    if isinstance(colours[0], Colour) and isinstance(colours[1], Colour):
        return clash(colours[0], colours[1])
    sizes = ours.get("size"), theirs.get("size")
    other_size = None not in sizes and sizes[0] != sizes[1]
    in_title = [LETTERS & set(side.words) for side in (one, other)]
    other_size = other_size or (all(in_title) and in_title[0] != in_title[1])
    return (
        other_size
        or _other_colour(one, other)
        or bool(compared(one.specifications, other.specifications)[1])
    )


def _other_colour(one: Profile, other: Profile) -> bool:
    return bool(one.colours and other.colours and not one.colours & other.colours)


def _other_brand(one: Profile, other: Profile, facts: Facts) -> bool:
    if not (one.brand and other.brand):
        return False
    named = one.brand in other.title or other.brand in one.title
    return not named and fuzz.token_set_ratio(one.brand, other.brand) < facts.alike


def _attribute_odds(
    one: Mapping[str, Stated], other: Mapping[str, Stated], worth: Worth, facts: Facts
) -> float:
    shared = (one.keys() & other.keys()) - worth.silent
    said = [_odds_of(one[name], other[name], facts) for name in shared]
    agreeing = sum(odds for odds in said if odds > 0)
    return min(agreeing, facts.most_attributes) + sum(odds for odds in said if odds < 0)


def _odds_of(one: object, other: object, facts: Facts) -> float:
    """What one attribute says that both offers state."""
    if isinstance(one, float) and isinstance(other, float):
        equal = math.isclose(one, other, rel_tol=0.02)
        return facts.same_measure if equal else facts.other_measure
    if isinstance(one, Colour) and isinstance(other, Colour):
        return facts.other_colour if clash(one, other) else facts.same_colour
    if isinstance(one, str) and isinstance(other, str):
        equal = fuzz.token_set_ratio(one, other) >= facts.alike
        return facts.same_words if equal else facts.other_words
    return 0.0  # a number and words: one of the two was misread
