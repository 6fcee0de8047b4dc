"""Comparing prices across currencies, through a dated table of exchange rates.

The table that is shipped holds reference rates of the European Central Bank; a `rates.csv` with
the same columns in the catalogue's folder takes its place. Whoever shows a converted price shows
the date of its rate as well.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from pathlib import Path

from retrieval.errors import BadCatalogue
from retrieval.money import Money, currency_code, precision

SHIPPED = Path(__file__).with_name("rates.csv")


@dataclass(frozen=True)
class Rates:
    """What one euro is worth in each currency, on a day."""

    day: date  # of the oldest rate in the table
    per_eur: Mapping[str, Decimal]  # ISO code → units of that currency; EUR is 1

    @classmethod
    def read(cls, path: Path) -> Rates:
        """Rates from a CSV with the columns date, currency, per_eur. Raises `BadCatalogue`."""
        per_eur = {"EUR": Decimal(1)}
        days = []
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    code, rate = currency_code(row["currency"]), Decimal(row["per_eur"])
                    if not code or not rate.is_finite() or rate <= 0:
                        raise ValueError(f"{row['currency']} {row['per_eur']}")
                    per_eur[code] = rate
                    days.append(date.fromisoformat(row["date"]))
            return cls(min(days), per_eur)
        except (OSError, ValueError, KeyError, TypeError, InvalidOperation) as error:
            raise BadCatalogue(
                f"The exchange rates {path} cannot be read ({error}); give a CSV with the columns "
                "date (ISO 8601), currency (ISO code) and per_eur."
            ) from error

    @classmethod
    def of(cls, folder: Path) -> Rates:
        """The rates of a catalogue: its own `rates.csv`, or else the shipped ones."""
        own = folder / SHIPPED.name
        return cls.read(own) if own.is_file() else shipped_rates()

    def factor(self, currency: str, to: str) -> Fraction | None:
        """Minor units of `to` that one minor unit of `currency` is worth, exactly.

        None where a rate is not known. Figures without a currency are taken as they stand.
        """
        scale = Fraction(10) ** (precision(to) - precision(currency))
        if currency == to or not currency or not to:
            return scale
        if currency not in self.per_eur or to not in self.per_eur:
            return None
        return scale * Fraction(self.per_eur[to]) / Fraction(self.per_eur[currency])

    def convert(self, money: Money, to: str) -> Money | None:
        """The same worth in another currency, rounded half up; None where a rate is not known."""
        factor = self.factor(money.currency, to)
        return None if factor is None else Money(int(money.minor * factor + Fraction(1, 2)), to)

    def rank(self, price: Money) -> tuple[bool, Fraction]:
        """Sorts prices by worth; those whose currency has no rate come last, by their figures.

        (whether there is no rate, worth in cents of a euro or else the figure); the latter is
        proportional to the amount.
        """
        factor = self.factor(price.currency, "EUR")
        if factor is None:
            return True, Fraction(price.amount)
        return False, price.minor * factor

    def compare(self, price: Money, limit: Money) -> int | None:
        """-1, 0 or 1 as a price is below, at or above a limit, without rounding.

        None where a rate is not known.
        """
        factor = self.factor(price.currency, limit.currency)
        if factor is None:
            return None
        worth = price.minor * factor
        return (worth > limit.minor) - (worth < limit.minor)


@cache
def shipped_rates() -> Rates:
    """The rates that come with the program."""
    return Rates.read(SHIPPED)
