"""Losses on unit vectors, and the layer that reverses gradients."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

TEMPERATURE = 0.07


def contrastive(
    queries: Tensor, items: Tensor, target: Tensor, temperature: float = TEMPERATURE
) -> Tensor:
    """InfoNCE of queries (n, d) against one another's items (n, d) (van den Oord et al., 2018).

    Items with an equal `target` (n,) are as right as the own one: none of them is a negative.
    """
    logits = queries @ items.T / temperature
    same = target[:, None] == target[None, :]
    others = same & ~torch.eye(len(same), dtype=torch.bool, device=same.device)
    logits = logits.masked_fill(others, float("-inf"))
    return functional.cross_entropy(logits, torch.arange(len(logits), device=logits.device))


class _Reversal(torch.autograd.Function):
    @staticmethod
    def forward(context: Any, x: Tensor, strength: float) -> Tensor:
        context.strength = strength
        return x.view_as(x)

    @staticmethod
    def backward(context: Any, *gradients: Tensor) -> tuple[Tensor, None]:
        return -context.strength * gradients[0], None


def reverse_gradient(x: Tensor, strength: float) -> Tensor:
    """The identity, through which gradients go back multiplied by −strength.

    Ganin and Lempitsky, 2015, arXiv:1409.7495.
    """
    return _Reversal.apply(x, strength)


def dann_strength(done: float, gamma: float = 10.0) -> float:
    """DANN's schedule: from 0 to 1 as training gets from 0 to 1, so that the adversary is weak
    while there are no features worth confusing."""
    return float(2 / (1 + torch.exp(torch.tensor(-gamma * done))) - 1)


def conditional(features: Tensor, odds: Tensor) -> Tensor:
    """CDAN's joint input (n, k·d): outer products of class probabilities (n, k) and features.

    Long et al., 2018, arXiv:1705.10667.
    """
    return torch.einsum("nk,nd->nkd", odds, features).flatten(1)
