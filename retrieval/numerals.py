"""Numbers as they are written around the world: marks of thousands and of decimals."""

from __future__ import annotations

import re
from decimal import Decimal

from retrieval.currencies import precision


def number_of(digits: str, currency: str, decimal: str = "", signed: bool = False) -> Decimal:
    """The value of a number with marks between its digits.

    `decimal` is the mark of decimals that its writer is known to use; `signed` says that a sign of
    the currency stands beside it, and not its ISO code. Raises `ValueError`.
    """
    whole, mark, fraction = digits, "", ""
    if _has_decimals(digits, currency, decimal, signed):
        mark = re.sub(r"\d", "", digits)[-1]
        whole, _, fraction = digits.rpartition(mark)
    _check_groups(whole, mark)
    return Decimal(f"{re.sub(r'[^0-9]', '', whole) or 0}.{fraction or 0}")


def _has_decimals(digits: str, currency: str, decimal: str, signed: bool) -> bool:
    """Whether the last mark begins the decimals. Raises `ValueError` where it cannot be told."""
    marks = re.sub(r"\d", "", digits)
    if not marks or marks[-1] in "' " or marks.count(marks[-1]) > 1:
        return False
    if len(set(marks)) > 1:
        return True
    whole, mark, fraction = digits.rpartition(marks[-1])
    if len(fraction) != 3 or not re.fullmatch(r"[1-9]\d{0,2}", whole):
        return True
    return _has_three_decimals(mark, precision(currency), decimal, signed)


def _has_three_decimals(mark: str, places: int, decimal: str, signed: bool) -> bool:
    """Of a number such as 1.299 or 1,299, which is read two ways in the world.

    Whoever writes 12,50 writes 1.299 for a thousand. Else a point is one of decimals where the
    currency has three, and one of thousands beside a sign, as people write it.
    """
    if places == 0:
        return False
    if decimal:
        return decimal == mark
    if places == 3 and mark == ".":
        return True
    if places == 2 and (mark == "," or signed):
        return False
    raise ValueError("it may be a thousand or have three decimals")


def _check_groups(whole: str, mark: str) -> None:
    """Raise `ValueError` unless thousands are set apart as they are somewhere in the world."""
    marks = set(re.sub(r"\d", "", whole))
    if not marks:
        return
    if len(marks) > 1 or mark in marks:
        raise ValueError("its thousands are set apart in more than one way")
    first, *groups = re.split(r"[.,' ]", whole)
    thousands = 1 <= len(first) <= 3 and all(len(one) == 3 for one in groups)
    lakhs = len(first) <= 2 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1])
    if not (thousands or (lakhs and marks == {","})):  # 12,34,567 is how India writes it
        raise ValueError("its thousands are not set apart by threes")
