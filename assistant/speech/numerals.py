"""Numbers of a transcript in digits, as the rest of the turn is typed: "45 euros", 150块."""

from __future__ import annotations

import re

from assistant.language.numbers import digits
from retrieval.words import is_cjk

_WORDS = (
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    "sixteen|seventeen|eighteen|nineteen|twenty|thirty|fou?rty|fifty|sixty|seventy|eighty|ninety|"
    "hundred|thousand"
)
_RUN = re.compile(
    rf"\b(?:an? (?=hundred|thousand))?(?:{_WORDS})"
    rf"(?:(?:[\s-]+|(?<=hundred) and |(?<=thousand) and )(?:{_WORDS}))*\b(?![-'])",
    re.IGNORECASE,
)


def numerals(text: str) -> str:
    """The transcript with its numbers in digits; "one" alone, mostly a pronoun, stays."""
    if is_cjk(text):
        return digits(text)
    return _RUN.sub(lambda match: digits(match[0].lower().replace("-", " ")), text)
