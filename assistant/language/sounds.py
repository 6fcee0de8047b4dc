"""How an English word sounds, roughly: words that a recogniser confuses have the same key."""

from __future__ import annotations

import re
from functools import lru_cache

_RULES = [
    (re.compile(pattern), key)
    for pattern, key in (
        (r"[^a-z]", ""),
        (r"^kn|^gn|^pn", "n"),
        (r"^wr", "r"),
        (r"^wh", "w"),
        (r"ph", "f"),
        (r"tch|ch|sh", "x"),
        (r"th", "t"),
        (r"igh", "i"),
        (r"gh(?=t)|mb$", lambda m: "m" if m[0] == "mb" else ""),
        (r"dge?", lambda m: "j" if len(m[0]) > 1 else "d"),
        (r"ck|q|c(?![eiy])", "k"),
        (r"c|z", "s"),
        (r"x$", "ks"),
        (r"(?<=[^aeiou])e$|(?<=[aeiou][^aeiou])e$", ""),
        (r"ew|ue|oo|ui|ou", "u"),
        (r"ea|ee|ei|ey|ie|ae", "e"),
        (r"ai|ay", "a"),
        (r"oa|ow|oe", "o"),
        (r"(?<=[a-z])[ey]$", "e"),
        (r"(.)\1+", r"\1"),
    )
]


_CLASSES = ("aeiou", "bp", "dt", "gk", "fv", "sxz", "mn", "jx")
"""Letters of a key that are mistaken for each other."""


def nearly(one: str, other: str) -> bool:
    """Whether two keys are the same but for one vowel, or one consonant of the same class."""
    if len(one) != len(other):
        longer, shorter = sorted((one, other), key=len, reverse=True)
        return any(
            longer[i] in "aeiouhwy" and longer[:i] + longer[i + 1 :] == shorter
            for i in range(len(longer))
        )
    apart = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    return len(apart) <= 1 and all(any({a, b} <= set(c) for c in _CLASSES) for a, b in apart)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """A key of letters that stands for the sound of a word or of words run together.

    In the manner of Metaphone (Philips, 1990), but vowels stay, by their class: without them "red"
    is "ride".
    """
    key = word.lower()
    for pattern, replacement in _RULES:
        key = pattern.sub(replacement, key)
    return key
