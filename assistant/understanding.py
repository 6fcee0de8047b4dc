"""From a shopper's words to a search text and hard constraints."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import alpha2digit

from retrieval.errors import BadQuery
from retrieval.money import SYMBOLS, Money
from retrieval.query import Constraints

MAX_LENGTH = 2000  # characters of a question

CURRENCY_WORDS = {
    "euro": "EUR", "euros": "EUR", "eur": "EUR",
    "dollar": "USD", "dollars": "USD", "bucks": "USD", "usd": "USD",
    "pound": "GBP", "pounds": "GBP", "quid": "GBP", "gbp": "GBP",
    "yuan": "CNY", "cny": "CNY", "rmb": "CNY",
    "yen": "JPY", "jpy": "JPY",
}  # fmt: skip

UNITS = "|".join(
    """cm mm m kg g mg ml cl l lb lbs oz inch inches in " feet foot ft x % ° degrees? watts? w
    volts? v hz gb tb mb mah litres? liters? grams? kilos? metres? meters? people persons? years?
    months? hours? minutes?""".split()
)
"""A number followed by one of these is a size, not a price."""

_SYMBOL = "|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True))
_WORD = "|".join(sorted(CURRENCY_WORDS, key=len, reverse=True))


def _amount(name: str) -> str:
    """A pattern for an amount of money, its groups called after `name`."""
    return (
        rf"(?P<{name}_before>{_SYMBOL})?\s*"
        rf"(?P<{name}>\d+(?:[.,]\d+)*)(?P<{name}_k>k\b)?"
        rf"(?:\s*(?P<{name}_after>{_SYMBOL}|\b(?:{_WORD})\b))?"
        rf"(?![\d.,]*\d)(?!\s*-?\s*(?:{UNITS})(?:\b|(?<=[\"°%])))"
    )


_BETWEEN = re.compile(
    rf"\b(?:between|from)\s+{_amount('low')}\s*(?:and|to|-|–)\s*{_amount('high')}", re.I
)
_RANGE = re.compile(rf"(?<![\w-]){_amount('low')}\s*(?:-|–|to)\s*{_amount('high')}(?![\w-])", re.I)
_MAX = re.compile(
    r"(?:\b(?:(?:priced?|costs?|costing)\s+)?(?:under|below|less than|cheaper than|not more than|"
    r"no more than|at most|up to|max(?:imum)?(?: of)?|within|for less than|not over)|<=?)\s*"
    rf"{_amount('high')}",
    re.I,
)
_MIN = re.compile(
    r"(?:\b(?:(?:priced?|costs?|costing)\s+)?(?:over|above|more than|at least|not less than|"
    rf"no less than|min(?:imum)?(?: of)?|starting at)|>=?)\s*{_amount('low')}",
    re.I,
)
_STOCK = re.compile(r"(?:\b(?:that (?:is|are)|only|and)\s+)?\b(?:in stock|available now)\b", re.I)


@dataclass(frozen=True)
class Understood:
    """What a question says: the words to search with and the limits it sets."""

    search_text: str
    constraints: Constraints


def understand(text: str) -> Understood:
    """Read prices ("under forty euros", "between 20 and 30") and stock out of a question.

    What was read is taken out of the search text, unless nothing else would be left.
    Raises `BadQuery` for a question that is too long.
    """
    if len(text) > MAX_LENGTH:
        raise BadQuery(
            f"The question has {len(text):,} characters; ask it in at most {MAX_LENGTH:,}."
        )
    words = re.sub(r"\s+", " ", alpha2digit(text, "en")).strip()
    low, high, rest = _prices(words)
    rest, in_stock = _STOCK.subn(" ", rest)
    rest = re.sub(r"\s+", " ", rest).strip(" ,.;")
    constraints = Constraints(min_price=low, max_price=high, in_stock=bool(in_stock))
    return Understood(rest or words, constraints)


def _prices(text: str) -> tuple[Money | None, Money | None, str]:
    """(lowest, highest, the text without them)."""
    found = _BETWEEN.search(text)
    ranged = found or _RANGE.search(text)
    if ranged and (found or _has_currency(ranged)):
        currency = _currency(ranged, "low") or _currency(ranged, "high")
        ends = sorted((_money(ranged, "low", currency), _money(ranged, "high", currency)))
        return ends[0], ends[1], _without(text, ranged)
    low = high = None
    if match := _MAX.search(text):
        high, text = _money(match, "high"), _without(text, match)
    if match := _MIN.search(text):
        low, text = _money(match, "low"), _without(text, match)
    return low, high, text


def _money(match: re.Match, name: str, currency: str = "") -> Money:
    digits = match[name]
    if re.search(r"[.,]\d{1,2}$", digits):  # the last separator is the decimal one
        whole, cents = re.split(r"[.,](?=\d{1,2}$)", digits)
        amount = Decimal(re.sub(r"[.,]", "", whole) + "." + cents)
    else:
        amount = Decimal(re.sub(r"[.,]", "", digits))
    if match[f"{name}_k"]:
        amount *= 1000
    return Money.of(amount, currency or _currency(match, name))


def _currency(match: re.Match, name: str) -> str:
    said = (match[f"{name}_before"] or match[f"{name}_after"] or "").lower()
    return CURRENCY_WORDS.get(said) or SYMBOLS.get(said) or SYMBOLS.get(said.upper(), "")


def _has_currency(match: re.Match) -> bool:
    return bool(_currency(match, "low") or _currency(match, "high"))


def _without(text: str, match: re.Match) -> str:
    return text[: match.start()] + " " + text[match.end() :]
