"""Identifiers: trade item numbers with check digits, and model numbers inside texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from retrieval.sources.identifiers import trusted_gtin
from retrieval.specs.models import squash

_CODE = re.compile(r"[a-z0-9]+(?:[-./_][a-z0-9]+)*")
_MEASURE = re.compile(r"\d+(?:\.\d+)?[a-z]{1,3}|\d+(?:st|nd|rd|th)|\d+x\d+|[a-z]{1,2}\d|\d{1,4}p")
"""Words with digits that are sizes or ordinals rather than model numbers: 500gb, 4th, 720p."""


def gtin(text: str) -> str:
    """A trade item number as 14 digits, so that GTIN-8, -12, -13 and -14 meet, or ""."""
    digits = trusted_gtin(text)
    return digits.zfill(14) if digits else ""


def model_codes(text: str) -> frozenset[str]:
    """What may be model numbers in lower-case `text`: words of letters and digits, or of five
    digits and more, without their joiners ("wh-1000xm4" → "wh1000xm4")."""
    return frozenset(filter(None, map(_as_code, _CODE.findall(text))))


def same_code(one: Iterable[str], other: Iterable[str]) -> float:
    """How well the best pair of two sets of model numbers agrees, from 0 to 1.

    1 for equal ones; makers append colours and countries, so that a common beginning of at least
    four characters counts for its share of the longer number.
    """
    best = 0.0
    for a in one:
        for b in other:
            if a == b:
                return 1.0
            best = max(best, _common_beginning(a, b))
    return best


def _as_code(word: str) -> str:
    code = squash(word)
    if code.isdigit():
        return code if len(code) >= 5 and "." not in word else ""
    has_both = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
    return code if has_both and len(code) >= 4 and not _MEASURE.fullmatch(word) else ""


def _common_beginning(a: str, b: str) -> float:
    length = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
    return length / max(len(a), len(b)) if length >= 4 else 0.0
