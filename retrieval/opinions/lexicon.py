"""The words that opinions are recognised by, read from `lexicon.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Phrase = tuple[str, ...]
"""Words in a row, lower case."""

_ENTRY = re.compile(r'"([^"]+)"|(\S+)')


@dataclass(frozen=True)
class Lexicon:
    """Opinion words, negations and the names of aspects."""

    polarity: Mapping[Phrase, int]  # +1 for, -1 against
    negators: frozenset[str]
    idioms: frozenset[Phrase]  # in which a negator negates nothing
    unsure: frozenset[Phrase]  # make a clause no opinion
    likers: frozenset[str]  # words after which "like" judges
    names: Mapping[str, str]  # word → the aspect it names
    judges: Mapping[Phrase, str]  # opinion word → the aspect it judges
    not_aspects: frozenset[str]
    after_noun: frozenset[str]  # words that may follow a noun
    asides: frozenset[str]  # words after which something is where or what for, not what is judged
    believing: frozenset[str]  # verbs over which a negator reaches further: "I don't think it is"


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the program."""
    stated = tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text("utf-8"))
    signs = {"for": 1, "against": -1}
    return Lexicon(
        {p: signs[side] for side, text in stated["polarity"].items() for p in _phrases(text)},
        frozenset(stated["negation"]["before"].split()),
        frozenset(tuple(text.split()) for text in stated["negation"]["idioms"]),
        frozenset(tuple(text.split()) for text in stated["unsure"]["words"]),
        frozenset(stated["like"]["after"].split()),
        {word: aspect for aspect, text in stated["aspect"].items() for word in text.split()},
        {p: aspect for aspect, text in stated["judges"].items() for p in _phrases(text)},
        frozenset(stated["other"]["nouns"].split()),
        frozenset(stated["other"]["after_noun"].split()),
        frozenset(stated["other"]["asides"].split()),
        frozenset(stated["negation"]["believing"].split()),
    )


def _phrases(text: str) -> list[Phrase]:
    return [tuple((quoted or word).split()) for quoted, word in _ENTRY.findall(text)]
