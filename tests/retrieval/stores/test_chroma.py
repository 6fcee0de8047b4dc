"""The real Chroma: what only it does, and a server that is no help."""

from __future__ import annotations

import logging
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import chromadb
import numpy as np
import pytest

from fusion.blocks import MODALITIES, ItemBlocks
from retrieval.catalogue import Catalogue
from retrieval.errors import StoreDown
from retrieval.generation import Generation
from retrieval.ingest import ensure_current, ingest
from retrieval.manifest import read_manifest
from retrieval.segment import STORE
from retrieval.stores import building, check_store
from retrieval.stores.building import StoreOptions, described
from retrieval.stores.chroma import NoEmbedding
from retrieval.stores.keys import vector_keys
from tests.fakes import FAKE
from tests.retrieval.indexes.clustered import clustered_blocks, query_near
from tests.retrieval.stores.places import fill, open_store, place_of, put
from tests.retrieval.stores.servers import chroma_server
from tests.retrieval.test_generation import content

N = 120
ON_SERVER = StoreOptions("chroma-server")


@pytest.fixture(scope="module")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with chroma_server(tmp_path_factory.mktemp("server")) as (url, _):
        yield url


@pytest.fixture
def server(shared_server, monkeypatch) -> str:
    monkeypatch.setenv("CHROMA_URL", shared_server)
    return shared_server


@pytest.fixture
def mortal_server(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[str, subprocess.Popen]]:
    """One that a test may kill."""
    (tmp_path / "server").mkdir()
    with chroma_server(tmp_path / "server") as found:
        monkeypatch.setenv("CHROMA_URL", found[0])
        yield found


def on_server(url: str) -> dict[str, int]:
    """The collections there, and how many vectors each has."""
    client = chromadb.HttpClient("127.0.0.1", urlsplit(url).port)
    return {one.name: client.get_collection(one.name).count() for one in client.list_collections()}


def prefix_of(folder: Path) -> str:
    description = described(folder / STORE)
    assert description
    return str(description["prefix"])


def build(folder: Path, blocks: ItemBlocks, **options) -> Generation:
    ids = [f"p{row}" for row in range(len(blocks))]
    return Generation.build(folder, content(blocks, ids, ids), {}, options=ON_SERVER, **options)


def finds(generation: Generation, blocks: ItemBlocks) -> bool:
    query = query_near(blocks, 3, 0.5)
    best = np.argsort(-query.scores(blocks))[:10]
    return set(best) <= set(generation.index.candidates(query, 10))


