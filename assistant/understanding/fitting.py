"""How the adapted layers are trained, whatever their task."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor, nn

from assistant.understanding.adapted import AdaptedLayers

B = TypeVar("B")


@dataclass(frozen=True)
class FitOptions:
    """How a model is trained. Chosen on held-out data."""

    epochs: int = 6
    rate: float = 1e-3  # highest learning rate, of one cycle
    decay: float = 0.01  # AdamW's weight decay
    seed: int = 0


def fit(
    net: AdaptedLayers,
    batches: Callable[[np.random.Generator], Iterable[B]],
    steps: int,
    loss_of: Callable[[B], Tensor],
    options: FitOptions,
) -> None:
    """Fit a network in place. `batches` yields an epoch, `steps` is how many batches it has.

    Products of matrices are in bfloat16, which is twice as fast on processors that have it and
    changes what is learnt by less than another seed does.
    """
    random = np.random.default_rng(options.seed)
    wanted = [one for one in net.parameters() if one.requires_grad]
    optimiser = torch.optim.AdamW(wanted, options.rate, weight_decay=options.decay)
    cycle = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, options.rate, total_steps=options.epochs * steps, pct_start=0.15
    )
    for epoch in range(options.epochs):
        net.train()
        losses = []
        for batch in batches(random):
            with torch.autocast("cpu", torch.bfloat16):
                loss = loss_of(batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(wanted, 1.0)
            optimiser.step()
            cycle.step()
            losses.append(loss.item())
        print(f"epoch {epoch + 1}: loss {np.mean(losses):.4f}", flush=True)
    net.eval()
