"""The union of block lists: its proof, its fallbacks. The store is a small exact fake."""

from __future__ import annotations

import logging
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fusion.blocks import ItemBlocks
from retrieval.indexes import blockwise
from retrieval.indexes.blockwise import BlockwiseIndex, BlockwiseOptions
from retrieval.indexes.exact import ExactIndex
from retrieval.stores.exact import ExactStore
from tests.retrieval.indexes.clustered import IMAGE_DIM, clustered_blocks, query_near
from tests.retrieval.stores.places import place_of


class AskedStore(ExactStore):
    """One without approximation that notes what it is asked."""

    def __init__(self, blocks: ItemBlocks) -> None:
        super().__init__(place_of(Path(), blocks))
        self.asked: list[tuple[str, int]] = []
        self.closed = False

    def nearest(
        self, block: str, vector: np.ndarray, n: int, allowed: np.ndarray | None = None
    ) -> tuple[np.ndarray, np.ndarray]:
        self.asked.append((block, n))
        return super().nearest(block, vector, n, allowed)

    def close(self) -> None:
        self.closed = True


def index_over(blocks: ItemBlocks, store: ExactStore, **options: float) -> BlockwiseIndex:
    return BlockwiseIndex(ExactIndex(blocks), lambda: store, BlockwiseOptions(**options))


@settings(max_examples=50)
@given(seed=st.integers(0, 1000), image=st.floats(0, 1), k=st.integers(1, 20))
def test_lists_grow_until_the_best_are_proved(seed, image, k):
    blocks = clustered_blocks(400, seed)
    index = index_over(blocks, AskedStore(blocks), depth=5, growth=2, max_depth=400)
    query = query_near(blocks, seed % 400, image, seed)
    best = ExactIndex(blocks).candidates(query, k)
    assert set(best) <= set(index.candidates(query, k))


def test_a_proved_answer_needs_no_longer_lists():
    blocks = clustered_blocks(400)
    store = AskedStore(blocks)
    index_over(blocks, store, depth=50, max_depth=400).candidates(query_near(blocks, 3, 0.5), 1)
    assert store.asked == [("text", 50), ("image", 50)]


@pytest.mark.parametrize(("image", "block"), [(0, "text"), (1, "image")])
def test_a_block_without_weight_is_not_searched(image, block):
    blocks = clustered_blocks(100)
    store = AskedStore(blocks)
    index_over(blocks, store).candidates(query_near(blocks, 3, image), 5)
    assert {modality for modality, _ in store.asked} == {block}


def test_a_narrow_mask_is_searched_exactly_without_the_store():
    blocks = clustered_blocks(100)
    store = AskedStore(blocks)
    query = query_near(blocks, 3, 0.5)
    allowed = np.arange(100) % 2 == 0
    found = index_over(blocks, store, depth=5).candidates(query, 5, allowed)
    assert set(found) == set(ExactIndex(blocks).candidates(query, 5, allowed))
    assert not store.asked


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 1000), image=st.floats(0, 1), share=st.floats(0.7, 1))
def test_a_broad_mask_is_given_to_the_store(seed, image, share):
    blocks = clustered_blocks(4000, seed)
    blocks.text[:50] = blocks.text[50:100]  # of which either may be allowed
    store = AskedStore(blocks)
    index = index_over(blocks, store, depth=10, growth=2, max_depth=4000)
    allowed = np.random.default_rng(seed).random(4000) < share
    query = query_near(blocks, seed % 400, image, seed)
    found = index.candidates(query, 10, allowed)
    assert store.asked
    assert allowed[found].all()
    scores = np.sort(query.scores(blocks)[found])[-10:]
    assert np.allclose(scores, np.sort(query.scores(blocks)[allowed])[-10:])


