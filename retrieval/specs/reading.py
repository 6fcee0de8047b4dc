"""Every specification of a text, and of an offer: attributes win over title over description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from retrieval.offers import Offer
from retrieval.specs.quantities import NUMBER, quantities
from retrieval.specs.ranges import ranges
from retrieval.specs.specification import Specification, fold
from retrieval.specs.standards import standards
from retrieval.specs.units import table, unit_of

CLAIMING = ("network", "resolution", "age", "size", "generation", "form", "memory_speed")
"""Families whose letters are no unit: the G of "4G", the K of "4K", the years of "3-6 years"."""
DESCRIPTION = 1200
"""Characters of a description that are read: what tells products apart comes first."""
NEAR = 24  # characters before an amount in which its name is looked for


def extract(text: str) -> tuple[Specification, ...]:
    """The specifications that `text` states, in the order in which they stand.

    Works on titles, descriptions and what a shopper types, in every language whose spellings are
    in the data files; `where` is left empty.
    """
    folded = fold(text)
    claimed = [*ranges(text, folded), *standards(text, folded)]
    taken = [(one.start, one.end) for one in claimed if one.dimension in CLAIMING]
    amounts = [
        _with_name(one, folded)
        for one in quantities(text, folded)
        if not any(one.start < end and start < one.end for start, end in taken)
    ]
    return tuple(sorted([*claimed, *amounts], key=lambda one: (one.start, one.end)))


@lru_cache(maxsize=1)
def _names() -> re.Pattern[str]:
    words = {word for spelled in table("names.toml").values() for word in spelled}
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"(?<![a-z])({either})\W{{0,3}}(?:of |about |von |de |is )?$")


@lru_cache(maxsize=1)
def _behind() -> re.Pattern[str]:
    words = {word for spelled in table("names.toml").values() for word in spelled}
    either = "|".join(sorted(map(re.escape, words), key=len, reverse=True))
    return re.compile(rf"\s+({either})(?![a-z])")


@lru_cache(maxsize=1)
def _name_of() -> dict[str, str]:
    return {word: name for name, words in table("names.toml").items() for word in words}


def canonical_name(words: str) -> str:
    """What a size is the size of, in one word for all languages; the words where it is no such."""
    return _name_of().get(fold(words), words)


def _with_name(one: Specification, folded: str) -> Specification:
    before = _names().search(folded[max(one.start - NEAR, 0) : one.start])
    found = before or _behind().match(folded[one.end : one.end + NEAR])
    return replace(one, name=_name_of()[found[1]]) if found else one


def specifications_of(offer: Offer) -> tuple[Specification, ...]:
    """What an offer states, each with where: attributes, then the title, then its description.

    A dimension that attributes state is not read in the title too, unless the name differs, nor in
    the description what the title states.
    """
    stated = [one for name, value in offer.attributes.items() for one in attribute(name, value)]
    found = list(stated)
    for where, text in (
        ("title", offer.title),
        ("description", offer.description[:DESCRIPTION]),
    ):
        known = {(one.dimension, one.name) for one in found} | {
            (one.dimension, "") for one in found
        }
        found += [
            replace(one, where=where)
            for one in extract(text)
            if (one.dimension, one.name) not in known
        ]
    return tuple(found)


def in_title(offer: Offer) -> tuple[Specification, ...]:
    """What the title states alone: what tells one thing from its neighbour on the shelf."""
    return tuple(replace(one, where="title") for one in extract(offer.title))


def attribute(name: str, value: str) -> Iterable[Specification]:
    """What one attribute states: its unit may stand in its name ("height_cm": "30")."""
    words = re.split(r"[\s_]+", re.sub(r"[()\[\]]", " ", name.strip()).strip())
    unit = words[-1] if len(words) > 1 and unit_of(words[-1]) else ""
    called = canonical_name(" ".join(words[:-1] if unit else words).lower())
    bare = re.fullmatch(rf"\s*({NUMBER})\s*", value)
    text = f"{value.strip()} {unit}" if bare and unit else value
    where = f"attributes.{name}"
    return [replace(one, where=where, name=one.name or called) for one in extract(text)]
