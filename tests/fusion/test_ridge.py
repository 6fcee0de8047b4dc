"""Closed forms against plain, slow ones."""

import numpy as np

from fusion.ridge import (
    Moments,
    equal_rows,
    grouped_folds,
    mean_reciprocal_rank,
    whitening,
)


def rows(n: int = 60) -> np.ndarray:
    rng = np.random.default_rng(0)
    return (rng.normal(size=(n, 9)) @ rng.normal(size=(9, 9)) + 2).astype(np.float32)


def test_moments_give_the_scatter_of_centred_columns() -> None:
    vectors = rows()
    centred = vectors - vectors.mean(0)
    found = Moments.of(vectors, chunk=13).scatter(slice(0, 4), slice(4, 9))
    np.testing.assert_allclose(found, centred[:, :4].T @ centred[:, 4:], atol=1e-3)


def test_moments_of_a_part_can_be_taken_away() -> None:
    vectors = rows()
    kept = Moments.of(vectors) - Moments.of(vectors[:20])
    rest = Moments.of(vectors[20:])
    assert kept.count == rest.count
    np.testing.assert_allclose(kept.mean, rest.mean, atol=1e-5)
    np.testing.assert_allclose(kept.outer, rest.outer, rtol=1e-5, atol=1e-3)


def test_ridge_minimises_its_objective() -> None:
    """The gradient of ‖Y − XW‖² + λ‖W‖² vanishes at the solution."""
    vectors = rows()
    X, Y = (part - part.mean(0) for part in np.hsplit(vectors, [4]))
    W = Moments.of(vectors).ridge(slice(0, 4), slice(4, 9), strength=0.5)
    penalty = 0.5 * np.square(X).sum()
    np.testing.assert_allclose(X.T @ (X @ W - Y) + penalty * W, 0, atol=1e-2)


def test_whitening_makes_all_directions_weigh_alike() -> None:
    centred = rows(500) - rows(500).mean(0)
    white = centred @ whitening(centred.T @ centred, strength=1e-8)
    scatter = white.T @ white
    np.testing.assert_allclose(scatter / scatter[0, 0], np.eye(9), atol=1e-2)


def test_equal_titles_never_sit_on_both_sides() -> None:
    group = equal_rows(np.repeat(rows(5), 3, axis=0))
    folds = grouped_folds(group, 4).reshape(5, 3)
    assert (folds == folds[:, :1]).all()
    assert len(np.unique(folds)) == 4


def test_reciprocal_rank_counts_only_items_of_other_groups() -> None:
    scores = np.array([[0.5, 0.9, 0.7], [0.9, 0.8, 0.1], [0.3, 0.2, 0.1]])
    alone = mean_reciprocal_rank(scores, np.array([0, 1, 2]))
    together = mean_reciprocal_rank(scores, np.array([0, 0, 1]))
    assert np.isclose(alone, (1 / 3 + 1 / 2 + 1 / 3) / 3)
    assert np.isclose(together, (1 / 2 + 1 + 1 / 3) / 3)
