"""Losses against plain loops."""

import math

import numpy as np
import pytest
import torch
from torch.nn import functional

from fusion.losses import conditional, contrastive, dann_strength, reverse_gradient


def unit(*shape: int, seed: int = 0) -> torch.Tensor:
    generator = torch.Generator().manual_seed(seed)
    return functional.normalize(torch.randn(*shape, generator=generator), dim=1)


def test_contrastive_equals_a_loop_that_leaves_equal_targets_out() -> None:
    queries, items = unit(6, 4), unit(6, 4, seed=1)
    target = [0, 1, 1, 2, 0, 3]
    total = 0.0
    for i in range(6):
        rivals = [j for j in range(6) if j == i or target[j] != target[i]]
        scores = [float(queries[i] @ items[j]) / 0.07 for j in rivals]
        total -= scores[rivals.index(i)] - math.log(sum(map(math.exp, scores)))
    loss = contrastive(queries, items, torch.tensor(target))
    assert float(loss) == pytest.approx(total / 6, rel=1e-5)


def test_reversed_gradients_point_the_other_way_and_values_stay() -> None:
    x = torch.tensor([1.0, -2.0], requires_grad=True)
    y = reverse_gradient(x, 0.3)
    assert torch.equal(y, x)
    (y * torch.tensor([2.0, 5.0])).sum().backward()
    assert torch.allclose(x.grad, torch.tensor([-0.6, -1.5]))


def test_the_adversary_starts_weak_and_ends_at_full_strength() -> None:
    strengths = [dann_strength(done) for done in np.linspace(0, 1, 11)]
    assert strengths[0] == 0
    assert strengths == sorted(strengths)
    assert strengths[-1] == pytest.approx(1, abs=1e-4)


def test_conditional_is_the_outer_product() -> None:
    features, odds = unit(3, 4), torch.softmax(unit(3, 2), dim=1)
    joint = conditional(features, odds)
    for row in range(3):
        np.testing.assert_allclose(joint[row], torch.outer(odds[row], features[row]).flatten())


def test_reversed_gradients_are_the_negative_of_finite_differences() -> None:
    x, weights = torch.randn(5, dtype=torch.double), torch.randn(5, dtype=torch.double)

    def loss(x: torch.Tensor) -> torch.Tensor:
        return torch.tanh(reverse_gradient(x, 0.7) * weights).pow(2).sum()

    at = x.clone().requires_grad_()
    loss(at).backward()
    for i in range(5):
        step = torch.zeros(5, dtype=torch.double)
        step[i] = 1e-6
        slope = float(loss(x + step) - loss(x - step)) / 2e-6
        assert float(at.grad[i]) == pytest.approx(-0.7 * slope, rel=1e-5, abs=1e-9)
