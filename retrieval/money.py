"""Money as integer minor units and an ISO 4217 currency: no rounding, exact comparisons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency, get_currency_precision, list_currencies
from price_parser import Price

SYMBOLS = {"€": "EUR", "$": "USD", "US$": "USD", "£": "GBP", "¥": "JPY", "₹": "INR", "元": "CNY"}
"""Symbols read as one currency each; ambiguous ones as their most common reading."""


@dataclass(frozen=True, order=True)
class Money:
    """An amount in minor units (cents) of an ISO currency, "" where a feed names none."""

    minor: int
    currency: str = ""

    @property
    def amount(self) -> Decimal:
        """The amount in major units (euros)."""
        return Decimal(self.minor).scaleb(-precision(self.currency))

    def __str__(self) -> str:
        if self.currency:
            return format_currency(self.amount, self.currency, locale="en")
        return f"{self.amount:,}"

    @classmethod
    def of(cls, amount: Decimal | float | str, currency: str = "") -> Money:
        """From major units, rounded half up to the currency's minor unit."""
        scaled = Decimal(str(amount)).scaleb(precision(currency))
        return cls(int(scaled.to_integral_value(ROUND_HALF_UP)), currency)

    @classmethod
    def parse(cls, text: str, currency: str = "", decimal: str | None = None) -> Money:
        """From what feeds write: "15.00 USD", "1.299,00 €", "12.5" (then in `currency`).

        `decimal` is the separator that the writer is known to use; otherwise it is guessed, and
        "1.299" is a thousand. Raises `ValueError` with the reason when there is no amount or it
        is negative.
        """
        found = Price.fromstring(text, decimal_separator=decimal)
        if found.amount is None:
            raise ValueError(f"the price {text!r} is not a number")
        if re.match(r"\s*[-−(]", text):
            raise ValueError(f"the price {text!r} is negative")
        return cls.of(found.amount, currency_code(found.currency or "") or currency)


def precision(currency: str) -> int:
    """Decimal digits of a currency: 2 for EUR, 0 for JPY, 2 where no currency is named."""
    return get_currency_precision(currency) if currency else 2


def currency_code(text: str) -> str:
    """The ISO code that a code or symbol stands for, "" when it stands for none."""
    code = SYMBOLS.get(text.strip(), text.strip().upper())
    return code if code in list_currencies() else ""
