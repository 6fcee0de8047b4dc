"""Which attribute a question is about: "how long does it burn" is about the burn time."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from fusion.blocks import normalise
from retrieval.encoders.base import Encoder
from retrieval.encoders.compact import CompactEncoder
from retrieval.errors import ModelUnavailable

LEARNED = 0.5
"""Share of the learned likeness in the score; the rest is the encoder's own."""
WEIGHTS = Path(__file__).parent / "weights" / "fields.safetensors"
LIKELY, CLEARLY = 0.3, 0.1
"""How like a question an attribute's name must be, and by how much more so than the next."""
MATRICES = ("asked_in", "asked_out", "named_in", "named_out")
_WORD_BREAKS = re.compile(r"[_\-/]+|(?<=[a-z])(?=[A-Z])")


class Fields:
    """Ranks attribute names against questions. Remembers the vectors of names.

    The encoder's vectors of a question and of a name meet halfway: each is moved by a learned map
    of low rank, x + (x·A)·B, as questions about a thing rarely use the shop's words for it.
    """

    def __init__(self, encoder: Encoder, matrices: Mapping[str, np.ndarray]) -> None:
        """`matrices`: `MATRICES`, those in (d, r) and those out (r, d) float32."""
        self._encoder, self._matrices = encoder, matrices
        self._known: dict[str, np.ndarray] = {}

    def ranked(self, question: str, names: Sequence[str]) -> list[tuple[str, float]]:
        """Names with their likeness to a question, -1 to 1, likest first; their differences are
        the margins. Shops' spellings (`burn_time`, `burnTime`) are read as words."""
        if not names or not question.strip():
            return []
        new = [name for name in dict.fromkeys(names) if name not in self._known]
        if new:
            vectors = self._encoder.encode_texts([readable(name) for name in new])
            self._known.update(zip(new, vectors, strict=True))
        asked = self._encoder.encode_queries([question])
        named = np.stack([self._known[name] for name in names])
        scores = self.likeness(asked, named)[0]
        order = np.argsort(-scores, kind="stable")
        return [(names[i], float(scores[i])) for i in order]

    def likeness(self, asked: np.ndarray, named: np.ndarray) -> np.ndarray:
        """Unit rows of questions (n, d) and of names (m, d) to scores (n, m)."""
        moved = self._moved(asked, "asked") @ self._moved(named, "named").T
        return LEARNED * moved + (1 - LEARNED) * asked @ named.T

    def _moved(self, rows: np.ndarray, side: str) -> np.ndarray:
        inner, outer = self._matrices[f"{side}_in"], self._matrices[f"{side}_out"]
        return normalise(rows + rows @ inner @ outer)


def readable(name: str) -> str:
    """An attribute's name as words: `burn_time` is "burn time"."""
    return _WORD_BREAKS.sub(" ", name).strip().lower()


@lru_cache(maxsize=1)
def fields() -> Fields:
    """The ranking of this process, over the default text encoder. Raises `ModelUnavailable`."""
    try:
        return Fields(CompactEncoder(), load_file(WEIGHTS))
    except (OSError, SafetensorError) as error:
        raise ModelUnavailable(
            f"What tells the attribute of a question, {WEIGHTS}, cannot be read ({error}); train "
            "it with `python -m assistant.understanding.train_fields`."
        ) from error
