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
