"""Which of an item's own statements answers a question: "can I swim with it" – "water resistant".

Question and statements are compared by the text encoder. Some statements are near to every
question; how near each is to questions of no particular content is taken away first, as is done
for hubs (Radovanović et al., *Hubs in Space*, 2010, doi:10.5555/1756006.1953015).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache

import numpy as np

from assistant.explain.evidence import quotable
from assistant.understanding.cues import PACKS
from retrieval.encoders import Encoder
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.offers import Offer

NEAR = 0.08
"""By how much a statement must be nearer to the question than to others. On two dozen questions
about the demo's things that its shops answer or leave open, right and wrong part there."""
NEAR_WHOLE = 0.2
"""The same for a sentence that describes the whole thing: it is near to much."""
WHOLE = 60  # characters of a sentence that may describe the whole thing
LONGEST = 140
MOST_VALUES = 60
ALIKE = 0.35  # likeness of two words that mean about the same
APART = 0.05
MOST = 16  # statements of an item that are looked at

_SENTENCE = re.compile(r"(?<=[.!?;。；])\s+|(?<=[。；])")


def statements(offer: Offer) -> tuple[str, ...]:
    """What an offer states, a field or a sentence each."""
    spaced = [(name.replace("_", " "), value) for name, value in offer.attributes.items()]
    told = [f"{name}: {value}" for name, value in spaced if name not in FEED_NAMES]
    told += filter(None, map(str.strip, _SENTENCE.split(offer.description)))
    return tuple(
        text for text in told if len(text) <= LONGEST and text != offer.title and quotable(text)
    )[:MOST]


def answering(offer: Offer, question: str, encoder: Encoder) -> str:
    """The statement of an offer that answers a question best, as it stands; "" for none."""
    told = statements(offer)
    if not told or not question.strip():
        return ""
    rows, usual = _rows(told, encoder)
    nearer = rows @ encoder.encode_queries([question])[0] - usual
    for place in np.argsort(-nearer):
        needed = NEAR_WHOLE if len(told[place]) > WHOLE else NEAR
        if nearer[place] >= needed:
            return told[place]
    return ""


@lru_cache(maxsize=512)
def _rows(told: tuple[str, ...], encoder: Encoder) -> tuple[np.ndarray, np.ndarray]:
    """(n, text_dim) float32 of statements, and (n,) how near each is to any question."""
    rows = encoder.encode_texts(told)
    usual = rows @ _generic(encoder).T
    return rows, usual.mean(axis=1) + usual.std(axis=1)


@lru_cache(maxsize=4)
def _generic(encoder: Encoder) -> np.ndarray:
    texts: list[str] = []
    for pack in sorted(PACKS.glob("*/questions.toml")):
        texts += tomllib.loads(pack.read_text(encoding="utf-8"))["generic"]
    return encoder.encode_queries(texts)


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
