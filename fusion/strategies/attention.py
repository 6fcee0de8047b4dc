"""The attention gate fitted to a task, and its cheap twin, one weight for words and photo.

What the gate does is in `fusion/gate.py`. Here its two numbers are chosen: on training questions of
which some have lost their words or photo to those of another question, as far as questions that are
whole lose nothing by it. In the spirit of gated fusion (Arevalo et al., 2017, arXiv:1702.01992) and
of mixtures of experts, with so few parameters that they hold for other catalogues too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from fusion.adapter import Adapter
from fusion.blocks import Array, QueryBlocks, block_weights
from fusion.gate import Gate
from fusion.strategies.joint import Tensors, reciprocal_rank
from fusion.task import Task
from fusion.training import Run, TrainingOptions

BAD = 0.3
"""How often a training question gets the words or the photo of another question."""
SHARES = tuple(np.linspace(0.05, 0.95, 19).round(2).tolist())
TEMPERATURES = (0.01, 0.015, 0.02, 0.03, 0.04, 0.06)
ODDS = (0.001, 0.005, 0.02, 0.05, 0.15, 0.5)
LOSS = 0.003  # of the mean reciprocal rank of whole questions, the most that may be given up
MOST = 300  # training questions that the gate is fitted on


class Share(Adapter):
    """The image block's share of `w_t² + w_i² = 1` for questions with words and a photo; what
    lacks either keeps its weights. With `temperature` and `odds` of a gate, or without one."""

    share: Tensor
    temperature: Tensor
    odds: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("share", torch.tensor(0.5))
        self.register_buffer("temperature", torch.tensor(0.0))
        self.register_buffer("odds", torch.tensor(0.0))

    @property
    def gate(self) -> Gate | None:
        if not self.temperature:
            return None
        return Gate(float(self.temperature), float(self.odds))

    def query(self, query: QueryBlocks) -> QueryBlocks:
        if query.evidence["text"] != "text" or query.evidence["image"] != "image":
            return query
        return replace(query, weights=block_weights(float(self.share)))


def scores(share: Tensor, text: Tensor, image: Tensor) -> Tensor:
    """Fused scores (m, n) from scores of either block (m, n) and image shares (m,) or ()."""
    share = share.reshape(-1, 1)
    # the square root has no finite slope at zero
    return (1 - share).clamp(min=1e-6).sqrt() * text + share.clamp(min=1e-6).sqrt() * image


def fit_late(
    task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None
) -> Share:
    """The one share with the best mean reciprocal rank on the training questions."""
    adapter = Share()
    adapter.share.fill_(best_share(Tensors(task), torch.from_numpy(task.train)))
    return adapter.eval()


def best_share(data: Tensors, rows: Tensor) -> float:
    """Of `SHARES`, the one by which `rows` find their products best; 0.5 where all do alike."""
    text = data.asked_text[rows] @ data.text.T
    image = data.asked_image[rows] @ data.image.T
    found = [
        reciprocal_rank(scores(torch.tensor(share), text, image), data.target[rows])
        for share in SHARES
    ]
    best = max(found)
    return min((abs(s - 0.5), s) for s, f in zip(SHARES, found, strict=True) if f == best)[1]


def fit(task: Task, options: TrainingOptions = TrainingOptions(), run: Run | None = None) -> Share:
    """The share of `fit_late`, and of the gates that cost whole questions no more than `LOSS` the
    one that helps damaged ones most; no gate where none helps."""
    adapter = fit_late(task, options)
    both = task.queries.text[task.train].any(axis=1) & task.queries.image[task.train].any(axis=1)
    rows = task.train[both][:: -(-max(int(both.sum()), 1) // MOST)]
    if len(rows) < 2:
        return adapter
    share, random = float(adapter.share), np.random.default_rng(options.seed)
    text = np.sqrt(1 - share) * task.queries.text[rows] @ task.items.text.T
    image = np.sqrt(share) * task.queries.image[rows] @ task.items.image.T
    cases = [(text, image), (swapped(text, random), image), (text, swapped(image, random))]
    plain = _figures(None, cases, task.target[rows])
    gates = [Gate(temperature, odds) for temperature in TEMPERATURES for odds in ODDS]
    gains = [_figures(gate, cases, task.target[rows]) - plain for gate in gates]
    good = [i for i, gain in enumerate(gains) if gain[0] >= -LOSS and gain[1:].sum() > 0]
    if good:
        best = gates[max(good, key=lambda i: float(gains[i][1:].sum()))]
        adapter.temperature.fill_(best.temperature)
        adapter.odds.fill_(best.odds)
    return adapter


def swapped(scores: Array, random: np.random.Generator, bad: float = BAD) -> Array:
    """Scores (m, n) of which a share `bad` of the rows are those of another question."""
    hit = random.random(len(scores)) < bad
    other = np.roll(random.permutation(len(scores)), 1)
    return np.where(hit[:, None], scores[other], scores)


def gated(gate: Gate | None, text: Array, image: Array) -> Array:
    """Scores (m, n) of m questions, from what words and photo add to them."""
    if gate is None:
        return text + image
    rows = [{"text": t, "image": i} for t, i in zip(text, image, strict=True)]
    return np.stack([sum(gate(parts, gate.floors(parts)).values()) for parts in rows])


def _figures(gate: Gate | None, cases: Sequence[tuple[Array, Array]], target: Array) -> Array:
    """The mean reciprocal rank in each case."""
    wanted = torch.from_numpy(target)
    found = [reciprocal_rank(torch.from_numpy(gated(gate, *case)), wanted) for case in cases]
    return np.array(found)
