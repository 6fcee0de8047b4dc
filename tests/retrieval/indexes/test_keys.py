"""Content keys: equal for equal vectors, and only for them."""

from __future__ import annotations

import numpy as np

from retrieval.indexes import keys
from retrieval.indexes.keys import rows_by_key, vector_keys
from tests.retrieval.indexes.clustered import clustered_blocks


def test_equal_vectors_share_a_key_and_zeros_have_none(monkeypatch):
    monkeypatch.setattr(keys, "CHUNK", 7)
    vectors = clustered_blocks(40).text
    vectors[[5, 30]] = vectors[11]
    vectors[2] = 0
    found = vector_keys(vectors)
    assert found[2] == b""
    assert found[5] == found[11] == found[30]
    assert len(set(found)) == 38
    groups = rows_by_key(found)
    assert sorted(row for rows in groups.values() for row in rows) == [
        row for row in range(40) if row != 2
    ]
    assert groups[found[5].decode()] == [5, 11, 30]


def test_a_key_depends_on_nothing_but_the_numbers():
    vectors = clustered_blocks(4).image
    strided = np.asfortranarray(np.hstack([vectors, vectors]))[:, : vectors.shape[1]]
    assert (vector_keys(strided) == vector_keys(vectors)).all()
