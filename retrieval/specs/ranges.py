"""Ages, sizes and packs: numbers whose neighbours say that they are no amounts and no prices."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from retrieval.specs.specification import Specification, fold
from retrieval.specs.units import table

_N = r"\d{1,3}(?:[.,]5)?"
_RANGE = rf"(?P<low>{_N})(?:\s?(?:-|–|\bto\b|\bbis\b|~|/)\s?(?P<high>{_N})|(?P<open>\s?\+))?"


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for kind, said in table("ranges.toml").items():
        before, after, span = (_either(said[key]) for key in ("before", "after", "span"))
        found.append((kind, re.compile(rf"(?<![^\W_])(?:{before})[\s.:]*{_RANGE}(?![\w.,])")))
        found.append((kind, re.compile(rf"(?<![\w.,]){_RANGE}[\s-]?(?:{after})(?![a-z0-9])")))
        if said["span"]:  # "3-6 years" is an age, "2 years" may be a warranty
            wide = _RANGE[:-1]
            found.append((kind, re.compile(rf"(?<![\w.,]){wide}[\s-]?(?:{span})(?![a-z0-9])")))
    return tuple(found)


def _either(words: list[str]) -> str:
    return "|".join(sorted(map(re.escape, map(fold, words)), key=len, reverse=True)) or r"(?!)"


def ranges(text: str, folded: str | None = None) -> list[Specification]:
    """Ages in years and sizes that `text` states; "3+" has no upper end."""
    folded = fold(text) if folded is None else folded
    found = [
        _read(kind, match, text)
        for kind, pattern in _patterns()
        for match in pattern.finditer(folded)
    ]
    distinct = {(one.dimension, one.value, one.upto): one for one in reversed(found)}
    return sorted(distinct.values(), key=lambda one: one.start)


def _read(kind: str, match: re.Match[str], text: str) -> Specification:
    low = float(match["low"].replace(",", "."))
    high = float(match["high"].replace(",", ".")) if match["high"] else None
    if match["open"]:
        high = math.inf
    span = match.start(), match.end()
    upto = high if high is not None and high > low else None
    return Specification(
        kind, low, table("ranges.toml")[kind]["unit"], text[slice(*span)], *span, upto=upto
    )