def test_collections_of_generations_that_were_replaced_leave_the_server(server, tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    feed = tmp_path / "feed.csv"
    before = set(on_server(server))
    for title in ("Mug", "Pot", "Lamp", "Chair"):
        feed.write_text(f"id,title\n1,{title}\n")
        ingest(catalogue, FAKE, str(feed))
    kept = [read_manifest(path)["store"] for path in catalogue.generations.parent.iterdir()]
    assert len(kept) == 2  # the live one and the one before it
    assert {one["name"] for one in kept} == {"chroma-server"}  # as the environment names one
    assert set(on_server(server)) - before == {
        f"{one['prefix']}-{block}" for one in kept for block in MODALITIES
    }


def test_no_index_remembers_where_the_server_is(server, tmp_path):
    build(tmp_path / "1", clustered_blocks(N)).close()
    address = f":{urlsplit(server).port}".encode()
    for path in (tmp_path / "1").rglob("*"):
        assert path.is_dir() or address not in path.read_bytes(), path


def test_the_server_may_be_called_otherwise(server, tmp_path, monkeypatch, caplog):
    build(tmp_path / "1", clustered_blocks(N)).close()
    monkeypatch.setenv("CHROMA_URL", f"http://localhost:{urlsplit(server).port}/")
    with closing(Generation.open(tmp_path / "1")) as generation:
        assert finds(generation, clustered_blocks(N))
    assert caplog.text == ""


def test_without_its_address_a_server_is_done_without(server, tmp_path, monkeypatch, caplog):
    build(tmp_path / "1", clustered_blocks(N)).close()
    monkeypatch.delenv("CHROMA_URL")
    with closing(Generation.open(tmp_path / "1")) as generation:
        assert finds(generation, clustered_blocks(N))
    assert "CHROMA_URL does not say" in caplog.text


def test_only_what_is_new_is_sent(server, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "MIN_BASE", 10)
    blocks = clustered_blocks(N)
    first = build(tmp_path / "1", blocks[np.arange(100)])
    second = build(tmp_path / "2", blocks[np.arange(5, N)], base=first)
    collection = f"{prefix_of(tmp_path / '1')}-text"
    assert prefix_of(tmp_path / "1") == prefix_of(tmp_path / "2")
    assert on_server(server)[collection] == N  # of both
    assert first.verify() == second.verify() == []
    assert finds(first, blocks[np.arange(100)])
    assert finds(second, blocks[np.arange(5, N)])
    build(tmp_path / "3", blocks[np.arange(10, N)], base=second).close()
    assert on_server(server)[collection] == N - 5  # the first is needed no more
    first.close()
    second.close()


def test_what_two_share_goes_with_the_last(server, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "MIN_BASE", 10)
    blocks = clustered_blocks(N)
    with closing(build(tmp_path / "1", blocks[np.arange(100)])) as first:
        build(tmp_path / "2", blocks, base=first).close()
    name = f"{prefix_of(tmp_path / '1')}-text"
    Generation.remove(tmp_path / "1")
    assert name in on_server(server)
    Generation.remove(tmp_path / "2")
    assert name not in on_server(server)


def test_what_changed_much_is_sent_anew(server, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "MIN_BASE", 10)
    with closing(build(tmp_path / "1", clustered_blocks(N))) as first:
        other = clustered_blocks(N, seed=5)
        with closing(build(tmp_path / "2", other, base=first)) as second:
            assert prefix_of(tmp_path / "1") != prefix_of(tmp_path / "2")
            assert first.verify() == second.verify() == []


def test_what_a_killed_build_sent_goes(server, tmp_path, monkeypatch):
    monkeypatch.setattr(building, "MIN_BASE", 10)
    blocks, before = clustered_blocks(N), set(on_server(server))

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(building.Stored, "differences", killed)
    with pytest.raises(KeyboardInterrupt):
        build(tmp_path / "1", blocks)
    assert len(set(on_server(server)) - before) == 2
    monkeypatch.undo()
    monkeypatch.setenv("CHROMA_URL", server)
    with closing(build(tmp_path / "1", blocks)):
        prefix = prefix_of(tmp_path / "1")
        assert set(on_server(server)) - before == {f"{prefix}-{block}" for block in MODALITIES}


def test_a_store_that_could_not_be_opened_opens_once_it_is_sound(tmp_path):
    database = tmp_path / "chroma.sqlite3"
    database.write_bytes(b"nothing of the sort")
    place = place_of(tmp_path, clustered_blocks(N))
    with pytest.raises(Exception, match="not a database"):
        open_store("chroma", place)
    database.unlink()
    with closing(open_store("chroma", place)) as store:
        fill(store)
        assert store.verify("text") == []


def test_what_was_in_memory_does_not_stay_in_the_unused_room_of_a_graph(tmp_path):
    place = place_of(tmp_path, clustered_blocks(N), "items")
    with closing(open_store("chroma", place)) as store:
        fill(store, np.arange(30))
    graphs, secret = list(tmp_path.rglob("data_level0.bin")), b"My name is Wilhelmina"
    for graph in graphs:
        assert len(graph.read_bytes().rstrip(b"\0")) + len(secret) < graph.stat().st_size
        graph.write_bytes(graph.read_bytes()[: -len(secret)] + secret)
    with closing(open_store("chroma", place)) as store:
        put(store, "text", np.arange(30, 35))
    assert graphs
    assert not [graph for graph in graphs if secret in graph.read_bytes()]
    with closing(open_store("chroma", place)) as store:
        given = place.vectors["text"][:35]
        np.testing.assert_array_equal(store.vectors("text", vector_keys(given)), given)


def test_nothing_embeds_text():
    with pytest.raises(NotImplementedError):
        NoEmbedding()(["a model would have to be downloaded for this"])


def test_a_generation_whose_server_dies_answers_exactly(mortal_server, tmp_path, caplog):
    _, process = mortal_server
    blocks = clustered_blocks(N)
    with closing(build(tmp_path / "1", blocks)) as generation:
        assert generation.verify() == []
        assert [path.name for path in (tmp_path / "1" / STORE).iterdir()] == ["description.json"]
        with caplog.at_level(logging.WARNING):
            assert finds(generation, blocks)
        assert "vector store" not in caplog.text

        process.kill()
        process.wait()
        assert finds(generation, blocks)
        assert "exact and slower" in caplog.text
    Generation.remove(tmp_path / "1")
    assert not (tmp_path / "1").exists()


def test_a_server_that_hangs_is_waited_for_once(mortal_server, tmp_path, caplog):
    _, process = mortal_server
    blocks = clustered_blocks(N)
    with closing(build(tmp_path / "1", blocks)) as generation:
        assert finds(generation, blocks)
        process.send_signal(signal.SIGSTOP)
        try:
            assert all(finds(generation, blocks) for _ in range(5))
        finally:
            process.send_signal(signal.SIGCONT)
    assert caplog.text.count("exact and slower") == 1


def test_a_catalogue_whose_server_is_down_opens_with_what_it_has(mortal_server, tmp_path, caplog):
    """And is not built on it when it is chosen."""
    _, process = mortal_server
    feed = tmp_path / "feed.csv"
    feed.write_text("id,title\n1,Mug\n")
    with closing(Catalogue.create(tmp_path / "catalog")) as catalogue:
        ingest(catalogue, FAKE, str(feed), store="exact")
        process.kill()
        process.wait()
        with pytest.raises(StoreDown, match="No Chroma server answers"):
            ingest(catalogue, FAKE, [], store="chroma-server")
        assert catalogue.get("store") == "exact"
        catalogue.set("store", "chroma-server")  # as a build leaves it that was killed
        ensure_current(catalogue)
        assert "The index stays as it was" in caplog.text


def test_a_server_that_never_answers_is_not_waited_for(tmp_path, monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setenv("CHROMA_URL", f"http://127.0.0.1:{silent.getsockname()[1]}")
        started = time.monotonic()
        with pytest.raises(StoreDown, match="timed out"):
            check_store("chroma-server")
        assert time.monotonic() - started < 20