def test_a_small_catalogue_is_gone_through(monkeypatch):
    monkeypatch.setattr(blockwise, "SMALL", 400)
    blocks = clustered_blocks(401)
    for n, asked in ((400, False), (401, True)):
        some = blocks[np.arange(n)]
        store = AskedStore(some)
        query = query_near(some, 3, 0.5)
        best = ExactIndex(some).candidates(query, 10)
        assert set(best) <= set(index_over(some, store).candidates(query, 10))
        assert bool(store.asked) == asked


def test_a_failing_store_is_replaced_by_exact_search(caplog):
    blocks = clustered_blocks(100)
    store = AskedStore(blocks)
    store.drop("image")  # a KeyError stands for whatever a store raises
    query = query_near(blocks, 3, 0.5)
    with caplog.at_level(logging.WARNING):
        found = index_over(blocks, store).candidates(query, 5)
    assert set(found) == set(ExactIndex(blocks).candidates(query, 5))
    assert "exact and slower" in caplog.text


def test_products_that_lack_the_block_asked_for_are_found_too():
    blocks = clustered_blocks(50)
    blocks.image[10:] = 0
    index = index_over(blocks, AskedStore(blocks))
    assert len(index.candidates(query_near(blocks, 3, 1), 20)) == 20


def test_products_with_the_same_block_come_together():
    blocks = clustered_blocks(50)
    blocks.text[[3, 20, 40]] = blocks.text[3]
    found = index_over(blocks, AskedStore(blocks), depth=1).candidates(query_near(blocks, 3, 0), 1)
    assert set(found) == {3, 20, 40}


def test_a_failing_store_is_left_alone_for_a_while(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(blockwise, "time", SimpleNamespace(monotonic=lambda: now[0]))
    blocks = clustered_blocks(100)
    store = AskedStore(blocks)
    index = index_over(blocks, store, pause=30)
    image = store.keys("image")
    store.drop("image")
    query = query_near(blocks, 3, 0.5)
    index.candidates(query, 5)
    store.create("image", IMAGE_DIM, 100)
    store.add("image", image, blocks.image)
    asked = len(store.asked)
    now[0] += 29
    index.candidates(query, 5)
    assert len(store.asked) == asked
    now[0] += 2
    index.candidates(query, 5)
    assert len(store.asked) > asked


def test_a_closed_index_answers_exactly():
    blocks = clustered_blocks(50)
    store = AskedStore(blocks)
    index = index_over(blocks, store)
    index.candidates(query_near(blocks, 3, 0.5), 5)
    index.close()
    assert store.closed
    assert index.candidates(query_near(blocks, 3, 0.5), 5).size == 5


def test_a_question_on_its_way_does_not_open_a_closed_index_again(caplog):
    class Closing(AskedStore):
        def nearest(self, block, vector, n, allowed=None):
            index.close()
            raise RuntimeError("closed")

    blocks, opened = clustered_blocks(50), []

    def open_store() -> AskedStore:
        opened.append(Closing(blocks))
        return opened[-1]

    index = BlockwiseIndex(ExactIndex(blocks), open_store, BlockwiseOptions(pause=0))
    for _ in range(2):
        assert index.candidates(query_near(blocks, 3, 0.5), 5).size == 5
    assert len(opened) == 1
    assert caplog.text == ""  # nothing has failed


def test_of_many_questions_one_alone_tries_a_store_that_does_not_open(caplog):
    blocks, tries = clustered_blocks(50), []

    def open_store() -> AskedStore:
        tries.append(time.sleep(0.05))
        raise TimeoutError("silent")

    index = BlockwiseIndex(ExactIndex(blocks), open_store, BlockwiseOptions(pause=60))
    with ThreadPoolExecutor(8) as pool:
        asked = [query_near(blocks, row, 0.5) for row in range(8)]
        found = list(pool.map(lambda query: index.candidates(query, 5), asked))
    assert [len(rows) for rows in found] == [5] * 8
    assert len(tries) == 1
    assert caplog.text.count("exact and slower") == 1
