"""Identifiers are evidence that two shops sell the same thing: only sound ones are kept."""

from __future__ import annotations

import re

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

SHORTENED = (10, 11)  # digits of a UPC whose leading zeros a spreadsheet dropped
LONGEST = 14
_DISGUISE = re.compile(r"""^=?\s*["'`´’‘“”]+|["'`´’‘“”]+$|^(?:gtin|ean|upc|isbn)[\s:-]*""", re.I)
_POWER = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)


def lost_digits(text: str) -> bool:
    """Whether a spreadsheet wrote the number in powers of ten ("4.00638E+12")."""
    return bool(_POWER.fullmatch(text.strip().strip("'\"=")))


def trusted_gtin(text: str) -> str:
    """The digits of a GTIN-8, -12, -13 or -14 (or ISBN) whose check digit is right, else "".

    An ISBN-10 becomes its GTIN-13. What spreadsheets make of a number is undone where the check
    digit proves it: an apostrophe before it, ="…", ".0" behind it, a leading zero that was dropped.
    Numbers for use within one shop are not trusted, nor is one in powers of ten, which has lost its
    digits (see `lost_digits`), nor one of two in a cell.
    """
    compact = re.sub(r"[\s\-\u2010-\u2015]", "", _DISGUISE.sub("", text.strip())).upper()
    compact = re.sub(r"^(\d+)[.,]0+$", r"\1", compact)
    if len(compact) in SHORTENED and compact.isdigit() and not isbn.is_valid(compact):
        compact = compact.zfill(12)
    elif len(compact) > LONGEST and compact.isdigit() and not compact[:-LONGEST].strip("0"):
        compact = compact[-LONGEST:]
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
