"""Which attribute a question is about, by the likeness of their vectors."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from retrieval.encoders.base import Encoder

_WORD_BREAKS = re.compile(r"[_\-/]+|(?<=[a-z])(?=[A-Z])")


class Fields:
    """Ranks attribute names against questions. Remembers the vectors of names."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, np.ndarray] = {}

    def ranked(self, question: str, names: Sequence[str]) -> list[tuple[str, float]]:
        """Names with the cosine of each to a question, likest first; their differences are the
        margins. Shops' spellings (`burn_time`, `burnTime`) are read as words."""
        if not names or not question.strip():
            return []
        new = [name for name in dict.fromkeys(names) if name not in self._known]
        if new:
            vectors = self._encoder.encode_queries([readable(name) for name in new])
            self._known.update(zip(new, vectors, strict=True))
        asked = self._encoder.encode_queries([question])[0]
        likeness = np.stack([self._known[name] for name in names]) @ asked
        order = np.argsort(-likeness, kind="stable")
        return [(names[i], float(likeness[i])) for i in order]


def readable(name: str) -> str:
    """An attribute's name as words: `burn_time` is "burn time"."""
    return _WORD_BREAKS.sub(" ", name).strip().lower()
