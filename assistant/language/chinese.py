"""Traditional characters, Cantonese and other ways to speak, and how Chinese words sound (the only
imports of opencc and pypinyin)."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.lexicon import Lexicon
from retrieval.words import is_cjk

_WAYS = Lexicon.load().words["cantonese"]
_WRITTEN = re.compile("|".join(sorted(_WAYS, key=len, reverse=True)), re.IGNORECASE)
_DIALECT = Lexicon.load().words["dialect"]
_SPOKEN = re.compile("|".join(sorted(_DIALECT, key=len, reverse=True)))
_CANTONESE = re.compile(
    "[嘅唔冇揾搵嗰咩佢俾畀睇喺啲咗喼乜]|點解|邊[個隻款]|梳化|呢[個隻款啲張把盞件對度種]|仲有|得埋|縮骨遮"
)
"""What only Cantonese is written with."""


@lru_cache(maxsize=1)
def _converters() -> tuple:
    from opencc import OpenCC

    return OpenCC("t2s"), OpenCC("tw2sp")


def simplified(text: str) -> str:
    """The text in simplified characters; in Taiwan's words too (塑膠 → 塑料) where it was not."""
    if not is_cjk(text):
        return text
    characters, words = _converters()
    text = _SPOKEN.sub(lambda match: _DIALECT[match[0]], text)
    if _CANTONESE.search(text):
        return words.convert(_WRITTEN.sub(lambda match: _WAYS[match[0].lower()], text))
    return words.convert(text) if characters.convert(text) != text else text


@lru_cache(maxsize=20_000)
def pinyin(word: str) -> str:
    """How a Chinese word sounds, tones left out: what a recogniser or an input method mixes up."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(word))
