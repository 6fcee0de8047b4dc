"""Traditional characters, and how Chinese words sound (the only imports of opencc and pypinyin)."""

from __future__ import annotations

from functools import lru_cache

from retrieval.words import is_cjk


@lru_cache(maxsize=1)
def _converters() -> tuple:
    from opencc import OpenCC

    return OpenCC("t2s"), OpenCC("tw2sp")


def simplified(text: str) -> str:
    """The text in simplified characters; in Taiwan's words too (塑膠 → 塑料) where it was not."""
    if not is_cjk(text):
        return text
    characters, words = _converters()
    return words.convert(text) if characters.convert(text) != text else text


@lru_cache(maxsize=20_000)
def pinyin(word: str) -> str:
    """How a Chinese word sounds, tones left out: what a recogniser or an input method mixes up."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(word))
