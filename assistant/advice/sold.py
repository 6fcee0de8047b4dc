"""What no shop here sells: a thing that was asked for and that no text of a product speaks of."""

from __future__ import annotations

from retrieval.lexical import STOP_WORDS, Lexical
from retrieval.words import is_cjk


def is_strange(noun: str, lexical: Lexical) -> bool:
    """Whether no word of a thing's name occurs in a text of any product."""
    words = [noun] if is_cjk(noun) else [w for w in noun.split() if w not in STOP_WORDS]
    return not any(lexical.knows(word) for word in words)
