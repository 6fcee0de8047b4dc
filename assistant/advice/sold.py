"""What no shop here sells: a thing that was asked for, and that nothing in the catalogue speaks of.

A noun after "do you have", "looking for", 有…吗 is what is wanted. Where no kind of thing is called
so, no text of any product has the word, or nothing in the catalogue is like it, the honest answer
is that it is not sold here.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache

from assistant.understanding.cues import PACKS
from retrieval.lexical import STOP_WORDS, Lexical
from retrieval.words import is_cjk, singular

MOST_WORDS = 3  # of a noun phrase


@lru_cache(maxsize=2)
def _frames(bare: bool) -> tuple[re.Pattern[str], ...]:
    """How people ask for a thing, in every language; the group "what" begins with the thing."""
    texts: list[str] = []
    for pack in sorted(PACKS.glob("*/wishes.toml")):
        table = tomllib.loads(pack.read_text(encoding="utf-8"))
        texts += [*table["asks_for"], *(table["names"] if bare else ())]
    return tuple(map(re.compile, texts))


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    texts: list[str] = []
    for pack in sorted(PACKS.glob("*/wishes.toml")):
        texts += tomllib.loads(pack.read_text(encoding="utf-8"))["noun_ends"]
    return re.compile("|".join(texts))


def named(text: str, wording: str, bare: bool = False) -> str:
    """The thing that a normalised text asks for, "" where there is none.

    `wording`: its words that no grammar has taken and that are no chatter. With `bare`, a thing
    may be named without being asked for, as who begins a conversation does.
    """
    for frame in _frames(bare):
        match = frame.search(text)
        if match and (noun := _noun(match["what"])):
            return noun if is_cjk(noun) or set(noun.split()) <= _forms(wording) else ""
    return ""


def _forms(wording: str) -> set[str]:
    words = wording.split()
    return {*words, *map(singular, words)}


def _noun(text: str) -> str:
    """The noun phrase that a text begins with, without what qualifies it from behind."""
    end = _ends().search(text)
    phrase = text[: end.start()] if end else text
    phrase = phrase.strip(" ,.!?;:，。！？")
    if is_cjk(phrase):
        return phrase if 1 < len(phrase) <= 8 else ""
    found = [word for word in re.findall(r"[a-z][a-z'-]+", phrase) if word not in STOP_WORDS]
    return singular(" ".join(found)) if 0 < len(found) <= MOST_WORDS else ""


def is_strange(noun: str, lexical: Lexical) -> bool:
    """Whether no word of a thing's name occurs in a text of any product."""
    words = [noun] if is_cjk(noun) else noun.split()
    return not any(lexical.knows(word) for word in words)
