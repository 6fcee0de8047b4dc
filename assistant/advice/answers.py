"""Which of a thing's own statements bears on what a shopper says: "can I swim with it" – "water
resistant to 50 m"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.explain.evidence import quotable
from assistant.understanding.bearing.marked import BEARINGS, NOTHING
from assistant.understanding.bearing.model import reader
from retrieval.encoders import Encoder
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.offers import Offer

SURE = 0.42
"""How likely a statement must bear on what is said, to be given as the answer."""
CLOSE = 0.3
"""The same for what is said to come closest, where nothing answers."""
PLAIN = 0.75
"""The same for it to be said that the answer is yes, or no."""
LONGEST = 140
MOST_VALUES = 60
ALIKE = 0.35  # likeness of two words that mean about the same
APART = 0.05
MOST = 24  # statements of a thing that are looked at

_FLAG = re.compile(r": (?:no|false|0|nein|否)$", re.IGNORECASE)
"""What a feed ticks for none of the things: it answers nobody's question."""
_SENTENCE = re.compile(r"(?<=[.!?;。；])\s+|(?<=[。；])")


@dataclass(frozen=True)
class Borne:
    """A statement that bears on what is said, and how."""

    statement: str  # as it stands
    bearing: str  # one of `BEARINGS`, never "nothing"
    share: float  # how likely it bears on it at all


def statements(offers: Iterable[Offer]) -> tuple[str, ...]:
    """What offers of one thing state, a field or a sentence each; the first one's first."""
    found: dict[str, str] = {}
    for offer in offers:
        spaced = [(name.replace("_", " "), value) for name, value in offer.attributes.items()]
        told = [f"{name}: {value}" for name, value in spaced if name not in FEED_NAMES]
        told = [text for text in told if not _FLAG.search(text)]
        told += filter(None, map(str.strip, _SENTENCE.split(offer.description)))
        for text in told:
            if len(text) <= LONGEST and text != offer.title and quotable(text):
                found.setdefault(text.casefold().rstrip(".。"), text)
    return tuple(found.values())[:MOST]


def bearing(said: str, told: Sequence[str]) -> list[Borne]:
    """The statements that may bear on what is said, the likeliest first."""
    if not said.strip():
        return []
    shares = reader().judge(said, told)
    nothing = BEARINGS.index(NOTHING)
    found = []
    for text, row in zip(told, shares, strict=True):
        others = [0.0 if place == nothing else float(share) for place, share in enumerate(row)]
        best = int(np.argmax(others))
        found.append(Borne(text, BEARINGS[best], 1 - float(row[nothing])))
    return sorted((one for one in found if one.share >= CLOSE), key=lambda one: -one.share)


def nearest_value(word: str, alike: Iterable[Facts], encoder: Encoder) -> list[str]:
    """The value among what alike offers state that means about what a word does, at most one."""
    values = list(
        dict.fromkeys(
            value
            for facts in alike
            for name, value in facts.attributes.items()
            if name not in FEED_NAMES
            and not facet_of(name)
            and re.fullmatch(r"[a-z -]{3,30}", value)
        )
    )[:MOST_VALUES]
    if len(values) < 2:
        return []
    likeness = encoder.encode_queries(values) @ encoder.encode_queries([word])[0]
    best, second = np.argsort(-likeness)[:2]
    clear = likeness[best] >= ALIKE and likeness[best] - likeness[second] >= APART
    return [values[best]] if clear else []
