"""Words that bound a figure, in every language: "not over", 至少, "40 tops", "over 40 won't fit".

Sizes and prices are bounded by the same words; each of their readers puts these patterns around the
figures that are its own. Where a word is denied it says the opposite: "nothing under" is at least.
"""

from __future__ import annotations

import re
import tomllib

from assistant.understanding.cues import PACKS


def _table(section: str) -> dict[str, str]:
    """Name → alternatives of every language, as one pattern."""
    found: dict[str, list[str]] = {}
    for pack in sorted(PACKS.glob("*/bounds.toml")):
        stated = tomllib.loads(pack.read_text(encoding="utf-8"))[section]
        for name, patterns in stated.items():
            found.setdefault(name, []).extend(patterns)
    return {name: "|".join(_bounded(one) for one in some) for name, some in found.items()}


def _bounded(pattern: str) -> str:
    """A pattern that begins with a Latin letter begins a word."""
    first = pattern.removeprefix("(?:")[:1]
    return rf"\b(?:{pattern})" if first.isascii() and first.isalpha() else pattern


_BEFORE, _AFTER, _TURNS = _table("before"), _table("after"), _table("turns")
_DENIED = rf"(?:{_TURNS['denies']})\s*"
ABOUT = _BEFORE["about"]
_ROUGHLY = rf"(?:\s*(?:{ABOUT}))?"
MOST = rf"(?:{_DENIED}(?:{_BEFORE['least']})|{_BEFORE['most']}){_ROUGHLY}"
LEAST = rf"(?:{_DENIED}(?:{_BEFORE['most']})|{_BEFORE['least']}){_ROUGHLY}"
"""Before a figure. A pattern finds the denied word first, as that begins further to the left."""
AFTER_MOST, AFTER_LEAST, AFTER_ABOUT = (_AFTER[name] for name in ("most", "least", "about"))
FLIPPED = re.compile(rf"\s*(?:{_TURNS['flips']})")
"""After a bounded figure: it is the other way round."""
