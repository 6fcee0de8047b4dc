"""What the heads are told beside the words, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class HeadContext:
    """Where the conversation stands before the turn."""

    begun: bool = False  # whether something was asked before
    shown: int = 0  # items on the screen
    photo: bool = False  # whether the turn brings a photo


@dataclass(frozen=True)
class SpanRole:
    """A run of words and the part it plays."""

    start: int  # characters into the text
    end: int
    text: str
    role: str  # one of `ROLES`, never "none"
    probability: float  # of its least likely word


@dataclass(frozen=True)
class HeadReading:
    """Acts and roles of one turn."""

    acts: Mapping[str, float]  # every act of `ACTS` and how likely the turn does it, on its own
    roles: tuple[SpanRole, ...]  # in order
    vector: np.ndarray  # (d,) float32: the encoder's query vector of the text, from the same pass

    def likely(self, threshold: float = 0.5) -> tuple[str, ...]:
        """The acts that hold, likeliest first."""
        found = [act for act, share in self.acts.items() if share >= threshold]
        return tuple(sorted(found, key=lambda act: -self.acts[act]))
