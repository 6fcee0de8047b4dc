"""Two hearings of one utterance become one: hot words count only where they explain more.

A prompt of phrases makes a recogniser say the right one, and sometimes a wrong one elsewhere. Of
what the second hearing changed, only that is kept which puts a longer phrase of the trade there
than the first had: "dark rose" becomes "dark roast", and "dark roast" does not become "dark, rose".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from retrieval.words import CJK

LONGEST = 4  # words, or Chinese characters, of a phrase
_TOKEN = re.compile(rf"[{CJK}][^\w\s]*\s*|[^\s{CJK}]+\s*")

Phrases = Collection[tuple[str, ...]]


def tokens(text: str) -> list[str]:
    """The words of a text, Chinese characters by themselves, with the signs and blanks behind."""
    return _TOKEN.findall(text)


def keys(text_tokens: Sequence[str]) -> tuple[str, ...]:
    """Tokens as they are compared: lower case, without signs."""
    return tuple(re.sub(r"[^\w']", "", token.lower()) for token in text_tokens)


def strengths(words: Sequence[str], phrases: Phrases) -> list[int]:
    """For each word, how many words the longest of the phrases has that it is part of here."""
    found = [0] * len(words)
    for length in range(1, LONGEST + 1):
        for start in range(len(words) - length + 1):
            if tuple(words[start : start + length]) in phrases:
                found[start : start + length] = [length] * length
    return found


def best_explained(texts: Sequence[str], phrases: Phrases) -> str:
    """The first text, merged with the one of the others that explains most of it."""
    candidates = [merged(texts[0], text, phrases) for text in texts]
    return max(candidates, key=lambda text: sum(strengths(keys(tokens(text)), phrases)))


def merged(first: str, again: str, phrases: Phrases) -> str:
    """`first` with those changes of `again` that a longer phrase speaks for."""
    old, new = tokens(first), tokens(again)
    old_keys, new_keys = keys(old), keys(new)
    before, after = strengths(old_keys, phrases), strengths(new_keys, phrases)
    out: list[str] = []
    matcher = SequenceMatcher(None, old_keys, new_keys, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        gained = min(after[k:m], default=0) > max(before[i:j], default=int(kind == "insert"))
        out += new[k:m] if kind != "equal" and gained else old[i:j]
    return re.sub(r"\s+", " ", "".join(_spaced(out))).strip()


def _spaced(parts: Sequence[str]) -> list[str]:
    """Words that ended one of the texts have no blank behind them; they get one."""
    return [part if re.match(f"[{CJK}]", part) else f"{part.rstrip()} " for part in parts]
