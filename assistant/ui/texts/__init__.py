"""The page's words, a file a language: `en.toml` and `zh.toml` have the same keys.

A list is the singular and the plural, chosen by `n`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from assistant.dialogue.sayings import messages

LANGUAGES = ("en", "zh")
"""The first one is spoken to whoever speaks none of them."""


class Texts:
    """The words in one language: `t("saved", n=2)`."""

    def __init__(self, language: str, table: Mapping[str, str | list[str]]) -> None:
        self.language = language
        self.table = table

    def __call__(self, key: str, **values: object) -> str:
        """A text, filled in. Raises `KeyError` where there is none of this name."""
        text = self.table[key]
        if isinstance(text, list):
            text = text[values["n"] != 1]
        return text.format(**values)

    def known(self, key: str, otherwise: str) -> str:
        """A text for a word of the catalogue's, that word itself where there is none."""
        text = self.table.get(key, otherwise)
        return text if isinstance(text, str) else otherwise

    def day(self, moment: date) -> str:
        """A day as people write it."""
        return self("day", day=moment)


@cache
def texts(language: str) -> Texts:
    """The words in one of `LANGUAGES`. Raises `KeyError` for another one."""
    if language not in LANGUAGES:
        raise KeyError(language)
    file = files(__package__).joinpath(f"{language}.toml")
    own = tomllib.loads(file.read_text(encoding="utf-8"))
    return Texts(language, {**own, **messages(language)["page"]})


def preferred(accept_language: str) -> str:
    """Which of `LANGUAGES` a browser likes best, by its Accept-Language header (RFC 9110)."""
    liked: dict[str, float] = {}
    for part in accept_language.split(","):
        tag, _, quality = part.strip().partition(";")
        language = tag.split("-")[0].lower()
        try:
            weight = float(quality.strip().removeprefix("q=") or 1)
        except ValueError:
            continue
        if language in LANGUAGES:
            liked[language] = max(weight, liked.get(language, 0))
    return max(liked, key=lambda language: liked[language], default=LANGUAGES[0])
