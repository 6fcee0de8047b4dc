"""What every store promises, held against exact search."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import MODALITIES
from retrieval import stores
from retrieval.errors import ModelUnavailable
from retrieval.stores.base import Place, Store
from retrieval.stores.exact import ExactStore
from retrieval.stores.keys import KeyedRows, vector_keys
from tests.retrieval.indexes.clustered import clustered_blocks
from tests.retrieval.stores.places import LOCAL, fill, open_store, place_of, put
from tests.retrieval.stores.servers import chroma_server

N = 6000  # above LanceDB's threshold for a graph
BLOCKS = clustered_blocks(N)
Open = Callable[[Place], Store]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as (url, _):
        yield url


@pytest.fixture(scope="module", params=[*LOCAL, "chroma-server"])
def filled(request, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that holds all blocks, opened anew; only to be asked."""
    with pytest.MonkeyPatch.context() as patch:
        if request.param == "chroma-server":
            patch.setenv("CHROMA_URL", request.getfixturevalue("server"))
        place = place_of(tmp_path_factory.mktemp("store"), BLOCKS, "filled")
        with closing(open_store(request.param, place)) as store:
            fill(store)
        with closing(open_store(request.param, place)) as store:
            yield store


@pytest.fixture(params=[*LOCAL, "chroma-server"])
def opened(request, tmp_path, monkeypatch) -> Open:
    """Opens a store of one kind at a place of the test's own."""
    if request.param == "chroma-server":
        monkeypatch.setenv("CHROMA_URL", request.getfixturevalue("server"))
    folder, prefix = tmp_path / "store", f"own-{abs(hash(request.node.name))}"
    folder.mkdir()
    return lambda place: open_store(request.param, replace(place, folder=folder, prefix=prefix))


def few(n: int = 120) -> Place:
    return place_of(Path(), clustered_blocks(n))


