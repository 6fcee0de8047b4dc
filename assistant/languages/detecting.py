"""Which language somebody speaks: by script, by words that only one language has, by their shapes.

A turn too short to tell keeps the language that was spoken before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from assistant.languages.pack import DEFAULT, codes, spellings, table
from assistant.languages.speaker import speaker
from assistant.lexicon import Lexicon
from retrieval.words import CJK, plain

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_FUNCTION, _VALUE, _SHAPE = 3.0, 2.0, 1.5
"""What a function word, a word for a colour or a thing, and a word's shape speak for a language."""
ENDINGS = ("", "e", "en", "er", "es", "em", "n", "s")
"""What may stand behind a word for a value: "rote", "rucksacks"."""
_SHAPELY = 4  # letters of a word whose shape tells
_TABLES = ("wording", "part", "attribute", "value")
_SCRIPTS = {"han": re.compile(f"[{CJK}]")}


@dataclass(frozen=True)
class Marks:
    """What tells one language."""

    script: re.Pattern[str] | None  # that no other language has
    words: frozenset[str]
    values: frozenset[str]
    shapes: Sequence[re.Pattern[str]]

    def speaks(self, word: str) -> float:
        """How much a word speaks for the language."""
        if word in self.words:
            return _FUNCTION
        bare = plain(word)
        ends = (bare.removesuffix(end) for end in ENDINGS if bare.endswith(end))
        ends = (stem for stem in ends if stem + "s" != bare or _plural(bare))
        if any(stem in self.values for stem in ends):
            return _VALUE
        shaped = len(word) >= _SHAPELY and any(shape.search(word) for shape in self.shapes)
        return _SHAPE if shaped else 0.0


def spoken(text: str, before: str = DEFAULT) -> str:
    """The language of a text, `before` where it does not tell."""
    for code in codes():
        script = _marks(code).script
        if script and script.search(text):
            return code
    words = [unicodedata.normalize("NFC", word).lower() for word in _WORD.findall(text)]
    scores = {
        code: sum(_marks(code).speaks(word.replace("’", "'")) for word in words)
        for code in codes()
        if not _marks(code).script
    }
    best = max(scores.values(), default=0.0)
    leading = [code for code, score in scores.items() if score == best]
    return leading[0] if best and len(leading) == 1 else before


@cache
def _marks(code: str) -> Marks:
    rules: dict[str, Any] = table(code, "language")["detect"]
    values = set(_values(code))
    for other in codes():
        theirs = _values(other) if other != code else frozenset()
        values = {
            one
            for one in values
            if one not in theirs and not (_plural(one) and one.removesuffix("s") in theirs)
        }
    return Marks(
        _SCRIPTS.get(rules.get("script", "")),
        frozenset(way for word in rules["words"].split() for way in spellings(word, code)),
        frozenset(values),
        tuple(map(re.compile, rules["shapes"])),
    )


def _plural(word: str) -> bool:
    """Whether an "s" at the end of a word may be an ending: not that of "glass"."""
    return word.endswith("s") and not word.endswith("ss")


@cache
def _values(code: str) -> frozenset[str]:
    """The words that a language has for values: of the one that keys are in, the lexicon's."""
    speak = speaker(code)
    if not speak.words.plain_values:
        return speak.words.all
    lexicon = Lexicon.load()
    ways = {way for names in lexicon.canonical.values() for way in names}
    ways |= {name for one in _TABLES for name in lexicon.words[one].values()}
    ways |= set(lexicon.words["audience"])
    return frozenset(word for way in ways if way.isascii() for word in plain(way).split())
