"""What the shop itself says to a question that no catalogue answers: delivery, returns, payment.

Questions are compared by the text encoder: the more plainly one is about the shop itself, the less
near it must be.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from assistant.house import HouseAnswer
from assistant.languages.detecting import spoken
from retrieval.encoders import Encoder

ASKED = 0.3
"""Likeness from which an answer is given to who plainly asks about the shop itself. On two dozen
questions in three languages and a dozen answers, all but three find theirs and none another's."""
LOST = 0.45
"""The same where a question is none about the catalogue, and may be about anything."""
QUOTED = 0.6
"""The same where it may be about the catalogue: nearly the question as it stands in the file."""


def house_answer(
    answers: Sequence[HouseAnswer], question: str, language: str, least: float, encoder: Encoder
) -> str:
    """The answer whose question is nearest, "" where none is `least` near.

    Those in the shopper's language come first; where there is none, another one's is given.
    """
    if not answers or not question.strip():
        return ""
    asked = encoder.encode_queries([question])[0]
    own = tuple(one for one in answers if _language(one) == language)
    for some in (own, tuple(answers)):
        if not some:
            continue
        nearness = _rows(some, encoder) @ asked
        best = int(np.argmax(nearness))
        if nearness[best] >= least:
            return some[best].answer
    return ""


@lru_cache(maxsize=8)
def _rows(answers: tuple[HouseAnswer, ...], encoder: Encoder) -> np.ndarray:
    """(n, text_dim) float32 of unit length: questions and what is said to them, half and half."""
    asked = encoder.encode_queries([one.question for one in answers])
    told = encoder.encode_texts([f"{one.question} {one.answer}" for one in answers])
    both = asked + told
    return both / np.maximum(np.linalg.norm(both, axis=1, keepdims=True), 1e-9)


@lru_cache(maxsize=2048)
def _language(one: HouseAnswer) -> str:
    return spoken(f"{one.question} {one.answer}")
