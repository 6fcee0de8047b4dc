"""Words that say more or less of something: "wider", "not as heavy", 矮一点."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from assistant.understanding.cues import PACKS

COMPARING = ("more", "most", "plain")
CALLING = (*COMPARING, "calls")
"""Forms of adjectives that compare, and those by which one thing is called beside others."""


@lru_cache(maxsize=2)
def _degrees(forms: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """(word, what it goes by, whether more of it is meant) of every adjective in these forms, the
    longest first."""
    rows = [
        (word, tuple(row["fields"]), bool(row["up"]))
        for pack in sorted(PACKS.glob("*/adjectives.toml"))
        for row in tomllib.loads(pack.read_text(encoding="utf-8"))["adjective"]
        for key in forms
        for word in row.get(key, ())
    ]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


_LESS = re.compile(
    r"\b(?:too|less|nothing|not (?:as|so|that|too|quite as)|isn't as)\b"
    r"|太|没那么|没有那么|不要那么|别那么|不那么|别太"
)
"""Turns an adjective round: "not as wide" is narrower."""


def degree(words: str, forms: tuple[str, ...] = COMPARING) -> tuple[tuple[str, ...], bool] | None:
    """What words that compare go by, and whether more of it is meant: (("width",), False) for
    "not as wide". None where no adjective is known in them."""
    for word, fields, up in _degrees(forms):
        if re.search(rf"\b{re.escape(word)}\b", words) if word.isascii() else word in words:
            return fields, up != bool(_LESS.search(words))
    return None
