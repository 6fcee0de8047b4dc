"""Content keys: equal for equal vectors, and only for them."""

from __future__ import annotations

import numpy as np

from retrieval.stores import keys
from retrieval.stores.keys import KeyedRows, vector_keys, within
from tests.retrieval.indexes.clustered import clustered_blocks


def some_vectors() -> np.ndarray:
    vectors = clustered_blocks(40).text
    vectors[[5, 30]] = vectors[11]
    vectors[2] = 0
    return vectors


def test_equal_vectors_share_a_key_and_zeros_have_none(monkeypatch):
    monkeypatch.setattr(keys, "CHUNK", 7)
    found = vector_keys(some_vectors())
    assert found[2] == 0
    assert found[5] == found[11] == found[30]
    assert len(set(found.tolist())) == 38


def test_a_key_depends_on_nothing_but_the_numbers():
    vectors = clustered_blocks(4).image
    strided = np.asfortranarray(np.hstack([vectors, vectors]))[:, : vectors.shape[1]]
    assert (vector_keys(strided) == vector_keys(vectors)).all()


def test_rows_are_found_by_their_keys():
    found = vector_keys(some_vectors())
    keyed = KeyedRows(found)
    assert keyed.distinct == 37
    assert (np.diff(keyed.keys) > 0).all()
    assert (found[keyed.first] == keyed.keys).all()
    for key in keyed.keys[::5]:
        assert keyed.rows(np.array([key])).tolist() == np.flatnonzero(found == key).tolist()
    assert keyed.rows(np.array([found[5], 1], np.uint64)).tolist() == [5, 11, 30]
    assert keyed.first_rows(found[[30, 7]]).tolist() == [5, 7]


def test_keys_are_admitted_that_a_row_has_that_is_allowed():
    found = vector_keys(some_vectors())
    keyed, allowed = KeyedRows(found), np.zeros(40, bool)
    allowed[[2, 7, 30]] = True
    assert keyed.admitted(allowed).tolist() == sorted(found[[7, 30]].tolist())


def test_without_a_vector_there_is_no_key():
    keyed = KeyedRows(np.zeros(3, np.uint64))
    assert keyed.distinct == 0
    assert keyed.rows(np.array([4], np.uint64)).size == 0
    assert keyed.admitted(np.ones(3, bool)).size == 0


def test_which_keys_are_among_others():
    some, none = np.array([3, 9, 2**64 - 1], np.uint64), np.empty(0, np.uint64)
    assert within(np.array([9, 4, 2**64 - 1], np.uint64), some).tolist() == [True, False, True]
    assert within(some, none).tolist() == [False] * 3
