"""Train the heads: `python -m assistant.understanding.heads.train`. Some minutes on two cores.

The sentences are encoded once (`build/heads/`). The figures printed are those of heads that have
seen neither the templates nor the words they are measured on; what is written is then trained on
all sentences in the same way.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn
from torch.nn.functional import binary_cross_entropy_with_logits, cross_entropy

from assistant.understanding.heads.batches import NOWHERE, Batch, batches
from assistant.understanding.heads.data.generate import examples
from assistant.understanding.heads.measure import measured
from assistant.understanding.heads.model import WEIGHTS
from assistant.understanding.heads.net import HeadNet
from assistant.understanding.heads.states import Encoded, encoded
from retrieval.encoders.compact import CompactEncoder

CACHE = Path("build/heads")
WARMTHS = np.geomspace(0.5, 4, 40)


@dataclass(frozen=True)
class TrainOptions:
    """How the heads are trained. Chosen on the held-out sentences."""

    epochs: int = 30
    batch: int = 128
    rate: float = 2e-3  # highest learning rate, of one cycle
    decay: float = 0.05  # AdamW's weight decay
    forget: float = 0.06  # share of words whose state is hidden while training
    noise: float = 0.1  # standard deviation of what is added to a state, whose entries vary by .27
    seed: int = 0


def main(arguments: Sequence[str] | None = None) -> None:
    """Encode, train, measure, train on everything, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure-only", action="store_true", help="write no weights")
    parser.add_argument("--epochs", type=int, default=TrainOptions.epochs)
    chosen = parser.parse_args(arguments)
    options = TrainOptions(epochs=chosen.epochs)
    encoder, made = CompactEncoder(), examples()
    everything = encoded(made, encoder, CACHE)
    held_out = np.array([one.held_out for one in made])
    net = trained(everything.part(np.flatnonzero(~held_out)), options)
    unseen = np.flatnonzero(held_out)
    warm(net, everything.part(unseen[::2]), options)
    print(measured(net, batches(everything.part(unseen[1::2]), options.batch)))
    if chosen.measure_only:
        return
    save(net, encoder.states_fingerprint, WEIGHTS)
    final = trained(everything, options)
    final.warmth = net.warmth
    save(final, encoder.states_fingerprint, WEIGHTS)


def trained(data: Encoded, options: TrainOptions) -> HeadNet:
    """A network fitted to sentences; the mean of its weights over the last third."""
    torch.manual_seed(options.seed)
    random = np.random.default_rng(options.seed)
    net = HeadNet()
    optimiser = torch.optim.AdamW(net.parameters(), options.rate, weight_decay=options.decay)
    steps = options.epochs * -(-len(data.words) // options.batch)
    cycle = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=steps)
    mean = torch.optim.swa_utils.AveragedModel(net)
    for epoch in range(options.epochs):
        net.train()
        losses = []
        for batch in batches(data, options.batch, random.permutation(len(data.words))):
            loss = _loss(net, _shaken(batch, options))
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            cycle.step()
            losses.append(loss.item())
        if 3 * epoch >= 2 * options.epochs:
            mean.update_parameters(net)
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    averaged = mean.module
    assert isinstance(averaged, HeadNet)
    return averaged.eval()


def warm(net: HeadNet, data: Encoded, options: TrainOptions) -> None:
    """Fit the two temperatures (Guo et al., 2017, arXiv:1706.04599) to unseen sentences."""
    with torch.inference_mode():
        seen = [(batch, net(*batch.inputs())) for batch in batches(data, options.batch)]
        acts = [
            sum(float(_act_loss(a / warmth, b)) * len(b.acts) for b, (a, _) in seen)
            for warmth in WARMTHS
        ]
        roles = [
            sum(float(_role_loss(r / warmth, b)) * len(b.acts) for b, (_, r) in seen)
            for warmth in WARMTHS
        ]
    best = [float(WARMTHS[int(np.argmin(one))]) for one in (acts, roles)]
    net.warmth = torch.tensor(best)


def save(net: HeadNet, fingerprint: str, file: Path) -> None:
    """Write the weights and what they were trained on."""
    file.parent.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.contiguous() for name, tensor in net.state_dict().items()}
    save_file(tensors, file, metadata={"encoder": fingerprint})


def _loss(net: HeadNet, batch: Batch) -> Tensor:
    acts, roles = net(*batch.inputs())
    return 5 * _act_loss(acts, batch) + _role_loss(roles, batch)


def _act_loss(logits: Tensor, batch: Batch) -> Tensor:
    return binary_cross_entropy_with_logits(logits, batch.acts)


def _role_loss(logits: Tensor, batch: Batch) -> Tensor:
    return cross_entropy(logits.flatten(0, 1), batch.roles.flatten(), ignore_index=NOWHERE)


def _shaken(batch: Batch, options: TrainOptions) -> Batch:
    kept = (torch.rand(batch.words.shape[:2]) > options.forget).unsqueeze(-1)
    words = (batch.words + options.noise * torch.randn_like(batch.words)) * kept
    vectors = batch.vectors + 0.01 * torch.randn_like(batch.vectors)
    return Batch(words, batch.lengths, vectors, batch.context, batch.acts, batch.roles)


if __name__ == "__main__":
    main()
