"""How prices, figures and quotations stand in a reply, read back by rules of their own.

What a language writes is formatted here anew, by Babel, and never by the code that wrote the reply.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from babel.numbers import format_currency, format_decimal, get_decimal_symbol, list_currencies

from assistant.languages.pack import table
from retrieval.money import Money

_SIGN = r"[A-Z]{0,3}[€$£¥₹]"
_FIGURE = r"\d+(?:[.,]\d+)*"
_SPACE = r"[\s\u00a0\u202f]?"
_AMOUNT = re.compile(
    rf"(?P<before>{_SIGN}|\b[A-Z]{{3}}){_SPACE}(?P<one>{_FIGURE})"
    rf"|(?P<other>{_FIGURE}){_SPACE}(?P<after>(?:{_SIGN}|[A-Z]{{3}}\b)(?!\d))"
)
_NUMBER = re.compile(_FIGURE)
_WORD = re.compile(r"[^\W\d_]+")
_CURRENCIES = frozenset(list_currencies())
_LEAST = 2  # counts in words that are read: "one" is no count in "this one"


@dataclass(frozen=True)
class Notation:
    """What tells figures of one language."""

    locale: str
    quoted: re.Pattern[str]  # finds a quotation
    words: dict[str, float]  # counts in words

    @classmethod
    @cache
    def of(cls, language: str) -> Notation:
        """Of a language of the assistant's."""
        rules = table(language, "language")
        opening, closing = map(re.escape, rules["quotes"])
        words = {word: float(n) for n, word in enumerate(rules["counts"]) if n >= _LEAST}
        return cls(rules["numbers"], re.compile(f"{opening}([^{closing}]*){closing}"), words)

    def amount(self, price: Money) -> str:
        """A price as the language writes it, `bare`."""
        if not price.currency:
            return str(price.amount)
        return bare(format_currency(price.amount, price.currency, locale=self.locale))

    def coded(self, price: Money) -> str:
        """A price by the code of its currency, `bare`: where a sign would be another's."""
        return bare(f"{format_decimal(price.amount, locale=self.locale)}{price.currency}")

    def amounts(self, text: str) -> list[str]:
        """The prices in a text, as they stand there."""
        return [match[0] for match in _AMOUNT.finditer(text) if _is_price(match)]

    def besides_prices(self, text: str) -> set[float]:
        """The figures of a text that are no prices, in words too."""
        return self.numbers(_AMOUNT.sub(lambda m: " " if _is_price(m) else m[0], text))

    def numbers(self, text: str) -> set[float]:
        """All figures of a text, in words too."""
        found = set(map(self._value, set(_NUMBER.findall(text))))
        written = set(_WORD.findall(text.lower()))
        return found | {self.words[word] for word in written if word in self.words}

    @cached_property
    def _group(self) -> tuple[str, re.Pattern[str]]:
        """What stands between thousands, and a figure that has some."""
        group = "," if get_decimal_symbol(self.locale) == "." else "."
        return group, re.compile(rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:[.,]\d+)?")

    def _value(self, number: str) -> float:
        """The number that "1,250" or "4,5" or "4.50" stands for."""
        group, grouped = self._group
        if grouped.fullmatch(number):
            number = number.replace(group, "")
        plain = number.replace(",", ".")
        return float(plain) if plain.count(".") < 2 else float(plain.replace(".", ""))


def _is_price(match: re.Match[str]) -> bool:
    """Whether what stands beside a figure is a currency: "5 USB" has none."""
    sign = match["before"] or match["after"]
    return not sign.isalpha() or sign in _CURRENCIES


def bare(text: str) -> str:
    """Without blanks and needless cents: "15€" of "15,00 €"."""
    return re.sub(r"[\s\u00a0\u202f]|[.,]00(?!\d)", "", text)
