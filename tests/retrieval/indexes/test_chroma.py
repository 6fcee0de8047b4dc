"""The real Chroma: embedded, as a server, and a server that is no help."""

from __future__ import annotations

import logging
import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
import pytest

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.catalogue import Catalogue
from retrieval.generation import Generation
from retrieval.indexes.chroma import ChromaOptions, ChromaStore, NoEmbedding
from retrieval.indexes.keys import vector_keys
from retrieval.ingest import ingest
from retrieval.manifest import read_manifest
from tests.fakes import FAKE
from tests.retrieval.indexes.clustered import clustered_blocks, query_near
from tests.retrieval.test_generation import content

N = 120
PATIENCE = 60.0  # seconds, with a server on a busy machine


@contextmanager
def chroma_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The URL of a `chroma run` that answers, and its process."""
    for _ in range(3):  # the port is free when it is chosen: another program may be faster
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        url, log = f"http://127.0.0.1:{port}", folder / "log"
        command = [
            Path(sysconfig.get_path("scripts")) / "chroma",
            *("run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)),
        ]
        with log.open("w") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            if answers(url, process):
                yield url, process
                return
        finally:
            process.kill()
            process.wait()
    pytest.fail(f"chroma run does not answer: {log.read_text()}")


def answers(url: str, process: subprocess.Popen) -> bool:
    """Whether a server that was just started comes to answer."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).is_success:
                return True
        time.sleep(0.05)
    return False


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as (url, _):
        yield url


@pytest.fixture(params=["embedded", "server"])
def store(request, tmp_path) -> Iterator[ChromaStore]:
    url = request.getfixturevalue("server") if request.param == "server" else None
    options = ChromaOptions(url=url, timeout=PATIENCE)
    with closing(ChromaStore(tmp_path, "items", options)) as store:
        yield store
        for modality in MODALITIES:
            store.drop(modality)


def fill(store: ChromaStore, blocks: ItemBlocks) -> dict[str, np.ndarray]:
    """Store all blocks, which are distinct; their keys."""
    keys = {}
    for modality in MODALITIES:
        vectors = getattr(blocks, modality)
        keys[modality] = vector_keys(vectors)
        store.create(modality, len(vectors))
        store.add(modality, keys[modality], vectors, np.arange(len(vectors)))
    return keys


def test_keeps_vectors_bit_for_bit(store):
    blocks = clustered_blocks(N)
    keys = fill(store, blocks)["image"].astype(str).tolist()
    stored_keys, vectors = next(store.read("image"))
    assert sorted(stored_keys) == sorted(keys)
    assert np.array_equal(vectors, blocks.image[[keys.index(key) for key in stored_keys]])


def test_nearest_are_the_best_inner_products_in_order(store):
    blocks = clustered_blocks(N)
    keys = fill(store, blocks)["text"].astype(str).tolist()
    found, similarities = store.nearest("text", blocks.text[7], 10)
    assert found[0] == keys[7]
    expected = blocks.text[[keys.index(key) for key in found]] @ blocks.text[7]
    np.testing.assert_allclose(similarities, expected, atol=1e-5)
    assert (np.diff(similarities) <= 0).all()


def test_differences_tell_wrong_lost_and_foreign_vectors(store):
    blocks = clustered_blocks(N)
    keys = fill(store, blocks)["text"]
    assert store.differences("text", keys, blocks.text) == []
    other = blocks.text.copy()
    other[3] = other[4]
    assert "1 of the text vectors" in store.differences("text", keys, other)[0]
    assert "20 of the text" in store.differences("text", keys[20:], blocks.text[20:])[0]
    store.remove("text", keys[7:9].astype(str).tolist())
    assert "2 of the text" in store.differences("text", keys, blocks.text)[0]


def test_dropping_twice_is_fine(store):
    fill(store, clustered_blocks(N))
    store.drop("text")
    store.drop("text")
    with pytest.raises(Exception, match="not exist"):
        store.nearest("text", clustered_blocks(N).text[0], 1)


def test_collections_of_generations_that_were_replaced_leave_the_server(
    server, tmp_path, monkeypatch
):
    monkeypatch.setenv("CHROMA_URL", server)
    catalogue = Catalogue.create(tmp_path / "catalog")
    feed = tmp_path / "feed.csv"
    for title in ("Mug", "Pot", "Lamp", "Chair"):
        feed.write_text(f"id,title\n1,{title}\n")
        ingest(catalogue, FAKE, str(feed))
    kept = [read_manifest(path)["store"] for path in catalogue.generations.parent.iterdir()]
    assert len(kept) == 2  # the live one and the one before it
    client = chromadb.HttpClient("127.0.0.1", urlsplit(server).port)
    there = {one.name for one in client.list_collections()}
    assert there == {f"{one['prefix']}-{modality}" for one in kept for modality in MODALITIES}


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


@pytest.fixture
def mortal_server(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """One that a test may kill."""
    (tmp_path / "server").mkdir()
    with chroma_server(tmp_path / "server") as found:
        yield found


def test_a_generation_on_a_server(mortal_server, tmp_path, caplog):
    url, process = mortal_server
    blocks = clustered_blocks(N)
    options = ChromaOptions(url=url, timeout=PATIENCE)
    ids = [f"p{row}" for row in range(N)]
    build = Generation.build(tmp_path / "1", content(blocks, ids, ids), {}, options=options)
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
        assert time.monotonic() - started < 20
