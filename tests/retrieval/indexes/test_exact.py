"""Exact search against a slow reference."""

from __future__ import annotations

import numpy as np
import pytest

from fusion.blocks import ItemBlocks
from retrieval.indexes import exact
from retrieval.indexes.exact import ExactIndex, top_rows
from tests.retrieval.indexes.clustered import clustered_blocks, query_near


def slow_best(blocks: ItemBlocks, query, k: int, allowed: np.ndarray | None = None) -> set[int]:
    """The k best rows by one dot product of fused vectors at a time."""
    rows = range(len(blocks)) if allowed is None else np.flatnonzero(allowed)
    scores = {
        int(row): float(np.dot(blocks[row : row + 1].fused()[0], query.fused())) for row in rows
    }
    return set(sorted(scores, key=scores.__getitem__, reverse=True)[:k])


@pytest.mark.parametrize("image", [0, 0.3, 1])
@pytest.mark.parametrize("share", [None, 0.01, 0.1, 0.9])
def test_finds_what_a_slow_reference_finds(image, share, monkeypatch):
    monkeypatch.setattr(exact, "CHUNK", 7)  # so that rows are gathered in several pieces
    blocks = clustered_blocks(600)
    query = query_near(blocks, 5, image)
    allowed = None if share is None else np.random.default_rng(1).random(len(blocks)) < share

    found = ExactIndex(blocks).candidates(query, 10, allowed)

    assert set(found.tolist()) == slow_best(blocks, query, 10, allowed)
    assert found.dtype == np.int64


@pytest.mark.parametrize("k", [0, 3, 4, 5])
def test_returns_fewer_when_there_are_fewer(k):
    blocks = clustered_blocks(30)
    allowed = np.arange(30) % 8 == 0
    assert len(ExactIndex(blocks).candidates(query_near(blocks, 0, 0.5), k, allowed)) == min(k, 4)


def test_nothing_is_allowed():
    blocks = clustered_blocks(30)
    none = np.zeros(30, bool)
    assert ExactIndex(blocks).candidates(query_near(blocks, 0, 0.5), 5, none).size == 0


def test_no_items():
    blocks = clustered_blocks(30)
    assert ExactIndex(blocks[:0]).candidates(query_near(blocks, 0, 0.5), 5).size == 0


def test_top_rows_keeps_the_largest():
    assert set(top_rows(np.array([0.1, 0.9, -1, 0.5]), 2)) == {1, 3}
