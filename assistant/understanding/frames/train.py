"""Train the model of frames: `python -m assistant.understanding.frames.train`.

A tenth of the marked turns is held out: the model that is written has not seen the turns that it
is measured on. A quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from assistant.understanding.frames.marked import Marked, marked_turns
from assistant.understanding.frames.measure import measured
from assistant.understanding.frames.model import WEIGHTS
from assistant.understanding.frames.net import SHARED, FrameNet
from assistant.understanding.frames.states import NOWHERE, Batch, Rows, batches, encoded
from assistant.understanding.frames.varied import pools_of, varied
from retrieval.encoders.compact import CompactEncoder

WARMTHS = np.geomspace(0.5, 4, 40)


@dataclass(frozen=True)
class TrainOptions:
    """How the model is trained. Chosen on the held-out turns."""

    epochs: int = 6
    variants: int = 1  # of each turn, beside itself
    batch: int = 32
    rate: float = 1e-3  # highest learning rate, of one cycle
    decay: float = 0.01  # AdamW's weight decay
    seed: int = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode, train, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    parser.add_argument("--epochs", type=int, default=TrainOptions.epochs)
    chosen = parser.parse_args(arguments)
    options = TrainOptions(epochs=chosen.epochs)
    encoder, turns = CompactEncoder(), marked_turns()
    unseen = encoded([one for one in turns if one.held_out], encoder)
    seen = [one for one in turns if not one.held_out]
    net = trained(with_variants(seen, options), encoder, options)
    warm(net, unseen[::2])
    print(measured(net, unseen), flush=True)
    if not chosen.measure_only:
        save(net, encoder)


def with_variants(turns: Sequence[Marked], options: TrainOptions) -> list[Marked]:
    """The turns and variants of each."""
    random, pools = Random(options.seed), pools_of(turns)
    more = [varied(one, pools, random) for one in turns for _ in range(options.variants)]
    return [*turns, *more]


def trained(turns: Sequence[Marked], encoder: CompactEncoder, options: TrainOptions) -> FrameNet:
    """A network fitted to turns; the mean of its weights over the last third."""
    rows = encoded(turns, encoder)
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    net = FrameNet(encoder.upper_layers(SHARED))
    wanted = [one for one in net.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(wanted, options.rate, weight_decay=options.decay)
    steps = options.epochs * -(-len(rows) // options.batch)
    cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.rate, total_steps=steps, pct_start=0.15
    )
    for epoch in range(options.epochs):
        net.train()
        losses = []
        for batch in batches(rows, options.batch, random):
            loss = _loss(net, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(wanted, 1.0)
            optimiser.step()
            cycle.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    return net.eval()


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


def save(net: FrameNet, encoder: CompactEncoder) -> None:
    """Write what was learnt and what it was trained on."""
    WEIGHTS.parent.mkdir(parents=True, exist_ok=True)
    tensors = {name: one.contiguous() for name, one in net.learned().items()}
    save_file(tensors, WEIGHTS, metadata={"encoder": encoder.states_fingerprint})


def _loss(net: FrameNet, batch: Batch) -> Tensor:
    acts, roles = net(batch.states, batch.there, batch.context)
    return 5 * _acts(acts, batch) + _roles(roles, batch)


def _acts(logits: Tensor, batch: Batch) -> Tensor:
    return binary_cross_entropy_with_logits(logits, batch.acts)


def _roles(logits: Tensor, batch: Batch) -> Tensor:
    return cross_entropy(logits.flatten(0, 1), batch.roles.flatten(), ignore_index=NOWHERE)


if __name__ == "__main__":
    main()
