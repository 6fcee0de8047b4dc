"""The union of block lists: its proof, its fallbacks. The store is a small exact fake."""

from __future__ import annotations

import logging
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.indexes import blockwise
from retrieval.indexes.blockwise import BlockwiseIndex, BlockwiseOptions
from retrieval.indexes.exact import ExactIndex
from retrieval.indexes.keys import rows_by_key, vector_keys
from tests.retrieval.indexes.clustered import clustered_blocks, query_near


class ExactStore:
    """A store without approximation that notes what it is asked."""

    def __init__(self, blocks: ItemBlocks) -> None:
        self.vectors = {
            modality: {
                key: getattr(blocks, modality)[rows[0]]
                for key, rows in rows_by_key(vector_keys(getattr(blocks, modality))).items()
            }
            for modality in MODALITIES
        }
        self.asked: list[tuple[str, int]] = []
        self.closed = False

    def nearest(self, modality: str, vector: np.ndarray, n: int) -> tuple[list[str], np.ndarray]:
        self.asked.append((modality, n))
        keys = np.array(list(self.vectors[modality]))
        scores = np.stack(list(self.vectors[modality].values())) @ vector
        best = np.argsort(-scores)[:n]
        return keys[best].tolist(), scores[best]

    def close(self) -> None:
        self.closed = True


def index_over(blocks: ItemBlocks, store: ExactStore, **options: float) -> BlockwiseIndex:
    keys = {modality: vector_keys(getattr(blocks, modality)) for modality in MODALITIES}
    return BlockwiseIndex(ExactIndex(blocks), keys, lambda: store, BlockwiseOptions(**options))


@settings(max_examples=50)
@given(seed=st.integers(0, 1000), image=st.floats(0, 1), k=st.integers(1, 20))
def test_lists_grow_until_the_best_are_proved(seed, image, k):
    blocks = clustered_blocks(400, seed)
    index = index_over(blocks, ExactStore(blocks), depth=5, growth=2, max_depth=400)
    query = query_near(blocks, seed % 400, image, seed)
    best = ExactIndex(blocks).candidates(query, k)
    assert set(best) <= set(index.candidates(query, k))


def test_a_proved_answer_needs_no_longer_lists():
    blocks = clustered_blocks(400)
    store = ExactStore(blocks)
    index_over(blocks, store, depth=50, max_depth=400).candidates(query_near(blocks, 3, 0.5), 1)
    assert store.asked == [("text", 50), ("image", 50)]


@pytest.mark.parametrize(("image", "block"), [(0, "text"), (1, "image")])
def test_a_block_without_weight_is_not_searched(image, block):
    blocks = clustered_blocks(100)
    store = ExactStore(blocks)
    index_over(blocks, store).candidates(query_near(blocks, 3, image), 5)
    assert {modality for modality, _ in store.asked} == {block}


def test_filters_are_answered_exactly_without_the_store():
    blocks = clustered_blocks(100)
    store = ExactStore(blocks)
    allowed = np.arange(100) % 2 == 0
    query = query_near(blocks, 3, 0.5)
    found = index_over(blocks, store).candidates(query, 5, allowed)
    assert set(found) == set(ExactIndex(blocks).candidates(query, 5, allowed))
    assert not store.asked


def test_a_failing_store_is_replaced_by_exact_search(caplog):
    blocks = clustered_blocks(100)
    store = ExactStore(blocks)
    del store.vectors["image"]  # a KeyError stands for whatever a store raises
    query = query_near(blocks, 3, 0.5)
    with caplog.at_level(logging.WARNING):
        found = index_over(blocks, store).candidates(query, 5)
    assert set(found) == set(ExactIndex(blocks).candidates(query, 5))
    assert "exact and slower" in caplog.text


def test_products_that_lack_the_block_asked_for_are_found_too():
    blocks = clustered_blocks(50)
    blocks.image[10:] = 0
    index = index_over(blocks, ExactStore(blocks))
    assert len(index.candidates(query_near(blocks, 3, 1), 20)) == 20


def test_products_with_the_same_block_come_together():
    blocks = clustered_blocks(50)
    blocks.text[[3, 20, 40]] = blocks.text[3]
    found = index_over(blocks, ExactStore(blocks), depth=1).candidates(query_near(blocks, 3, 0), 1)
    assert set(found) == {3, 20, 40}


def test_a_failing_store_is_left_alone_for_a_while(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(blockwise, "time", SimpleNamespace(monotonic=lambda: now[0]))
    blocks = clustered_blocks(100)
    store = ExactStore(blocks)
    index = index_over(blocks, store, pause=30)
    image = store.vectors.pop("image")
    query = query_near(blocks, 3, 0.5)
    index.candidates(query, 5)
    store.vectors["image"] = image
    asked = len(store.asked)
    now[0] += 29
    index.candidates(query, 5)
    assert len(store.asked) == asked
    now[0] += 2
    index.candidates(query, 5)
    assert len(store.asked) > asked


def test_a_closed_index_answers_exactly():
    blocks = clustered_blocks(50)
    store = ExactStore(blocks)
    index = index_over(blocks, store)
    index.candidates(query_near(blocks, 3, 0.5), 5)
    index.close()
    assert store.closed
    assert index.candidates(query_near(blocks, 3, 0.5), 5).size == 5


def test_a_question_on_its_way_does_not_open_a_closed_index_again(caplog):
    class Closing(ExactStore):
        def nearest(self, modality, vector, n):
            index.close()
            raise RuntimeError("closed")

    blocks, opened = clustered_blocks(50), []
    keys = {modality: vector_keys(getattr(blocks, modality)) for modality in MODALITIES}

    def open_store() -> ExactStore:
        opened.append(Closing(blocks))
        return opened[-1]

    index = BlockwiseIndex(ExactIndex(blocks), keys, open_store, BlockwiseOptions(pause=0))
    for _ in range(2):
        assert index.candidates(query_near(blocks, 3, 0.5), 5).size == 5
    assert len(opened) == 1
    assert caplog.text == ""  # nothing has failed
