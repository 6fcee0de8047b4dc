"""Generations on the disk: whole or absent, and never wrong when a file is damaged."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import ItemBlocks
from retrieval import segment
from retrieval.errors import DamagedGeneration
from retrieval.generation import UNFINISHED, Generation
from retrieval.segment import Content
from retrieval.stores.chroma import ChromaStore
from tests.retrieval.indexes.clustered import clustered_blocks, query_near

N = 150
IDS = [f"p{row}" for row in range(N)]
DOCUMENTS = [f"red shoe number{row}" for row in range(N)]


def content(blocks: ItemBlocks, ids: list[str] = IDS, documents: list[str] = DOCUMENTS) -> Content:
    n = len(ids)
    return Content(ids, blocks, documents, np.full(n, b"s", "S16"), np.ones((n, 2), bool))


def build(folder: Path, n: int = N, **options) -> Generation:
    blocks = clustered_blocks(max(n, 1))[:n]
    made = content(blocks, IDS[:n], DOCUMENTS[:n])
    return Generation.build(folder, made, {"encoder": "e1"}, **options)


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    """A finished generation, to be copied and not to be touched."""
    folder = tmp_path_factory.mktemp("generations") / "1"
    build(folder).close()
    return folder


@pytest.fixture
def folder(template, tmp_path) -> Path:
    return Path(shutil.copytree(template, tmp_path / "1"))


def answers_exactly(generation: Generation) -> bool:
    blocks = clustered_blocks(N)
    found = []
    for row in range(0, N, 10):
        query = query_near(blocks, row, 0.5)
        best = np.argsort(-query.scores(blocks))[:10]
        found.append(set(best) <= set(generation.index.candidates(query, 10)))
    return all(found)


def test_opens_as_it_was_built(folder):
    with closing(Generation.open(folder)) as generation:
        blocks = clustered_blocks(N)
        assert generation.ids == IDS
        assert generation.metadata == {"encoder": "e1"}
        assert np.array_equal(generation.blocks.text, blocks.text)
        assert np.array_equal(generation.blocks.image, blocks.image)
        assert isinstance(generation.blocks.text, np.memmap)
        assert generation.lexical.top("number7", 1)[0].tolist() == [7]
        assert answers_exactly(generation)
        assert generation.problems == generation.verify() == []


def test_reading_does_not_change_what_is_checked(folder):
    for _ in range(2):
        with closing(Generation.open(folder)) as generation:
            assert generation.problems == []
            assert answers_exactly(generation)


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_few_products(tmp_path, n):
    build(tmp_path / "1", n).close()
    query = query_near(clustered_blocks(N), 0, 0.5)
    for _ in range(2):  # opening must not change what the next opening checks
        with closing(Generation.open(tmp_path / "1")) as generation:
            assert generation.problems == []
            assert sorted(generation.index.candidates(query, 5)) == list(range(n))


def test_products_of_which_a_block_is_unknown(tmp_path):
    blocks = clustered_blocks(N)
    blocks.image[::3] = 0
    generation = Generation.build(tmp_path / "1", content(blocks), {})
    with closing(generation):
        query = query_near(blocks, 1, 0.5)
        best = np.argsort(-query.scores(blocks))[:10]
        assert set(best) <= set(generation.index.candidates(query, 10))
        assert generation.index.candidates(query_near(blocks, 1, 1), N).size == N
        assert generation.verify() == []


def test_products_that_share_a_title(tmp_path):
    blocks = clustered_blocks(N)
    blocks.text[40:] = blocks.text[:1]
    with closing(Generation.build(tmp_path / "1", content(blocks), {})) as generation:
        for image in (0, 0.5):
            query = query_near(blocks, 50, image)
            best = np.argsort(-query.scores(blocks))[:10]
            assert set(best) <= set(generation.index.candidates(query, 10))


def test_threads_share_a_generation(folder):
    blocks = clustered_blocks(N)
    queries = [query_near(blocks, row, 0.3) for row in range(N)]
    with closing(Generation.open(folder)) as generation, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda query: generation.index.candidates(query, 5), queries))
    for query, rows in zip(queries, found, strict=True):
        assert set(np.argsort(-query.scores(blocks))[:5]) <= set(rows)


def test_lengths_must_agree(tmp_path):
    with pytest.raises(ValueError, match="149"):
        Generation.build(tmp_path / "1", content(clustered_blocks(N), IDS[1:]), {})
    assert not list(tmp_path.iterdir())


# --- a killed build -------------------------------------------------------------------------

BUILDER = """
import sys
from pathlib import Path
from tests.retrieval.test_generation import build
build(Path(sys.argv[1]), progress=lambda *report: print(*report, flush=True))
print("Built", flush=True)
"""


@pytest.mark.parametrize(
    "moment", ["Indexing words", "Indexing vectors 150", "Checking vectors", "Built"]
)
def test_a_killed_build_leaves_all_or_nothing(tmp_path, moment):
    folder = tmp_path / "1"
    child = subprocess.Popen(
        [sys.executable, "-c", BUILDER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert any(line.startswith(moment) for line in child.stdout)
    child.send_signal(signal.SIGKILL)
    child.wait()

    leftovers = {path.name for path in tmp_path.iterdir()}
    assert leftovers <= {"1", f"1{UNFINISHED}"}
    if folder.exists():
        with closing(Generation.open(folder)) as generation:
            assert generation.verify() == []
        return
    with pytest.raises(DamagedGeneration):
        Generation.open(folder)
    with closing(build(folder)) as generation:
        assert answers_exactly(generation)
    assert {path.name for path in tmp_path.iterdir()} == {"1"}


def test_a_store_that_loses_vectors_stops_the_build(tmp_path, monkeypatch):
    add = ChromaStore.add

    def lossy(self, block, keys, vectors):
        add(self, block, keys[1:], vectors[1:])

    monkeypatch.setattr(ChromaStore, "add", lossy)
    with pytest.raises(DamagedGeneration, match="lost data"):
        build(tmp_path / "1")
    assert not (tmp_path / "1").exists()


# --- damaged files --------------------------------------------------------------------------


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for position in range(len(content) // 2, len(content), 97):
        content[position] ^= 0xFF
    path.write_bytes(content)


VITAL = [
    "ids.json",
    "text.npy",
    "image.npy",
    "text.keys.npy",
    "image.keys.npy",
    "manifest.json",
    "text.rows.npy",
    "image.rows.npy",
    "signatures.npy",
    "observed.npy",
    "bm25/counts.npy",
    "bm25/lengths.npy",
    "bm25/rows.npy",
    "bm25/sequence.npy",
    "bm25/sequence.starts.npy",
    "bm25/starts.npy",
    "bm25/terms.npy",
    "bm25/terms.txt",
    "stated/codes.json",
    "stated/columns.npz",
    "stated/flags.npy",
    "stated/measures.json",
    "stated/measures.npz",
    "stated/offers.keys.npy",
    "stated/offers.npy",
    "stated/offers.starts.npy",
    "stated/order.npy",
    "stated/owner.npy",
    "stated/section.npy",
    "stated/starts.npy",
    "stated/terms.npy",
]
EMPTY = [f"stated/{name}" for name in ("offers.jsonl", "sections.txt", "squashed.txt", "terms.txt")]
"""Files without content here, as these things state nothing."""
STORED = [
    "chroma.sqlite3",
    "*/data_level0.bin",
    "*/header.bin",
    "*/index_metadata.pickle",
    "*/length.bin",
    "*/link_lists.bin",
    "description.json",
]


def test_every_file_is_listed(template):
    files = {path.relative_to(template) for path in template.rglob("*") if path.is_file()}
    listed = {path for name in (*VITAL, *EMPTY) for path in template.glob(name)}
    listed |= {path for name in STORED for path in (template / "store").glob(name)}
    assert files == {path.relative_to(template) for path in listed}


@pytest.mark.parametrize("harm", [truncate, flip, Path.unlink])
@pytest.mark.parametrize("name", VITAL)
def test_damage_beyond_the_vector_store_is_an_error(folder, name, harm):
    harm(folder / name)
    with pytest.raises(DamagedGeneration, match="build it again"):
        Generation.open(folder)


@pytest.mark.parametrize("harm", [truncate, flip, Path.unlink])
@pytest.mark.parametrize("name", STORED)
def test_without_its_vector_store_a_generation_answers_exactly(folder, name, harm):
    for path in (folder / "store").glob(name):
        harm(path)
    with closing(Generation.open(folder)) as generation:
        assert len(generation.problems) == 1
        assert "vector store" in generation.problems[0]
        assert generation.index is generation.exact
        assert answers_exactly(generation)


def test_verify_names_damage(folder):
    with closing(Generation.open(folder)) as generation:
        for path in (folder / "store").glob("*/data_level0.bin"):
            flip(path)
        assert "data_level0.bin" in generation.verify()[0]


def test_verify_finds_a_vector_that_was_swapped(folder):
    generation = Generation.open(folder)
    key = generation.keys["image"][3:4]
    with closing(generation.stored().open()) as store:
        store.remove("image", key)
        store.add("image", key, clustered_blocks(N, seed=7).image[:1])
    problems = Generation.open(folder).verify()
    assert problems == ["1 of the image vectors in the store are wrong or missing."]


def test_verify_finds_a_vector_that_is_gone(folder):
    generation = Generation.open(folder)
    with closing(generation.stored().open()) as store:
        store.remove("text", generation.keys["text"][3:4])
    problems = Generation.open(folder).verify()
    assert problems == ["1 of the text vectors in the store are wrong or missing."]


def test_an_unreadable_store_falls_back_at_the_first_question(folder, caplog, monkeypatch):
    def refuse(*_):
        raise RuntimeError("out of file handles")

    monkeypatch.setattr(ChromaStore, "__init__", refuse)
    with closing(Generation.open(folder)) as generation:
        assert answers_exactly(generation)
        assert "out of file handles" in caplog.text


def test_a_generation_of_another_version_is_built_again(folder, monkeypatch):
    monkeypatch.setattr(segment, "VERSION", segment.VERSION + 1)
    with pytest.raises(DamagedGeneration, match="version"):
        Generation.open(folder)


def test_remove_deletes_the_folder(folder):
    Generation.remove(folder)
    assert not folder.exists()


def test_the_blocks_given_are_not_changed(tmp_path):
    blocks = clustered_blocks(N)
    kept = ItemBlocks(blocks.text.copy(), blocks.image.copy())
    Generation.build(tmp_path / "1", content(blocks), {}).close()
    assert np.array_equal(blocks.fused(), kept.fused())
