"""A training that is deterministic, stops in time and goes on where it was cut off."""

from pathlib import Path

import pytest
import torch
from torch import nn

from fusion.training import Run, TrainingOptions, train

OPTIONS = TrainingOptions(epochs=6, batch=16, learning_rate=1e-2)
X = torch.randn(64, 5, generator=torch.Generator().manual_seed(0))
Y = X @ torch.arange(5.0)[:, None] + 1


class Cut(Exception):
    """A kill, at a time of our choosing."""


def model(seed: int = 0) -> nn.Module:
    torch.manual_seed(seed)
    return nn.Sequential(nn.Linear(5, 8), nn.Dropout(0.1), nn.ReLU(), nn.Linear(8, 1))


def fit(net: nn.Module, run: Run | None = None, options: TrainingOptions = OPTIONS) -> Run:
    def step(rows: torch.Tensor, done: float) -> torch.Tensor:
        return ((net(X[rows]) - Y[rows]) ** 2).mean()

    return train(net, step, len(X), lambda: -float(((net(X) - Y) ** 2).mean()), options, run)


def same(one: nn.Module, other: nn.Module) -> bool:
    return all(
        torch.equal(a, b)
        for a, b in zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    )


def test_it_learns_and_reports_progress() -> None:
    seen = []
    net = model()
    before = float(((net.eval()(X) - Y) ** 2).mean().detach())
    run = fit(net, Run(progress=lambda stage, done, total: seen.append((done, total))))
    assert -run.best < before
    assert seen[-1] == (6, 6)


def test_one_seed_one_result() -> None:
    first, second, other = model(), model(), model()
    fit(first), fit(second), fit(other, options=TrainingOptions(6, 8, 16, 1e-2, seed=1))
    assert same(first, second)
    assert not same(first, other)


def test_a_run_that_was_cut_off_ends_as_one_that_was_not(tmp_path: Path) -> None:
    whole, cut, resumed = model(), model(), model(seed=5)
    fit(whole)

    def kill(stage: str, done: int, total: int | None) -> None:
        if done == 4:  # before the fourth epoch is written down: it is done again
            raise Cut

    path = tmp_path / "run.checkpoint"
    with pytest.raises(Cut):
        fit(cut, Run(checkpoint=path, progress=kill))
    run = Run(checkpoint=path)
    fit(resumed, run)
    assert run.epoch == 6
    assert same(whole, resumed)


def test_a_checkpoint_of_other_options_is_not_resumed(tmp_path: Path) -> None:
    path = tmp_path / "run.checkpoint"
    fit(model(), Run(checkpoint=path))
    again, fresh = model(), model()
    options = TrainingOptions(epochs=2, batch=16, learning_rate=1e-2)
    fit(again, Run(checkpoint=path), options)
    fit(fresh, options=options)
    assert same(again, fresh)


def test_training_that_only_harms_changes_nothing_and_stops_early() -> None:
    net = model()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    worse = iter(range(0, -100, -1))
    options = TrainingOptions(epochs=50, patience=3, batch=16)
    run = train(net, lambda rows, _: net(X[rows]).mean(), 64, lambda: next(worse), options)
    assert run.epoch < 6
    assert all(torch.equal(before[name], value) for name, value in net.state_dict().items())


def test_a_loss_that_is_not_finite_is_an_error() -> None:
    net = model()
    with pytest.raises(ValueError, match="lower the rate"):
        train(net, lambda rows, _: net(X[rows]).mean() / 0, 64, lambda: 0.0, OPTIONS)
