"""Chroma, the default vector store (the only import of chromadb): embedded, or on a server."""

from __future__ import annotations

import os
import struct
from abc import abstractmethod
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from chromadb.errors import NotFoundError
from chromadb.utils.embedding_functions import register_embedding_function

from retrieval.errors import StoreDown
from retrieval.stores.base import BATCH, Place, Store

HEADER = struct.Struct("<iQQQQ")
"""How `header.bin` begins: version, offset, room, vectors held, bytes a vector."""
ADDRESS = "CHROMA_URL"
"""In the environment: where the server is. No index remembers it."""


@register_embedding_function
class NoEmbedding(chromadb.EmbeddingFunction):
    """In place of Chroma's default, which would download a model: vectors are always given."""

    def __init__(self) -> None:
        pass

    def __call__(self, input: Any) -> chromadb.Embeddings:
        raise NotImplementedError("blocks come from an encoder, never from Chroma")

    @staticmethod
    def name() -> str:
        return "none"

    @staticmethod
    def build_from_config(config: dict[str, Any]) -> NoEmbedding:
        return NoEmbedding()

    def get_config(self) -> dict[str, Any]:
        return {}


class _Collections(Store):
    """A collection for each block, in which a vector's id is its key in hex digits."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self._collections: dict[str, Collection] = {}
        self._grown = False
        self._client = self._connected()

    @abstractmethod
    def _connected(self) -> Any:
        """A client of Chroma."""

    def create(self, block: str, dim: int, n: int) -> None:
        graph = self.place.graph
        # What waits in Chroma's log is inserted again at every start: let a small collection
        # reach the graph's files at once, and a large one every thousand vectors (the default).
        sync = max(2, min(1000, n))
        hnsw = {
            "space": "ip",  # of unit vectors: the cosine, and they are kept bit for bit
            "ef_construction": graph.ef_construction,
            "max_neighbors": graph.max_neighbors,
            "ef_search": graph.ef_search,
            "sync_threshold": sync,
            "batch_size": min(100, sync),
        }
        self._client.create_collection(
            self._name(block), configuration={"hnsw": hnsw}, embedding_function=NoEmbedding()
        )

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        for batch in self._batched(len(keys)):
            self._collection(block).add(ids=_ids(keys[batch]), embeddings=vectors[batch])

    def remove(self, block: str, keys: np.ndarray) -> None:
        for batch in self._batched(len(keys)):
            self._collection(block).delete(ids=_ids(keys[batch]))

    def drop(self, block: str) -> None:
        self._collections.pop(block, None)
        with suppress(NotFoundError):
            self._client.delete_collection(self._name(block))

    def keys(self, block: str) -> np.ndarray:
        return _keys(self._collection(block).get(include=[])["ids"])

    def vectors(self, block: str, keys: np.ndarray) -> np.ndarray:
        parts = [self._read(block, keys[batch]) for batch in self._batched(len(keys))]
        return np.concatenate(parts)

    def _nearest(self, block: str, vector: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
        found = self._collection(block).query(
            query_embeddings=[vector], n_results=n, include=["distances"]
        )
        distances = found["distances"]
        assert distances is not None
        return _keys(found["ids"][0]), 1 - np.array(distances[0])

    def close(self) -> None:
        self._client.close()

    def _read(self, block: str, keys: np.ndarray) -> np.ndarray:
        """Vectors (m, d) float32 in the order of their keys, which `get` does not keep."""
        found = self._collection(block).get(_ids(keys), include=["embeddings"])
        there = _keys(found["ids"])
        order = np.argsort(there)
        places = order[np.searchsorted(there, keys, sorter=order)]
        return np.asarray(found["embeddings"], np.float32)[places]

    def _name(self, block: str) -> str:
        return f"{self.place.prefix}-{block}"

    def _collection(self, block: str) -> Collection:
        if block not in self._collections:
            self._collections[block] = self._client.get_collection(
                self._name(block), embedding_function=NoEmbedding()
            )
        return self._collections[block]

    def _batched(self, n: int) -> list[slice]:
        size = min(BATCH, self._client.get_max_batch_size())
        return [slice(start, min(start + size, n)) for start in range(0, n, size)]


class ChromaStore(_Collections):
    """Embedded, in the store's folder."""

    def _connected(self) -> Any:
        return _embedded(self.place.folder)

    def add(self, block: str, keys: np.ndarray, vectors: np.ndarray) -> None:
        self._grown = True
        super().add(block, keys, vectors)

    def close(self) -> None:
        super().close()
        if self._grown:
            for header in self.place.folder.glob("*/header.bin"):
                _wipe_unused(header)

    @staticmethod
    def volatile(folder: Path) -> set[Path]:
        """Graphs that nothing was flushed to, as they hold at most one vector."""
        folders = {path for path in folder.iterdir() if path.is_dir()}
        unflushed = (path for path in folders if not (path / "index_metadata.pickle").exists())
        return {file for path in unflushed for file in path.iterdir()}


class ChromaServerStore(_Collections):
    """On the server that `CHROMA_URL` names."""

    remote: ClassVar[bool] = True

    @classmethod
    def check(cls) -> None:
        _connect(server_address(), Place.patience).close()

    def _connected(self) -> Any:
        return _connect(server_address(), self.place.patience)


def server_address() -> str:
    """Where the environment says that the server is. Raises `StoreDown` where it does not."""
    if url := os.environ.get(ADDRESS):
        return url
    raise StoreDown(
        f"The index is on a Chroma server, and {ADDRESS} does not say where that is; set it as in"
        f" {ADDRESS}=http://127.0.0.1:8000."
    )


def _ids(keys: np.ndarray) -> list[str]:
    return [f"{key:016x}" for key in keys.tolist()]


def _keys(ids: list[str]) -> np.ndarray:
    return np.array([int(one, 16) for one in ids], np.uint64)


def _wipe_unused(header: Path) -> None:
    """Zero what a graph's file has room for and does not hold yet.

    Chroma writes that room as it finds it in memory: in a server that builds an index, with what
    shoppers have just said.
    """
    _, _, room, held, size = HEADER.unpack_from(header.read_bytes())
    with header.with_name("data_level0.bin").open("r+b") as file:
        file.seek(held * size)
        file.write(bytes((room - held) * size))


def _embedded(folder: Path) -> Any:
    try:
        return chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    except BaseException:
        # Chroma keeps what failed to start, and would hand it out the next time.
        SharedSystemClient._identifier_to_system.pop(str(folder), None)
        raise


def _connect(url: str, timeout: float) -> Any:
    """A client of a Chroma server, which may ask for a token (`CHROMA_API_KEY`), a tenant and a
    database (`CHROMA_TENANT`, `CHROMA_DATABASE`)."""
    # Chroma's own client would wait for ever, in its constructor too.
    try:
        httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=timeout).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise StoreDown(
            f"No Chroma server answers at {url} ({error}); start it, set {ADDRESS}, or choose"
            " another store with `python -m assistant ingest --store NAME`."
        ) from error
    address = urlsplit(url)
    secure = address.scheme == "https"
    key = os.environ.get("CHROMA_API_KEY")
    client: Any = chromadb.HttpClient(
        address.hostname or "localhost",
        address.port or (443 if secure else 80),
        ssl=secure,
        headers={"x-chroma-token": key} if key else None,
        settings=Settings(anonymized_telemetry=False),
        tenant=os.environ.get("CHROMA_TENANT", DEFAULT_TENANT),
        database=os.environ.get("CHROMA_DATABASE", DEFAULT_DATABASE),
    )
    client._server._session.timeout = httpx.Timeout(timeout)
    return client
