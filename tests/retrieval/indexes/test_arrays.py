"""Blocks on the disk say what an ordinary array would, and store no zeros."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.indexes.arrays import SparseRows, nonzero, read_rows, stacked, write_rows

SHARES = [0.0, 0.5, 1.0]


def some_rows(n: int, share: float, seed: int = 0) -> np.ndarray:
    """(n, 7) float32 of which about `share` are not zeros."""
    random = np.random.default_rng(seed)
    rows = random.standard_normal((n, 7)).astype(np.float32)
    rows[random.random(n) >= share] = 0
    return rows


def same(found, rows: np.ndarray) -> None:
    """Whatever is asked of an array is answered as by an ordinary one."""
    query = np.arange(7, dtype=np.float32)
    assert found.shape == rows.shape
    assert len(found) == len(rows)
    assert np.array_equal(np.asarray(found), rows)
    np.testing.assert_allclose(found @ query, rows @ query, rtol=1e-5)
    for asked in (slice(None, None, 3), slice(2, 5), np.empty(0, np.int64)):
        assert np.array_equal(found[asked], rows[asked])
    if len(rows):
        some = np.array([len(rows) - 1, 0, len(rows) - 1])
        assert np.array_equal(found[some], rows[some])
        assert np.array_equal(found[len(rows) - 1], rows[-1])


@pytest.mark.parametrize("share", SHARES)
@pytest.mark.parametrize("n", [0, 1, 50])
def test_rows_come_back_and_zeros_take_no_place(tmp_path, n, share):
    rows = some_rows(n, share)
    write_rows(tmp_path, "image", rows)
    same(read_rows(tmp_path, "image"), rows)
    assert np.load(tmp_path / "image.npy").shape == (int(rows.any(axis=1).sum()), 7)


@pytest.mark.parametrize("share", SHARES)
def test_parts_are_one_array(tmp_path, share):
    parts = [some_rows(n, share, n) for n in (5, 0, 30)]
    stored = []
    for number, rows in enumerate(parts):
        write_rows(tmp_path, str(number), rows)
        stored.append(read_rows(tmp_path, str(number)))
    same(stacked(stored), np.concatenate(parts))
    assert stacked(stored[:1]) is stored[0]


@pytest.mark.parametrize("share", SHARES)
def test_which_rows_are_not_zeros(share):
    rows = some_rows(40, share)
    there = np.flatnonzero(rows.any(axis=1))
    places = np.full(40, -1, np.int32)
    places[there] = np.arange(len(there))
    assert nonzero(rows).tolist() == there.tolist()
    assert nonzero(SparseRows(rows[there], places)).tolist() == there.tolist()
