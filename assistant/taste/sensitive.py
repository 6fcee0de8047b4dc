"""What is never learnt, kept or used: words that tell of health, belief, origin and the like.

The words are in `sensitive.toml`, by trait (those of the General Data Protection Regulation,
Art. 9, and some more) and language. One with a star stands for all that begin with it. A word too
many costs a preference, a word too few somebody's secret: so the list is wide.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache
from pathlib import Path

from retrieval.words import is_cjk, plain

_FILE = Path(__file__).with_name("sensitive.toml")


@cache
def terms() -> dict[str, tuple[str, ...]]:
    """Trait → its words in all languages, plain."""
    table = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {
        trait: tuple(plain(word) for words in languages.values() for word in words)
        for trait, languages in table.items()
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Finds any of the words in a plain text."""
    ways = []
    for word in (one for words in terms().values() for one in words):
        body = re.escape(word.rstrip("*")).replace(r"\ ", r"[\s-]+")
        if is_cjk(word):
            ways.append(body)
        else:
            ways.append(rf"\b{body}" if word.endswith("*") else rf"\b{body}(?:s|es|en|n)?\b")
    return re.compile("|".join(ways))


@lru_cache(maxsize=4096)
def is_sensitive(text: str) -> bool:
    """Whether a text tells of a sensitive trait."""
    return bool(_pattern().search(plain(text)))
