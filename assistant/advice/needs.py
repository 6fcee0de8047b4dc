"""What a thing is needed for, and which style: what that speaks for and against.

The data is in `needs.toml`. A need ranks, it never limits: what it speaks for comes first, what it
speaks against is left out while there is anything else.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from retrieval.colours import colour
from retrieval.facts import Facts
from retrieval.words import is_cjk, mentions, plain

GENERAL, EARLIER, NEXT = 0.4, 0.7, 0.9
"""What a need counts that says whom something is for, against what they like; one spoken of before
the last; and a kind of thing against the one before it. As first set; nothing is fitted to them."""
DATA = Path(__file__).with_name("needs.toml")


@dataclass(frozen=True)
class Leaning:
    """What a need or a style leans to."""

    name: str
    favours: tuple[str, ...] = ()  # kinds of things, the likeliest first
    refuses: tuple[str, ...] = ()
    general: bool = False  # whether whom it is for, rather than what for
    colours: tuple[str, ...] = ()  # families of colours, or "light" and "dark"
    no_colours: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def _known() -> tuple[tuple[re.Pattern[str], Leaning], ...]:
    table = _table()
    unlike = tuple(table["unlike_gifts"])
    found = []
    for row in table["need"]:
        refuses = (*row.get("against", ()), *(unlike if row["name"] == "gift" else ()))
        need = Leaning(row["name"], tuple(row["for"]), refuses, row.get("general", False))
        found.append((_pattern(row["said"]), need))
    for row in table["style"]:
        colours = tuple(row["for"]), tuple(row["against"])
        found.append((_pattern(row["said"]), Leaning(row["name"], (), (), False, *colours)))
    return tuple(found)


def _pattern(said: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(said, key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(w) if is_cjk(w) else rf"\b{re.escape(w)}\b" for w in ordered)
    )


def leanings(text: str) -> tuple[Leaning, ...]:
    """The needs and styles that a normalised text speaks of."""
    return tuple(leaning for pattern, leaning in _known() if pattern.search(text))


@lru_cache(maxsize=1)
def _bare() -> tuple[tuple[re.Pattern[str], Leaning], ...]:
    rows = _table()["need"]
    known = {leaning.name: leaning for _, leaning in _known()}
    return tuple((_pattern(row["about"]), known[row["name"]]) for row in rows if "about" in row)


def liked(text: str) -> tuple[Leaning, ...]:
    """What somebody is said to like by a bare name ("the tea person"), which would be a thing that
    is wanted if nobody had been spoken of."""
    return tuple(leaning for pattern, leaning in _bare() if pattern.search(text))


@lru_cache(maxsize=1)
def _before() -> dict[str, Leaning]:
    rows = _table()["style"]
    colours = {row["name"]: (tuple(row["for"]), tuple(row["against"])) for row in rows}
    return {
        word: Leaning(row["name"], (), (), False, *colours[row["name"]])
        for row in rows
        for word in row.get("before", ())
    }


def shade(before: str) -> Leaning | None:
    """What the last word of a text says of the colour of the material that follows it: "light" of
    "a light leather"; None where it says nothing of the kind."""
    words = _before()
    last = before.split()[-1] if before.split() else ""
    found = words.get(last)
    return found or next((words[w] for w in words if is_cjk(w) and last.endswith(w)), None)


def shaded(text: str) -> Leaning | None:
    """ "They're all dark, anything lighter?": a comparative of a shade beside the shade that it is
    held against; None where it is rather of a weight."""
    words = _before()
    for row in _table()["style"]:
        rivals = [word for word, one in words.items() if one.name in row.get("rivals", ())]
        than = next((one for one in row.get("than", ()) if mentions(text, one)), "")
        if than and any(mentions(text.replace(than, " "), rival) for rival in rivals):
            return next(one for one in words.values() if one.name == row["name"])
    return None


def favoured(found: Sequence[Leaning]) -> tuple[str, ...]:
    """The kinds of things that needs speak for, the likeliest first: what was said last, and what
    somebody likes, counts more than what was said before, and whom it is for."""
    ranks: dict[str, float] = {}
    for turn, leaning in enumerate(found):
        weight = (GENERAL if leaning.general else 1.0) * EARLIER**turn
        for place, kind in enumerate(leaning.favours):
            ranks[kind] = ranks.get(kind, 0) + weight * NEXT**place
    against = {kind for leaning in found for kind in leaning.refuses}
    return tuple(k for k in sorted(ranks, key=lambda one: -ranks[one]) if k not in against)


def fit(facts: Facts, found: Sequence[Leaning]) -> int:
    """How well an offer goes with needs and styles: −1, 0 or 1 for each, summed."""
    return sum(_kind_fit(facts, one) + _colour_fit(facts, one) for one in found)


def _kind_fit(facts: Facts, leaning: Leaning) -> int:
    if any(_is(facts, kind) for kind in leaning.refuses):
        return -1
    return int(any(_is(facts, kind) for kind in leaning.favours))


def _is(facts: Facts, kind: str) -> bool:
    return mentions(facts.kinds, plain(kind), head=True)


def _colour_fit(facts: Facts, leaning: Leaning) -> int:
    if not leaning.colours:
        return 0
    stated = facts.fields.get("colour", "")
    known = colour(stated) if stated else None
    if known is None:
        return 0
    if known.shade in (*leaning.colours, *leaning.no_colours):
        return 1 if known.shade in leaning.colours else -1
    liked = bool(known.families & set(leaning.colours))
    return liked - bool(known.families & set(leaning.no_colours))
