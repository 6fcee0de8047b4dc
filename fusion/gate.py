"""An attention gate over three readings of a question with words and a photo.

Either may be wrong: a photo of something else, words about something else. Each item is scored by
what it is under the readings "both are right", "the photo is wrong" and "the words are wrong",

    s = T·log( e^((t+i)/T) + e^((t+F_i)/T) + e^((F_t+i)/T) )

with `t` and `i` what words and photo add to its score. A modality that is wrong tells items apart
no more; it adds the same to all of them, the floor F. With that of the mean item,
`F = T·log(odds · mean e^(·/T))`, it is the mixture model of a question whose words and photo were
made from one item or, at those odds, from two. So the gate attends to both where an item fits both,
and where none does, to the modality that is surer of its best. It knows nothing but the scores:
there is nothing in it that would not travel to another catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fusion.blocks import MODALITIES, Array

Parts = Mapping[str, Array]
"""Modality → (n,) float32: what each modality adds to the scores of n items."""
Floors = Mapping[str, float]


@dataclass(frozen=True)
class Gate:
    """How readily the gate turns away from one modality; benchmarks/gate.py has the figures."""

    temperature: float = 0.03  # of scores; the lower, the more a small difference says
    odds: float = 0.02  # that the photo is wrong, and that the words are
    sample: int = 20_000  # items that the floors are taken from

    def floors(self, parts: Parts) -> Floors:
        """What either modality would add if it were wrong. `parts` are those of a whole catalogue,
        or of an even sample of it."""
        return {name: self._floor(parts[name]) for name in MODALITIES}

    def _floor(self, part: Array) -> float:
        scaled = np.asarray(part, np.float64) / self.temperature
        top = scaled.max(initial=0.0)
        mean = np.log(np.mean(np.exp(scaled - top))) + top
        return float(self.temperature * (mean + np.log(self.odds)))

    def __call__(self, parts: Parts, floors: Floors) -> dict[str, Array]:
        """What words and photo add to the gated scores of n items.

        The parts are those of the readings, weighed by how likely each reading is for the item, and
        half of what the uncertainty between them adds (at most T·log 3): they add up to the score.
        """
        text, image = parts["text"], parts["image"]
        floor_text, floor_image = (np.full_like(text, floors[name]) for name in MODALITIES)
        readings = np.stack([text + image, text + floor_image, floor_text + image])
        scaled = readings / self.temperature
        total = np.logaddexp.reduce(scaled, axis=0)
        likely = np.exp(scaled - total)
        spare = (self.temperature * total - (likely * readings).sum(axis=0)) / 2
        words = (likely[0] + likely[1]) * text + likely[2] * floor_text + spare
        looks = (likely[0] + likely[2]) * image + likely[1] * floor_image + spare
        return {"text": words.astype(np.float32), "image": looks.astype(np.float32)}
