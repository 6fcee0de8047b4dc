"""Taking over what has not changed from the store of the generation before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import ItemBlocks
from retrieval.generation import Generation
from retrieval.segment import STORE
from retrieval.stores import building
from retrieval.stores.base import GraphOptions
from retrieval.stores.building import DESCRIPTION, StoreOptions
from tests.retrieval.indexes.clustered import clustered_blocks, query_near
from tests.retrieval.stores.places import GRAPHS, LOCAL
from tests.retrieval.test_generation import content

N = 200
ALL = clustered_blocks(N + 20)
CHOSEN: dict[str, StoreOptions] = {}
"""What a test builds with unless it says otherwise."""


@pytest.fixture(autouse=True)
def small_bases_count(monkeypatch):
    monkeypatch.setattr(building, "MIN_BASE", 10)


@pytest.fixture(params=GRAPHS)
def base(tmp_path, request, monkeypatch) -> Iterator[Generation]:
    """Of every store that keeps vectors; as is what is built after it."""
    monkeypatch.setitem(CHOSEN, "options", StoreOptions(request.param))
    with closing(build(tmp_path / "1", np.arange(N))) as generation:
        yield generation


def build(folder: Path, rows: np.ndarray, blocks: ItemBlocks = ALL, **options) -> Generation:
    ids = [f"p{row}" for row in rows]
    return Generation.build(folder, content(blocks[rows], ids, ids), {}, **{**CHOSEN, **options})


def check(generation: Generation) -> None:
    """It holds what it should, and finds it."""
    assert generation.stored().differences() == []
    for row in range(0, len(generation.ids), 20):
        query = query_near(generation.blocks, row, 0.5)
        best = np.argsort(-query.scores(generation.blocks))[:10]
        assert set(best) <= set(generation.index.candidates(query, 10))


@pytest.fixture
def added(monkeypatch) -> list[tuple[str, int]]:
    """Block and number of the vectors that are added from now on."""
    calls: list[tuple[str, int]] = []
    apply = building._apply

    def spy(stored, store, block, change, told):
        calls.append((block, len(change.added)))
        apply(stored, store, block, change, told)

    monkeypatch.setattr(building, "_apply", spy)
    return calls


def test_only_changes_are_written(base, tmp_path, added):
    blocks = ALL[np.arange(len(ALL))]
    blocks.text[3] = ALL.text[4]  # another title, which a product has already
    blocks.image[7] = 0  # a picture that is gone
    rows = np.concatenate([[N, N + 1], np.arange(10, N), [3, 7]])  # two new, eight gone, reordered
    with closing(build(tmp_path / "2", rows, blocks, base=base)) as generation:
        assert added == [("text", 2), ("image", 2)]
        assert generation.manifest["store"]["holes"] == {"text": 8, "image": 9}
        check(generation)
    check(base)


def test_a_graph_full_of_holes_is_written_anew(base, tmp_path, added):
    blocks = ALL[np.arange(len(ALL))]
    blocks.image[: N // 2] = clustered_blocks(N, seed=3).image[: N // 2]
    with closing(build(tmp_path / "2", np.arange(N), blocks, base=base)) as generation:
        assert added == [("text", 0), ("image", N)]
        check(generation)


def test_holes_add_up_over_generations(base, tmp_path):
    rows = np.arange(N)
    for number in range(2, 5):
        rows = rows[15:]
        with closing(build(tmp_path / str(number), rows, base=base)) as generation:
            base = generation
            check(generation)
    assert generation.manifest["store"]["holes"] == {"text": 0, "image": 0}  # 45 of 155


@pytest.mark.parametrize(
    "options",
    [
        {"options": StoreOptions("chroma", GraphOptions(max_neighbors=8))},
        {"blocks": "narrow"},
    ],
)
def test_a_base_that_does_not_fit_is_not_used(base, tmp_path, added, options):
    if "blocks" in options:
        options = {"blocks": ItemBlocks(ALL.text[:, :16], ALL.image)}
    with closing(build(tmp_path / "2", np.arange(N), base=base, **options)):
        assert added == [("text", N), ("image", N)]


def test_a_base_that_is_broken_is_not_used(base, tmp_path, added, caplog):
    for path in (tmp_path / "1" / STORE).rglob("*"):
        if path.is_file() and path.name != DESCRIPTION:
            path.write_bytes(b"nothing of the sort")
    with closing(build(tmp_path / "2", np.arange(N), base=base)) as generation:
        check(generation)
    assert added[-2:] == [("text", N), ("image", N)]
    assert "could not be taken over" in caplog.text


def test_a_vector_that_the_base_lost_comes_back(base, tmp_path):
    with closing(base.stored().open()) as store:
        store.remove("text", base.keys["text"][5:6])
        store.save("text")
    with closing(build(tmp_path / "2", np.arange(N), base=base)) as generation:
        check(generation)


def test_a_base_with_wrong_vectors_is_not_used(base, tmp_path, added):
    key = base.keys["text"][5:6]
    with closing(base.stored().open()) as store:
        store.remove("text", key)
        store.add("text", key, ALL.text[6:7])
        store.save("text")
    with closing(build(tmp_path / "2", np.arange(N), base=base)) as generation:
        assert added == [("text", 0), ("image", 0), ("text", N), ("image", N)]
        check(generation)


@pytest.mark.parametrize("name", LOCAL)
def test_damaged_files_of_a_store_are_noticed_and_done_without(tmp_path, name):
    folder = tmp_path / "1"
    build(folder, np.arange(N), options=StoreOptions(name)).close()
    files = [path for path in (folder / STORE).rglob("*") if path.is_file()]
    assert files
    for path in files:
        whole = path.read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
        with closing(Generation.open(folder)) as generation:
            told = len(generation.problems) == len(generation.verify()) == 1
            assert told or not whole
            query = query_near(generation.blocks, 3, 0.5)
            best = np.argsort(-query.scores(generation.blocks))[:10]
            assert set(best) <= set(generation.index.candidates(query, 10))
        path.write_bytes(whole)


@pytest.mark.parametrize("name", LOCAL)
def test_asking_changes_nothing_that_is_checked(tmp_path, name):
    build(tmp_path / "1", np.arange(N), options=StoreOptions(name)).close()
    for _ in range(2):
        with closing(Generation.open(tmp_path / "1")) as generation:
            assert generation.problems == generation.verify() == []
            check(generation)
