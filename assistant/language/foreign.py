"""What is said in a language that has no readers of its own, word by word in English.

The readers and the frames read English and Chinese. A pack with a `said.toml` is read through it:
set phrases first, then colours, materials, kinds of things (`words.toml`) and other words, and
what is composed of them ("Lederrucksack": "leather backpack"). What is not known stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from assistant.languages.detecting import ENDINGS, spoken
from assistant.languages.pack import DEFAULT, PACKS, codes, spellings, table
from assistant.lexicon import FACETS
from retrieval.words import is_cjk, plain

PLURAL = ("", "n")
"""What may stand behind the name of a thing: "Lampen"."""
JOINTS = ("", "s", "n", "en", "es")
"""What may stand between two words that make one: Leder-rucksack, Küchen-waage."""
SHORTEST = 4  # letters of a word that others may be composed with


def readable(text: str, knows: Callable[[str], object]) -> str:
    """A text in a language that is read: itself, or its English words. One word that `knows` has
    nothing of may be of any language: "Stahllampe"."""
    return in_english(text, language_of(text, DEFAULT, knows))


def language_of(text: str, before: str, knows: Callable[[str], object]) -> str:
    """The language of a text, `before` where neither its words nor what one alone names tell."""
    code = spoken(text, before)
    if len(text.split()) > 1 or knows(plain(in_english(text, code))):
        return code
    return next((one for one in codes() if knows(plain(in_english(text, one)))), code)


def in_english(text: str, code: str) -> str:
    """A text of this language in English words; the text itself where the language has no
    `said.toml`."""
    known = _known(code)
    if not known:
        return text
    pattern = _pattern(code)
    said = pattern.sub(lambda match: known[match[0]], plain(text))
    return re.sub(r"[^\W\d_]+", lambda match: _composed(match[0], code), said)


def as_said(words: str, text: str, code: str) -> str:
    """What a text calls what these English words do; the words where it has no one word for it."""
    named = (word for word in re.findall(r"[^\W\d_]+", text) if in_english(word, code) == words)
    return next(named, words)


@cache
def _known(code: str) -> dict[str, str]:
    """What is said, plain → its English words."""
    if code not in codes() or not (PACKS / code / "said.toml").exists():
        return {}
    said, words = table(code, "said"), table(code, "words")
    found = dict(_pairs(said["phrases"].items(), code))
    for facet in FACETS:
        bends = facet in ("colour", "pattern")
        for way, name in _pairs(words.get(facet, {}).items(), code):
            for end in ENDINGS if bends else PLURAL:
                found.setdefault(way + end, name)
    for way, name in _pairs(said["bending"].items(), code):
        for end in ENDINGS:
            found.setdefault(way + end, name)
    return {**found, **dict(_pairs(said["words"].items(), code))}


def _pairs(rows: Iterable[tuple[str, str | list[str]]], code: str) -> Iterator[tuple[str, str]]:
    for name, ways in rows:
        for way in [ways] if isinstance(ways, str) else ways:
            if not is_cjk(way):
                for one in spellings(way, code):
                    yield plain(one), name


@cache
def _pattern(code: str) -> re.Pattern[str]:
    ways = sorted(_known(code), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ways))})(?!\w)")


def _composed(word: str, code: str) -> str:
    """A word in the parts that it is composed of, where the last one names a thing."""
    things = _things(code)
    if word in _known(code) or len(word) < 2 * SHORTEST:
        return word
    for start in range(SHORTEST - 1, len(word) - SHORTEST + 1):
        if (thing := things.get(word[start:])) is None:
            continue
        first = word[:start]
        for joint in JOINTS:
            bare = first.removesuffix(joint)
            if first.endswith(joint) and bare in _known(code):
                return f"{_known(code)[bare]} {thing}"
        return f"{first} {thing}"
    return word


@cache
def _things(code: str) -> dict[str, str]:
    """The names of things that others may end with."""
    named = _pairs(table(code, "words").get("category", {}).items(), code)
    return {way + end: name for way, name in named for end in PLURAL if len(way) >= SHORTEST}
