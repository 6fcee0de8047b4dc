"""Standards, interfaces and forms: by the shapes of `standards.toml`, and resolutions by theirs."""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.specs.specification import Specification, fold
from retrieval.specs.units import table

_RESOLUTION = re.compile(r"(?<![\d.,x])(\d{3,5})\s?[x×*]\s?(\d{3,4})(?![\d.,x]|\s?[x×])")
WIDEST, LOWEST = 8.0, 0.4  # width to height of a picture that anything shows
FEWEST = 240  # rows of the smallest
NAMED = {
    "720p": "720", "1080p": "1080", "fullhd": "1080", "fhd": "1080", "1440p": "1440",
    "qhd": "1440", "wqhd": "1440", "quadhd": "1440", "2160p": "2160", "4": "2160", "uhd": "2160",
    "ultrahd": "2160", "8": "4320", "4320p": "4320",
}  # fmt: skip
"""What pictures are called → their rows: "4K", "UHD" and "2160p" are one."""

BYTES = 8  # a transfer of a memory module: PC4-25600 is DDR4-3200
ORDINALS = {
    **{"i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5"},
    **dict(zip("一二三四五六七八九", "123456789", strict=True)),
}


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (family, re.compile(pattern))
        for family, patterns in table("standards.toml").items()
        for pattern in patterns
    )


def standards(text: str, folded: str | None = None) -> list[Specification]:
    """The standards that `text` names, in the order in which they stand."""
    folded = fold(text) if folded is None else folded
    found = [
        _named(family, match, text)
        for family, pattern in _families()
        for match in pattern.finditer(folded)
    ]
    found += _resolutions(text, folded)
    distinct: list[Specification] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end, one.dimension)):
        if not any(_is_within(one, other) for other in distinct):
            distinct.append(one)
    return distinct


def _is_within(one: Specification, other: Specification) -> bool:
    """Whether a part of what was read already says the same ("type-c" of "USB type-c")."""
    same = (one.dimension, one.value) == (other.dimension, other.value)
    return same and one.start < other.end


def _named(family: str, match: re.Match[str], text: str) -> Specification:
    said = next((group for group in match.groups() if group), "yes")
    value = re.sub(r"[\s_-]", "", said).removesuffix(".0")
    span = match.start(), match.end()
    if family == "video":
        return Specification("resolution", NAMED.get(value, value), "", text[slice(*span)], *span)
    if family == "memory_speed":
        rate = float(value) / (BYTES if match[0].startswith("pc") else 1)
        return Specification("frequency", rate, "MHz", text[slice(*span)], *span)
    if family == "generation":
        value = ORDINALS.get(value, value)
    return Specification(family, value.removeprefix("ip"), "", text[slice(*span)], *span)


def _resolutions(text: str, folded: str) -> list[Specification]:
    """Pixels: "1920 x 1080" is the resolution 1080, as screens are told apart by their rows."""
    found = []
    for match in _RESOLUTION.finditer(folded):
        width, height = int(match[1]), int(match[2])
        if min(width, height) >= FEWEST and LOWEST <= width / height <= WIDEST:
            span = match.start(), match.end()
            rows = str(min(width, height))
            found.append(Specification("resolution", rows, "", text[slice(*span)], *span))
    return found
