"""The floor: whether a catalogue sells anything like what was asked for. One function, one meaning.

However odd a question is, something is nearest to it. How near tells whether it is sold here, but
no figure holds for two catalogues: in a shop of jackets everything is near to everything. So the
catalogue calibrates itself. Each of a sample of its things is asked for while all things of its
own kind are hidden: that is how near one comes who asks for what is not sold. The p of a question
is the share of these that came less near, as in conformal prediction (Vovk, Gammerman, Shafer,
*Algorithmic Learning in a Random World*, 2005): where even the things of other kinds lie nearer to
each other than the question to anything, there is nothing like it here. No labels are needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from fusion.blocks import Array

Level = Literal["sold", "close", "nothing"]


class Bounds(NamedTuple):
    """The p up to which nothing is like it, and up to which things are only the closest."""

    nothing: float
    close: float


@dataclass(frozen=True)
class FloorOptions:
    """Where the levels lie; benchmarks/floor.py has the figures."""

    image: Bounds = Bounds(0.05, 0.2)  # low: a phone's photo is less near than a studio's
    text: Bounds = Bounds(0.7, 0.85)
    foreign: Bounds = Bounds(0.1, 0.3)  # words in another script than the kinds
    stated: float = 0.2  # what stating all of a question's words adds to the likeness of vectors
    sample: int = 300  # things that are asked for while their kind is hidden
    least: int = 5  # kinds that a catalogue must have to be calibrated by them
    neighbour: int = 10  # without kinds: how far the neighbours of the same kind are taken to reach


@dataclass(frozen=True)
class Likeness:
    """How near a product comes to what was asked for.

    `p` in (0, 1] is the share of the catalogue's own things whose nearest thing of another kind is
    no nearer than this. "sold": it is of a kind that is sold here; "close": the closest there is;
    "nothing": nothing like it is sold here. Where a catalogue cannot be calibrated p is 1.
    """

    level: Level = "sold"
    p: float = 1.0


class Floor:
    """Judges how near things come, from what the catalogue's own things score. Thread-safe."""

    def __init__(
        self,
        strange: Mapping[str, Array],
        options: FloorOptions = FloorOptions(),
        cjk: bool = False,
    ) -> None:
        """`strange`: for each modality, (m,) scores of things whose kind was hidden; empty where
        there is nothing to go by. `cjk`: whether kinds are named in Chinese or its like."""
        self.options = options
        self.cjk = cjk
        self._strange = {name: np.sort(scores) for name, scores in strange.items()}

    def judge(self, modality: str, nearness: Array, foreign: bool = False) -> list[Likeness]:
        """The likeness of n products from how near (n,) they come to a question that was made of
        words ("text") or a photo ("image"). `foreign` words are in another script than those that
        the floor was calibrated with. Microseconds."""
        strange = self._strange.get(modality, np.empty(0))
        bounds = self.options.image if modality == "image" else self.options.text
        bounds = self.options.foreign if foreign else bounds
        if not len(strange):
            return [Likeness()] * len(nearness)
        below = np.searchsorted(strange, nearness, side="right")
        return [_likeness(float(p), bounds) for p in (1 + below) / (1 + len(strange))]


def _likeness(p: float, bounds: Bounds) -> Likeness:
    if p <= bounds.nothing:
        return Likeness("nothing", p)
    return Likeness("close" if p <= bounds.close else "sold", p)


def strange_pictures(image: Array, kinds: Sequence[str], options: FloorOptions) -> Array:
    """How near pictures come to the nearest picture of another kind: (m,) float32, m ≤ sample.

    `image` (n, d) are unit rows, zeros where there is no picture; `kinds` name what each shows, ""
    where that is not known. Without enough kinds, the nearest few are taken to be of the same kind.
    """
    names = np.array(kinds, object)
    rows = np.flatnonzero(image.any(axis=1))
    named = rows[names[rows] != ""]
    known = len(set(names[named])) >= options.least and 2 * len(named) > len(rows)
    rows = named if known else rows
    if len(rows) <= options.neighbour:
        return np.empty(0, np.float32)
    asked = rows[np.linspace(0, len(rows) - 1, min(options.sample, len(rows))).astype(int)]
    scores = image[asked] @ image[rows].T
    if known:
        scores[names[asked][:, None] == names[rows][None]] = -1
        return scores.max(axis=1)
    return np.partition(scores, -options.neighbour - 1, axis=1)[:, -options.neighbour - 1]


def asked_kinds(kinds: Sequence[str], options: FloorOptions) -> list[str]:
    """The kinds by whose names a catalogue is asked while they are hidden, most frequent first;
    none where there are too few."""
    counts = Counter(kind for kind in kinds if kind)
    return [kind for kind, _ in counts.most_common(options.sample)] * (len(counts) >= options.least)


def best(likenesses: Sequence[Likeness]) -> Likeness:
    """The likeness of a whole answer: that of what comes nearest; "nothing" for an empty one."""
    return max(likenesses, key=lambda one: one.p, default=Likeness("nothing", 0.0))