def recall(store: Store, share: float | None, n: int = 10) -> float:
    """Of the n nearest under random masks that leave a share, how many are found."""
    random, exact, found = np.random.default_rng(5), ExactStore(store.place), []
    keys = store.place.rows["text"].keys
    for row in range(0, N, N // 30):
        vector = BLOCKS.text[row] + 0.1 * random.standard_normal(BLOCKS.text.shape[1])
        vector = (vector / np.linalg.norm(vector)).astype(np.float32)
        allowed = None if share is None else keys[random.random(len(keys)) < share]
        best, _ = exact.nearest("text", vector, n, allowed)
        got, similarities = store.nearest("text", vector, n, allowed)
        assert len(got) == len(best) == len(set(got.tolist()))
        assert (np.diff(similarities) <= 1e-6).all()
        vectors = BLOCKS.text[store.place.rows["text"].first_rows(got)]
        np.testing.assert_allclose(similarities, vectors @ vector, atol=1e-5)
        if allowed is not None:
            assert set(got.tolist()) <= set(allowed.tolist())
        found.append(len(set(got.tolist()) & set(best.tolist())) / max(len(best), 1))
    return float(np.mean(found))


@pytest.mark.parametrize("share", [None, 0.9, 0.5, 0.1, 0.01, 0.001, 0.0])
def test_the_nearest_are_those_of_exact_search_under_any_mask(filled, share):
    assert recall(filled, share) >= (0.0 if share == 0.0 else 0.99)


def test_a_mask_that_leaves_what_is_far_away_alone(filled):
    """The worst for a graph: nothing near the question is allowed."""
    vector = BLOCKS.text[3]
    keys = filled.place.rows["text"].keys
    scores = BLOCKS.text[filled.place.rows["text"].first_rows(keys)] @ vector
    allowed = keys[scores < np.quantile(scores, 0.9)]
    got, _ = filled.nearest("text", vector, 10, allowed)
    best, _ = ExactStore(filled.place).nearest("text", vector, 10, allowed)
    assert set(got.tolist()) == set(best.tolist())


def test_more_than_there_is_may_be_asked_for(filled):
    keys, similarities = filled.nearest(
        "text", BLOCKS.text[3], 20, filled.place.rows["text"].keys[:7]
    )
    assert len(keys) == len(similarities) == 7


def test_threads_share_a_store(filled):
    def ask(row: int) -> bool:
        keys, _ = filled.nearest("image", BLOCKS.image[row], 5)
        return int(keys[0]) == int(vector_keys(BLOCKS.image[row : row + 1])[0])

    with ThreadPoolExecutor(16) as pool:
        assert np.mean(list(pool.map(ask, range(0, N, 20)))) >= 0.99


def test_a_whole_store_has_no_differences(filled):
    assert [filled.verify(block) for block in MODALITIES] == [[], []]


def test_vectors_are_kept_bit_for_bit_and_come_in_the_order_of_their_keys(opened):
    with closing(opened(few())) as store:
        fill(store)
        keys = store.place.rows["image"].keys[::-3]
        rows = store.place.rows["image"].first_rows(keys)
        assert (store.vectors("image", keys) == store.place.vectors["image"][rows]).all()


def test_what_is_removed_is_found_no_more(opened):
    place = few()
    keys = place.rows["text"].keys
    with closing(opened(place)) as store:
        fill(store)
        gone = keys[::4]
        store.remove("text", gone)
        store.save("text")
        for vector in place.vectors["text"][:20]:
            found, _ = store.nearest("text", vector, 20)
            assert not set(found.tolist()) & set(gone.tolist())
        assert sorted(store.keys("text").tolist()) == sorted(
            set(keys.tolist()) - set(gone.tolist())
        )
        assert store.verify("text") == [
            f"{len(gone)} of the text vectors in the store are wrong or missing."
        ]


def test_what_is_added_later_is_found(opened):
    place = few()
    rows = np.arange(120)
    with closing(opened(place)) as store:
        fill(store, rows[:70])
    with closing(opened(place)) as store:
        if not isinstance(store, ExactStore):  # which has what its place has
            put(store, "text", rows[70:])
        found, _ = store.nearest("text", place.vectors["text"][100], 3)
        assert found[0] == vector_keys(place.vectors["text"][100:101])[0]
    with closing(opened(place)) as store:
        assert store.verify("text") == []


def test_damage_is_told(opened):
    """A vector that is another, one that is lost, one too many."""
    with closing(opened(few())) as store:
        fill(store)
        place = store.place
        other = {**place.vectors, "text": place.vectors["text"].copy()}
        other["text"][3] = -other["text"][3]
        store.place = replace(place, vectors=other)
        (told,) = store.verify("text")
        assert told == "1 of the text vectors in the store are wrong or missing."
        keys = vector_keys(place.vectors["text"])
        fewer = {**place.rows, "text": KeyedRows(np.where(np.arange(120) < 20, 0, keys))}
        store.place = replace(place, rows=fewer)
        foreign = ["20 of the text vectors in the store belong to nothing."]
        assert store.verify("text") == ([] if store.remote else foreign)
        store.place = place
        store.remove("text", keys[7:9])
        store.save("text")
        (told,) = store.verify("text")
        assert told == "2 of the text vectors in the store are wrong or missing."


def test_dropping_twice_is_fine_and_a_block_may_come_back(opened):
    place = few()
    with closing(opened(place)) as store:
        fill(store)
        store.drop("text")
        store.drop("text")
        with pytest.raises(Exception, match=r".*"):  # each library has its own
            store.nearest("text", place.vectors["text"][0], 1)
        store.create("text", place.vectors["text"].shape[1], 120)
        put(store, "text", np.arange(120))
        assert store.verify("text") == store.verify("image") == []


def test_a_missing_package_costs_one_sentence(monkeypatch):
    monkeypatch.setitem(stores.STORES, "odd", stores.Kind("odd", "OddStore", "no_such_package"))
    with pytest.raises(ModelUnavailable, match=r"shopping-assistant\[no_such_package\]"):
        stores.check_store("odd")


def test_an_unknown_store_is_told_with_those_there_are():
    with pytest.raises(ModelUnavailable, match="chroma, chroma-server, exact, hnswlib, usearch"):
        stores.store_class("atlantis")


def test_no_store_is_imported_that_is_not_used():
    code = "import retrieval.generation, sys; print({'chromadb', 'lancedb'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
