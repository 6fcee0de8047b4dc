"""The real Chroma: embedded, as a server, and a server that is no help."""

from __future__ import annotations

import logging
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.generation import Generation
from retrieval.indexes.chroma import ChromaOptions, ChromaStore, NoEmbedding, known_rows
from tests.retrieval.indexes.clustered import clustered_blocks, query_near

N = 120
IDS = [f"p{row}" for row in range(N)]


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[tuple[str, subprocess.Popen]]:
    """The URL of a `chroma run`, and its process."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [
        Path(sysconfig.get_path("scripts")) / "chroma",
        *("run", "--path", folder, "--host", "127.0.0.1", "--port", str(port)),
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", process
    process.kill()
    process.wait()


@pytest.fixture(params=["embedded", "server"])
def store(request, tmp_path) -> Iterator[ChromaStore]:
    url = request.getfixturevalue("server")[0] if request.param == "server" else None
    with closing(ChromaStore(tmp_path, "items", ChromaOptions(url=url))) as store:
        yield store
        for modality in MODALITIES:
            store.drop(modality)


def fill(store: ChromaStore, blocks: ItemBlocks) -> None:
    for modality in MODALITIES:
        vectors = getattr(blocks, modality)
        rows = known_rows(vectors)
        store.create(modality, len(rows))
        store.add(modality, IDS, vectors, rows)


def test_keeps_vectors_bit_for_bit(store):
    blocks = clustered_blocks(N)
    fill(store, blocks)
    ids, vectors = next(store.read("image"))
    rows = [int(product[1:]) for product in ids]
    assert sorted(rows) == list(range(N))
    assert np.array_equal(vectors, blocks.image[rows])
    assert store.differences(IDS, blocks) == []


def test_nearest_are_the_best_inner_products_in_order(store):
    blocks = clustered_blocks(N)
    fill(store, blocks)
    ids, similarities = store.nearest("text", blocks.text[7], 10)
    assert ids[0] == "p7"
    expected = blocks.text[[int(product[1:]) for product in ids]] @ blocks.text[7]
    np.testing.assert_allclose(similarities, expected, atol=1e-5)
    assert (np.diff(similarities) <= 0).all()


def test_unknown_blocks_are_left_out(store):
    blocks = clustered_blocks(N)
    blocks.text[5:] = 0
    fill(store, blocks)
    assert (store.count("text"), store.count("image")) == (5, N)
    assert store.differences(IDS, blocks) == []


def test_differences_tell_wrong_lost_and_foreign_vectors(store):
    blocks = clustered_blocks(N)
    fill(store, blocks)
    other = clustered_blocks(N)
    other.text[3] = other.text[4]
    assert store.differences(IDS, other) == ["Of text vectors in Chroma 1 are wrong or missing."]
    assert "20 text vectors of other products" in store.differences(IDS[:100], blocks[:100])[0]
    store.remove("image", ["p7", "p8"])
    assert "2 are wrong or missing" in store.differences(IDS, blocks)[0]


def test_dropping_twice_is_fine(store):
    fill(store, clustered_blocks(N))
    store.drop("text")
    store.drop("text")
    with pytest.raises(Exception, match="not exist"):
        store.count("text")


def test_a_store_that_could_not_be_opened_opens_once_it_is_sound(tmp_path):
    database = tmp_path / "chroma.sqlite3"
    database.write_bytes(b"nothing of the sort")
    with pytest.raises(Exception, match="not a database"):
        ChromaStore(tmp_path, "items", ChromaOptions(url=None))
    database.unlink()
    with closing(ChromaStore(tmp_path, "items", ChromaOptions(url=None))) as store:
        fill(store, clustered_blocks(N))


def test_nothing_embeds_text():
    with pytest.raises(NotImplementedError):
        NoEmbedding()(["a model would have to be downloaded for this"])


def test_a_generation_on_a_server(server, tmp_path, caplog):
    url, process = server
    blocks = clustered_blocks(N)
    options = ChromaOptions(url=url, timeout=5)
    build = Generation.build(tmp_path / "1", IDS, blocks, IDS, {}, options=options)
    query = query_near(blocks, 3, 0.5)
    best = set(np.argsort(-query.scores(blocks))[:10])
    with closing(build) as generation:
        assert generation.verify() == []
        assert not list((tmp_path / "1" / "chroma").iterdir())
        with caplog.at_level(logging.WARNING):
            assert best <= set(generation.index.candidates(query, 10))
        assert "vector store" not in caplog.text

        process.kill()
        process.wait()
        assert best <= set(generation.index.candidates(query, 10))
        assert "exact and slower" in caplog.text
    Generation.remove(tmp_path / "1")
    assert not (tmp_path / "1").exists()


def test_a_server_that_never_answers_is_not_waited_for(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        started = time.monotonic()
        with pytest.raises(Exception, match="timed out"):
            ChromaStore(tmp_path, "items", ChromaOptions(url=url, timeout=0.3))
        assert time.monotonic() - started < 5
