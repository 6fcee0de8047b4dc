"""Train the model of frames: `python -m assistant.understanding.frames.train`.

A tenth of the marked turns is held out: the model that is written has not seen the turns that it
is measured on. A quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from random import Random

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from assistant.understanding.adapted import SHARED, save
from assistant.understanding.fitting import FitOptions, fit
from assistant.understanding.frames.marked import Marked, marked_turns
from assistant.understanding.frames.measure import measured
from assistant.understanding.frames.model import WEIGHTS
from assistant.understanding.frames.net import FrameNet
from assistant.understanding.frames.states import NOWHERE, Batch, Rows, batches, encoded
from assistant.understanding.frames.varied import pools_of, varied
from retrieval.encoders.compact import CompactEncoder

WARMTHS = np.geomspace(0.5, 4, 40)


VARIANTS = 1
"""Of each turn, beside itself."""
BATCH = 32


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    parser.add_argument("--epochs", type=int, default=FitOptions.epochs)
    chosen = parser.parse_args(arguments)
    options = FitOptions(epochs=chosen.epochs)
    encoder, turns = CompactEncoder(), marked_turns()
    unseen = encoded([one for one in turns if one.held_out], encoder)
    seen = [one for one in turns if not one.held_out]
    net = trained(with_variants(seen, options.seed), encoder, options)
    warm(net, unseen[::2])
    print(measured(net, unseen), flush=True)
    if not chosen.measure_only:
        save(net, WEIGHTS, encoder)


def with_variants(turns: Sequence[Marked], seed: int) -> list[Marked]:
    """The turns and variants of each."""
    random, pools = Random(seed), pools_of(turns)
    more = [varied(one, pools, random) for one in turns for _ in range(VARIANTS)]
    return [*turns, *more]


def trained(turns: Sequence[Marked], encoder: CompactEncoder, options: FitOptions) -> FrameNet:
    """A network fitted to turns."""
    rows = encoded(turns, encoder)
    torch.manual_seed(options.seed)
    net = FrameNet(encoder.upper_layers(SHARED))
    steps = -(-len(rows) // BATCH)
    fit(net, lambda random: batches(rows, BATCH, random), steps, lambda b: _loss(net, b), options)
    return net


def warm(net: FrameNet, rows: Sequence[Rows]) -> None:
    """Fit the two temperatures (Guo et al., 2017, arXiv:1706.04599) to unseen turns."""
    with torch.inference_mode():
        seen = [
            (batch, net(batch.states, batch.there, batch.context))
            for batch in batches(rows, 64, np.random.default_rng(0))
        ]
        acts = [sum(float(_acts(a / w, b)) for b, (a, _) in seen) for w in WARMTHS]
        roles = [sum(float(_roles(r / w, b)) for b, (_, r) in seen) for w in WARMTHS]
    best = [float(WARMTHS[int(np.argmin(one))]) for one in (acts, roles)]
    net.warmth = torch.tensor(best)


def _loss(net: FrameNet, batch: Batch) -> Tensor:
    acts, roles = net(batch.states, batch.there, batch.context)
    return 5 * _acts(acts, batch) + _roles(roles, batch)


def _acts(logits: Tensor, batch: Batch) -> Tensor:
    return binary_cross_entropy_with_logits(logits, batch.acts)


def _roles(logits: Tensor, batch: Batch) -> Tensor:
    return cross_entropy(logits.flatten(0, 1), batch.roles.flatten(), ignore_index=NOWHERE)


if __name__ == "__main__":
    main()
