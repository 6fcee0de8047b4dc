"""Which of a thing's own statements bears on what a shopper says: "can I swim with it" – "water
resistant to 50 m"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.explain.evidence import quotable
from assistant.language.segmentation import words as segments
from assistant.lexicon import Lexicon
from assistant.lexicon.things import chinese
from assistant.understanding.bearing.marked import BEARINGS, NOTHING
from assistant.understanding.bearing.model import reader
from retrieval.encoders import Encoder
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.lexical import STOP_WORDS, tokens
from retrieval.offers import Offer
from retrieval.words import is_cjk, singular

SURE = 0.42
"""How likely a statement must bear on what is said, to be given as the answer."""
CLOSE = 0.3
"""The same for what is said to come closest, where nothing answers."""
PLAIN = 0.75
"""The same for it to be said that the answer is yes, or no."""
SHARED = 0.4
"""What it adds to that if a statement has all words of the question that tell something."""
LEAST = 4  # letters that two words of one stem have in common
LONGEST = 140
MOST_VALUES = 60
ALIKE = 0.35  # likeness of two words that mean about the same
APART = 0.05
MOST = 24  # statements of a thing that are looked at
KEPT = 256  # judgements that are kept: a turn asks for the same one several times

_IDLE = frozenset(
    tokens(
        "does can will would could should come get got use used have has any anything some really "
        "what how which where when who why much many kind sort type like with without need want "
        "tell good okay fine still also look one ones thing put take make made work works them "
        "they fit fits they're it's"
    )
)
"""Words of questions that do not tell what they are about."""
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
    every = judged(said, told)
    return sorted((one for one in every if one.share >= CLOSE), key=lambda one: -one.share)


def judged(said: str, told: Sequence[str]) -> tuple[Borne, ...]:
    """Each statement with how it bears on what is said, if it does."""
    return _judged(said, tuple(told)) if said.strip() else ()


@lru_cache(KEPT)
def _judged(said: str, told: tuple[str, ...]) -> tuple[Borne, ...]:
    shares = reader().judge(said, told)
    nothing = BEARINGS.index(NOTHING)
    found = []
    for text, row in zip(told, shares, strict=True):
        others = [0.0 if place == nothing else float(share) for place, share in enumerate(row)]
        best = int(np.argmax(others))
        found.append(Borne(text, BEARINGS[best], 1 - float(row[nothing])))
    return tuple(found)


def telling(text: str, beside: str = "") -> list[frozenset[str]]:
    """The words of a question that tell what it is about, each as the stems that a text may say it
    by: its own, and those of what it means by the lexicon and, of Chinese, by the dictionary.
    `beside`: words that tell nothing here, such as the kind of thing that is asked about."""
    meant = Lexicon.load().meant["answers"]
    idle = STOP_WORDS | _IDLE | frozenset(tokens(beside))
    found: list[frozenset[str]] = []
    if is_cjk(text):
        glosses = Lexicon.load().words["wording"]
        left = text
        for way in (*meant, *sorted(filter(is_cjk, glosses), key=len, reverse=True)):
            if is_cjk(way) and way in left:
                names = meant.get(way) or (glosses[way],)
                found.append(_stems(*names))
                left = left.replace(way, " ")
        for word, _, _ in segments(left):
            if is_cjk(word) and (nouns := chinese().get(word)):
                found.append(_stems(*nouns) - idle)
        found += [_stems(word) for word in re.findall(r"[a-z][a-z0-9-]+", text.lower())]
        return [stems for stems in found if stems]
    for way, names in meant.items():
        if " " in way and re.search(rf"\b{way}", text):
            found.append(_stems(*names))
    for word in re.findall(r"[^\W_]{2,}(?:-[^\W_]+)*", text.lower()):
        own = _stems(word) - idle
        if own and (len(word) > 2 or word.isupper() or word in meant):
            found.append(own | _stems(*meant.get(singular(word), ())))
    return found


def shared(statement: str, words: Sequence[frozenset[str]]) -> float:
    """The share of the words of a question that a statement has, 0 for none of none."""
    if not words:
        return 0.0
    here = set(tokens(statement))
    return sum(any(_alike(a, b) for a in one for b in here) for one in words) / len(words)


def ranked(said: str, told: Sequence[str], beside: str = "") -> list[tuple[Borne, float]]:
    """All statements with how well they answer what is said, the best first: as the model judges,
    helped by the words that both have."""
    words = telling(said, beside)
    every = [(one, one.share + SHARED * shared(one.statement, words)) for one in judged(said, told)]
    return sorted(every, key=lambda pair: -pair[1])


def answering(said: str, told: Sequence[str], beside: str = "") -> list[Borne]:
    """The statements that answer what is said, the best first."""
    return [one for one, score in ranked(said, told, beside) if score >= SURE]


def _stems(*words: str) -> frozenset[str]:
    return frozenset(stem for word in words for stem in tokens(word))


def _alike(one: str, other: str) -> bool:
    """Whether two stems are of one word: "slip" of "slipperi"."""
    if one == other:
        return True
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) >= LEAST and longer.startswith(shorter)


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
