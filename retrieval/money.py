"""Money as integer minor units and an ISO 4217 currency: no rounding, exact comparisons."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from babel.numbers import format_currency

from retrieval.amounts import read_amount
from retrieval.currencies import currency_of, precision

__all__ = ["Money", "currency_code", "precision"]


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
    def parse(cls, text: str, currency: str = "", decimal: str = "", stated: str = "") -> Money:
        """From what feeds write: "15.00 USD", "1.299,00 €", "12.5" (then in `currency`).

        As `retrieval.amounts.read_amount`, which says what is refused. Raises `ValueError`.
        """
        return cls.of(*read_amount(text, currency, stated, decimal))


def currency_code(text: str) -> str:
    """The ISO code that a code or symbol stands for, "" when it stands for none."""
    return currency_of(text)
