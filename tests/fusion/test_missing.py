"""Scores of items that lack a modality on the scale of whole items."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fusion import missing
from fusion.missing import align


def parts(seed: int, n: int, spread: float = 1.0, shift: float = 0.0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    return {
        "text": (spread * rng.normal(size=n) + shift).astype(np.float32),
        "image": (spread * rng.normal(size=n)).astype(np.float32),
    }


def total(some: dict[str, np.ndarray]) -> np.ndarray:
    return some["text"] + some["image"]


@given(st.integers(0, 99), st.floats(0.01, 10), st.floats(-5, 5), st.floats(0.1, 2))
def test_the_aligned_group_has_the_moments_of_whole_items(seed, spread, shift, trust):
    own, whole = parts(seed, 200, spread, shift), parts(seed + 1, 300)
    aligned = align(own, own, whole, trust)
    np.testing.assert_allclose(total(aligned).mean(), total(whole).mean(), atol=1e-3)
    np.testing.assert_allclose(total(aligned).std(), trust * total(whole).std(), rtol=1e-3)
    order = np.argsort(total(own), kind="stable")
    assert (np.diff(total(aligned)[order]) >= -1e-4).all(), "the order within a group stays"


def test_a_group_whose_items_all_score_alike_goes_to_the_mean_of_whole_items():
    same = {"text": np.full(5, 0.3, np.float32), "image": np.zeros(5, np.float32)}
    aligned = align(same, same, parts(0, 50), 1.0)
    np.testing.assert_allclose(total(aligned), total(parts(0, 50)).mean(), atol=1e-5)


def test_matching_ranks_keeps_each_groups_order_and_interleaves_them():
    others = np.array([2.0, 0.5, 1.0, 1.5, 0.1, 0.0])
    own = np.array([0.2, 0.4, 0.3], np.float32)
    raised = own + missing.matched(own, others, 2.0)
    assert raised.tolist() == pytest.approx([0.2, 1.0, 0.3])  # behind the second, then the fourth
    assert missing.matched(np.array([9.0, 0.1]), others, 1.0).tolist() == pytest.approx([0.0, 0.9])
    assert missing.matched(own, np.empty(0), 2.0).tolist() == [0, 0, 0]
