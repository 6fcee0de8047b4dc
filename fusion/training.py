"""Training of small models on cached features: seeded, validated, and resumed after a kill.

Whatever is random in an epoch follows from the seed and the epoch's number alone, so a run that
was cut off and goes on from its checkpoint ends with the same weights as one that was not.
"""

from __future__ import annotations

import copy
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Protocol

import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from torch import Tensor, nn


class Progress(Protocol):
    """Called with the stage, how much of it is done, and the whole (None while unknown)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Reports nothing."""


@dataclass(frozen=True)
class TrainingOptions:
    """How a model is trained."""

    epochs: int = 40  # passes over the examples at most
    patience: int = 8  # epochs without a better validation figure before it stops
    batch: int = 128  # examples a step
    learning_rate: float = 1e-3  # the highest; it warms up for 5 % of the steps, then falls to 0
    weight_decay: float = 1e-2  # of AdamW
    clip: float = 1.0  # largest norm of the gradient
    seed: int = 0


@dataclass
class Run:
    """Where a training stands, and what of it is written down."""

    epoch: int = 0  # the next one
    best: float = float("-inf")  # validation figure of the best epoch
    best_epoch: int = -1
    checkpoint: Path | None = None  # a file; None keeps nothing
    progress: Progress = silent


Step = Callable[[Tensor, float], Tensor]
"""(row numbers of a batch, how far training has got in [0, 1]) → the loss, a scalar."""


def train(
    model: nn.Module,
    step: Step,
    rows: int,
    validate: Callable[[], float],
    options: TrainingOptions = TrainingOptions(),
    run: Run | None = None,
) -> Run:
    """Minimise `step` over `rows` examples; leaves the weights of the best epoch in `model`.

    `validate` gives a figure of merit after each epoch, the higher the better; it is also asked
    before the first one, so that a training that only harms changes nothing. Raises ValueError
    when the loss is not finite.
    """
    run = run or Run()
    optimiser = torch.optim.AdamW(
        model.parameters(), options.learning_rate, weight_decay=options.weight_decay
    )
    best = _resume(model, optimiser, run, options) or copy.deepcopy(model.state_dict())
    if run.best_epoch < 0 and run.epoch == 0:
        run.best = _figure(model, validate)
    while run.epoch < options.epochs and run.epoch - run.best_epoch <= options.patience:
        _epoch(model, step, rows, optimiser, options, run.epoch)
        figure = _figure(model, validate)
        if figure > run.best:
            run.best, run.best_epoch = figure, run.epoch
            best = copy.deepcopy(model.state_dict())
        run.epoch += 1
        run.progress("Training", run.epoch, options.epochs)
        _save(model, optimiser, best, run, options)
    model.load_state_dict(best)
    model.eval()
    return run


def _figure(model: nn.Module, validate: Callable[[], float]) -> float:
    model.eval()
    with torch.no_grad():
        return float(validate())


def _epoch(
    model: nn.Module,
    step: Step,
    rows: int,
    optimiser: torch.optim.Optimizer,
    options: TrainingOptions,
    epoch: int,
) -> None:
    torch.manual_seed(options.seed * 1_000_003 + epoch)
    model.train()
    batches = list(_batches(rows, options.batch))
    for number, batch in enumerate(batches):
        done = (epoch + number / len(batches)) / options.epochs
        for group in optimiser.param_groups:
            group["lr"] = options.learning_rate * _schedule(done)
        loss = step(batch, done)
        if not torch.isfinite(loss):
            raise ValueError(f"the loss became {loss.item()} in epoch {epoch}: lower the rate")
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), options.clip)
        optimiser.step()


def _batches(rows: int, size: int) -> Iterator[Tensor]:
    """A random order in batches; a last one too small to hold negatives is left out."""
    order = torch.randperm(rows)
    for start in range(0, rows, size):
        batch = order[start : start + size]
        if len(batch) > size // 4 or start == 0:
            yield batch


def _schedule(done: float, warm_up: float = 0.05) -> float:
    """A linear rise, then half a cosine."""
    if done < warm_up:
        return max(done, 1e-3) / warm_up
    return float(0.5 * (1 + torch.cos(torch.tensor(torch.pi * (done - warm_up) / (1 - warm_up)))))


def _save(
    model: nn.Module,
    optimiser: torch.optim.Optimizer,
    best: dict[str, Tensor],
    run: Run,
    options: TrainingOptions,
) -> None:
    """Weights now, weights at best and the optimiser's moments, whole or not at all."""
    if run.checkpoint is None:
        return
    tensors = {f"now.{name}": value for name, value in model.state_dict().items()}
    tensors |= {f"best.{name}": value for name, value in best.items()}
    for number, state in optimiser.state_dict()["state"].items():
        tensors |= {f"optimiser.{number}.{key}": value for key, value in state.items()}
    state = {"epoch": run.epoch, "best": run.best, "best_epoch": run.best_epoch}
    card = json.dumps({**state, "options": asdict(options)})
    draft = run.checkpoint.with_suffix(".part")
    draft.parent.mkdir(parents=True, exist_ok=True)
    contiguous = {name: value.detach().clone().contiguous() for name, value in tensors.items()}
    save_file(contiguous, draft, metadata={"run": card})
    os.replace(draft, run.checkpoint)


def _resume(
    model: nn.Module, optimiser: torch.optim.Optimizer, run: Run, options: TrainingOptions
) -> dict[str, Tensor] | None:
    """Go on from the checkpoint, if there is one of such a run; returns the best weights so far."""
    if run.checkpoint is None or not run.checkpoint.is_file():
        return None
    tensors = load_file(run.checkpoint)
    with safe_open(run.checkpoint, framework="pt") as file:
        card = json.loads(file.metadata()["run"])
    if card["options"] != asdict(options):
        return None
    run.epoch, run.best, run.best_epoch = card["epoch"], card["best"], card["best_epoch"]
    model.load_state_dict(_part(tensors, "now."))
    state = optimiser.state_dict()
    for name, value in _part(tensors, "optimiser.").items():
        number, _, key = name.partition(".")
        state["state"].setdefault(int(number), {})[key] = value
    optimiser.load_state_dict(state)
    return _part(tensors, "best.")


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {n.removeprefix(prefix): t for n, t in tensors.items() if n.startswith(prefix)}
