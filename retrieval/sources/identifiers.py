"""Identifiers are evidence that two shops sell the same thing: only sound ones are kept."""

from __future__ import annotations

import re

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError


def trusted_gtin(text: str) -> str:
    """The digits of a GTIN-8, -12, -13 or -14 (or ISBN) whose check digit is right, else "".

    An ISBN-10 becomes its GTIN-13. Numbers for use within one shop are not trusted either.
    """
    compact = re.sub(r"[\s-]", "", text).upper()
    try:
        if len(compact) == 10 and isbn.is_valid(compact):
            return isbn.to_isbn13(compact)
        digits = ean.validate(compact)
    except ValidationError:
        return ""
    if not digits.strip("0") or _in_house(digits):
        return ""
    return digits


def _in_house(digits: str) -> bool:
    thirteen = digits[1:] if len(digits) == 14 else digits.zfill(13)
    return len(digits) != 8 and thirteen[:2] in ("02", "04", *(f"2{n}" for n in range(10)))
