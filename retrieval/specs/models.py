"""Model numbers: words of letters and digits that are neither an amount nor a standard."""

from __future__ import annotations

import re

from retrieval.offers import Offer
from retrieval.specs.reading import extract
from retrieval.specs.specification import Specification, fold

MODEL_ATTRIBUTES = (
    *("mpn", "modelno", "model", "model_number", "part_number"),
    "manufacturer_part_number",
)
"""Attributes in which feeds state the maker's number."""
LEAST_DIGITS = 5  # of a number that is no word with letters
_CODE = re.compile(r"[a-z0-9]+(?:[-./_+][a-z0-9]+)*\+?")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|er|x)|[a-z]?\d{1,2}x\d{1,3}|\d+x\d+(?:x\d+)?")


def models_in(text: str, read: tuple[Specification, ...] | None = None) -> tuple[str, ...]:
    """What may be model numbers in `text`, in small letters and without joiners, in their order.

    Words that mix letters and digits ("wh-1000xm4" → "wh1000xm4", "5600gt"), and numbers of five
    digits and more; nothing that was `read` as a specification.
    """
    spans = [(one.start, one.end) for one in (extract(text) if read is None else read)]
    found: dict[str, None] = {}
    for match in _CODE.finditer(fold(text)):
        whole = match.start(), match.end()
        inside = any(start <= whole[0] and whole[1] <= end for start, end in spans)
        if not inside and (code := _as_code(match[0])):
            found[code] = None
    return tuple(found)


def models_of(offer: Offer) -> tuple[str, ...]:
    """The maker's numbers that an offer states, then what may be some in its title."""
    stated = [offer.mpn, *(offer.attributes.get(name, "") for name in MODEL_ATTRIBUTES)]
    codes = [code for text in stated if is_plausible_code(code := squash(fold(text)))]
    return tuple(dict.fromkeys([*codes, *models_in(offer.title)]))


def squash(text: str) -> str:
    """Letters and digits alone, so that any spelling of a model number is found in it."""
    return re.sub(r"[^a-z0-9]", "", text)


def is_plausible_code(code: str) -> bool:
    """Whether a stated model number can tell products apart (not "n/a", not "1")."""
    return len(code) >= 3 and any(c.isdigit() for c in code)


def _as_code(word: str) -> str:
    code = squash(word)
    if code.isdigit():
        return code if len(code) >= LEAST_DIGITS and "." not in word else ""
    mixed = any(c.isdigit() for c in code) and any(c.isalpha() for c in code)
    return code if mixed and len(code) >= 2 and not _ORDINAL.fullmatch(word) else ""
