"""The page's words, of the file `page.toml` in each language's folder.

A list is the singular and the plural, chosen by `n`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from assistant.languages.pack import codes, messages, table
from assistant.languages.speaker import Speaker, Text, speaker
from retrieval.money import Money

LANGUAGES = codes()
"""The first one is spoken to whoever speaks none of them."""


class Texts:
    """The words in one language: `t("saved", n=2)`."""

    def __init__(self, speak: Speaker, table: Mapping[str, Text]) -> None:
        self.language = speak.code
        self.speaker = speak
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """A text, filled in. Raises `KeyError` where there is none of this name."""
        return self.speaker.text(self.table[key], values)

    def known(self, key: str, otherwise: str) -> str:
        """A text for a word of the catalogue's, that word itself where there is none."""
        text = self.table.get(key, otherwise)
        return text if isinstance(text, str) else otherwise

    def day(self, moment: date) -> str:
        """A day as people write it."""
        return self.speaker.formats.day(moment, "medium")

    def money(self, price: Money) -> str:
        """A price as people write it."""
        return self.speaker.formats.money(price)

    def short_money(self, price: Money) -> str:
        """A price without needless cents."""
        return self.speaker.formats.short_money(price)

    def figure(self, value: float) -> str:
        """A share of a score: two digits behind the mark."""
        return self.speaker.formats.number(value, "0.00")


@cache
def texts(language: str) -> Texts:
    """The words in one of `LANGUAGES`. Raises `KeyError` for another one."""
    return Texts(speaker(language), messages(language)["page"])


def name_of(language: str) -> str:
    """What a language calls itself."""
    return str(table(language, "language")["name"])


def preferred(accept_language: str, languages: Sequence[str] = LANGUAGES) -> str:
    """Which of some languages a browser likes best, by its Accept-Language header (RFC 9110); the
    first one where it likes none."""
    liked: dict[str, float] = {}
    for part in accept_language.split(","):
        tag, _, quality = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in languages:
            liked[language] = max(weight, liked.get(language, 0))
    return max(liked, key=lambda language: liked[language], default=languages[0])
