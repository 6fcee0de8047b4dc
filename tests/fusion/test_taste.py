"""The share of taste: exact, bounded, and at most half of a screen."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fusion.blocks import ItemBlocks, block_weights, normalise
from fusion.taste import TasteOptions, TasteVector, centre_of, screened

CHANCE = np.random.default_rng(7)


def blocks(n: int) -> ItemBlocks:
    return ItemBlocks(
        normalise(CHANCE.normal(1, 1, (n, 8))), normalise(CHANCE.normal(1, 1, (n, 6)))
    )


def test_parts_are_those_of_one_dot_product() -> None:
    shelf, liked, weights = blocks(40), blocks(3), np.array([1, 0.3, -1], np.float32)
    options = TasteOptions(image=0.3, doubt=2.0, most=0.2)
    vector = TasteVector(liked, weights, centre_of(shelf), options)
    share = block_weights(0.3)

    def fused(some: ItemBlocks) -> np.ndarray:
        centre = centre_of(shelf)
        text, image = normalise(some.text - centre.text), normalise(some.image - centre.image)
        return np.concatenate([share["text"] * text, share["image"] * image], axis=1)

    taste = 0.2 * weights @ fused(liked) / (2.0 + np.abs(weights).sum())
    assert vector.parts(shelf).sum(axis=0) == pytest.approx(fused(shelf) @ taste, abs=1e-5)


def test_what_was_liked_gains_and_what_was_refused_loses() -> None:
    shelf = blocks(30)
    vector = TasteVector(shelf[[3, 5]], np.array([1, -1], np.float32), centre_of(shelf))
    share = vector.parts(shelf).sum(axis=0)
    assert (share.argmax(), share.argmin()) == (3, 5)
    assert np.abs(share).max() <= TasteOptions().most


def test_few_signals_move_less_than_many() -> None:
    shelf = blocks(30)
    shares = [
        TasteVector(shelf[[3] * n], np.ones(n, np.float32), centre_of(shelf)).parts(shelf)[:, 3]
        for n in (1, 3, 10)
    ]
    assert sorted(part.sum() for part in shares) == [part.sum() for part in shares]


@given(order=st.permutations(range(14)), k=st.integers(1, 10))
def test_at_most_half_of_a_screen_is_by_taste(order: list[int], k: int) -> None:
    shown = screened(order, range(14), k)
    assert len(shown) == len(set(shown)) == k
    assert len([one for one in shown if one >= k]) <= k // 2
    assert shown == sorted(shown, key=order.index)
