"""Where Chinese words begin and end (the only import of jieba)."""

from __future__ import annotations

import logging
import re
from functools import lru_cache

import jieba

from assistant.lexicon import Lexicon
from assistant.lexicon.things import chinese

QUALIFIERS = "大小新旧红黑白蓝绿黄灰粉紫"


@lru_cache(maxsize=1)
def _tokenizer() -> jieba.Tokenizer:
    """A tokenizer of our own, with the lexicon's words. Takes most of a second, once.

    Its dictionary is read here rather than by jieba, which would leave a cache in a folder that
    everyone may write to.
    """
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tokenizer.get_dict_file() as file:
        tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(file)
    tokenizer.initialized = True
    for word in chinese():  # 拿铁 is no iron
        tokenizer.add_word(word)
    for surfaces in Lexicon.load().canonical.values():
        for surface in surfaces:
            if len(surface) > 1 and not surface.isascii():
                tokenizer.add_word(surface)
    return tokenizer


@lru_cache(maxsize=500)
def words(text: str) -> tuple[tuple[str, int, int], ...]:
    """(word, start, end) of a text in order."""
    begun = 0
    found: list[tuple[str, int, int]] = []
    for counted in _COUNTED.finditer(text):  # 买个头戴的: a measure word, no 个头
        found += _between(text, begun, counted.end())
        begun = counted.end()
    return tuple(found + _between(text, begun, len(text)))


_COUNTED = re.compile("(?<=[买要来找送换选挑])个(?=[^子人体性])")


def _between(text: str, start: int, end: int) -> list[tuple[str, int, int]]:
    found = _tokenizer().tokenize(text[start:end])
    return [(word, start + begin, start + stop) for word, begin, stop in found]


def is_odd(text: str, start: int, end: int) -> bool:
    """Whether a span is no dictionary's word, though words begin and end where it does."""
    if _tokenizer().FREQ.get(text[start:end], 0) > 0:
        return False
    found = words(text)
    return start in {begin for _, begin, _ in found} and end in {stop for _, _, stop in found}


def is_word(text: str, position: int, *, qualified: bool = False) -> bool:
    """Whether the character at a position is a word by itself.

    With `qualified`, whether it is one behind a size or colour of one character: 碗 in 大碗.
    """
    for word, start, end in words(text):
        if qualified and end == position + 1 and len(word) == 2 and word[0] in QUALIFIERS:
            return True
        if start == position and end == position + 1:
            return True
    return False
