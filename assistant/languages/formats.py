"""How a language writes numbers, prices, days and lists (CLDR, by Babel)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import (
    format_currency,
    format_decimal,
    get_currency_name,
    get_decimal_symbol,
    get_group_symbol,
)

from retrieval.money import Money

Length = Literal["medium", "long"]
Style = Literal["standard", "or"]
"""Of a list: of things that all hold, or of alternatives."""


class Formats:
    """The formats of one language.

    `numbers` and `texts` are CLDR locales: of figures and prices, and of lists and days.
    """

    def __init__(self, numbers: str, texts: str) -> None:
        self._numbers = numbers
        self._texts = texts
        self._plurals = Locale.parse(texts).plural_form
        self.decimal = str(get_decimal_symbol(numbers))
        self.group = str(get_group_symbol(numbers))

    def plural(self, count: float) -> str:
        """The plural category of a count: "one", "other", …"""
        return str(self._plurals(Decimal(f"{count:.10g}")))

    def number(self, value: float | Decimal, pattern: str | None = None) -> str:
        """ "1,250", "4.5"; the digits that count, or as a CLDR pattern says."""
        exact = Decimal(f"{value:.10g}") if isinstance(value, float) else value
        return str(
            format_decimal(exact, format=pattern or "#,##0.##########", locale=self._numbers)
        )

    def money(self, price: Money) -> str:
        """ "€12.50"; without a currency the amount alone."""
        if not price.currency:
            return self.number(price.amount, "#,##0.00")
        return str(format_currency(price.amount, price.currency, locale=self._numbers))

    def currency(self, code: str) -> str:
        """A currency as people call it: "US dollars"."""
        return str(get_currency_name(code, count=2, locale=self._texts))

    def short_money(self, price: Money) -> str:
        """A price without needless cents: "€60"; by its code where a sign would be another's."""
        if price.currency == "CNY":
            return f"{self.number(price.amount)} CNY"
        return self.money(price).replace(f"{self.decimal}00", "")

    def day(self, day: date, length: Length = "long") -> str:
        """ "31 December 2024"; "medium" is shorter."""
        return str(format_date(day, length, locale=self._texts))

    def weekday(self, day: date) -> str:
        """ "Tuesday"."""
        return str(format_date(day, "EEEE", locale=self._texts))

    def country(self, code: str) -> str:
        """A country's name, its code where there is none."""
        return str(Locale.parse(self._texts).territories.get(code, code))

    def listed(self, parts: Sequence[str], style: Style = "standard") -> str:
        """ "a, b and c"; "or" for alternatives."""
        return str(format_list(list(parts), style=style, locale=self._texts))
