"""Chroma, the vector store (the only import of chromadb): the blocks of one generation."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromadb
import httpx
import numpy as np
from chromadb.api.models.Collection import Collection
from chromadb.api.shared_system_client import SharedSystemClient
from chromadb.config import DEFAULT_DATABASE, DEFAULT_TENANT, Settings
from chromadb.errors import NotFoundError
from chromadb.utils.embedding_functions import register_embedding_function

from retrieval.indexes.keys import rows_by_key


@dataclass(frozen=True)
class ChromaOptions:
    """Where Chroma is, and how its graphs (HNSW, Malkov & Yashunin 2018) are built and searched."""

    url: str | None = field(default_factory=lambda: os.environ.get("CHROMA_URL"))  # None: embedded
    ef_construction: int = 100  # neighbours weighed when a vector is inserted
    max_neighbors: int = 16  # edges of a vector
    ef_search: int = 200  # neighbours weighed by a query
    batch: int = 2000  # vectors sent at a time
    timeout: float = 10.0  # seconds a server may take to answer


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


class ChromaStore:
    """A collection for each block, in which a vector's id is its content key (`keys.py`).

    Blocks of zeros, of which nothing is known, are in no collection. Threads may share a store.
    """

    def __init__(self, folder: Path, prefix: str, options: ChromaOptions) -> None:
        """Open the store embedded in `folder`, or on the server at `options.url`, where the names
        of the collections start with `prefix`. Raises what Chroma or httpx raise if that fails."""
        self.prefix = prefix
        self.options = options
        self._collections: dict[str, Collection] = {}
        self._client: Any = (
            _connect(options.url, options.timeout) if options.url else _embedded(folder)
        )

    def create(self, modality: str, n: int) -> None:
        """Make the empty collection of a block that n vectors are about to be added to."""
        options = self.options
        # What waits in Chroma's log is inserted again at every start: let a small collection
        # reach the graph's files at once, and a large one every thousand vectors (the default).
        sync = max(2, min(1000, n))
        hnsw = {
            "space": "ip",  # of unit vectors: the cosine, and they are kept bit for bit
            "ef_construction": options.ef_construction,
            "max_neighbors": options.max_neighbors,
            "ef_search": options.ef_search,
            "sync_threshold": sync,
            "batch_size": min(100, sync),
        }
        self._client.create_collection(
            self._name(modality), configuration={"hnsw": hnsw}, embedding_function=NoEmbedding()
        )

    def add(
        self,
        modality: str,
        keys: np.ndarray,
        vectors: np.ndarray,
        rows: np.ndarray,
        progress: Callable[[int], object] = lambda done: None,
    ) -> None:
        """Add `vectors[rows]` of one block under `keys[rows]`, which must be new and distinct.

        `progress` is called with the number of vectors that are in.
        """
        collection = self._collection(modality)
        for batch in self._batches(len(rows)):
            some = rows[batch]
            collection.add(ids=keys[some].astype(str).tolist(), embeddings=vectors[some])
            progress(batch.stop)

    def remove(self, modality: str, keys: Sequence[str]) -> None:
        """Remove the vectors with these keys from one block."""
        collection = self._collection(modality)
        for batch in self._batches(len(keys)):
            collection.delete(ids=list(keys[batch]))

    def count(self, modality: str) -> int:
        """How many vectors of one block are stored."""
        return self._collection(modality).count()

    def nearest(self, modality: str, vector: np.ndarray, n: int) -> tuple[list[str], np.ndarray]:
        """Keys of the n vectors of one block nearest to `vector` (d,), best first, and their inner
        products (n,) float64. There must be n of them."""
        found = self._collection(modality).query(
            query_embeddings=[vector], n_results=n, include=["distances"]
        )
        distances = found["distances"]
        assert distances is not None
        return found["ids"][0], 1 - np.array(distances[0])

    def read(self, modality: str) -> Iterator[tuple[list[str], np.ndarray]]:
        """All that is stored of one block: batches of m keys and their vectors (m, d) float32."""
        collection = self._collection(modality)
        keys = collection.get(include=[])["ids"]
        for batch in self._batches(len(keys)):
            found = collection.get(keys[batch], include=["embeddings"])
            yield found["ids"], np.asarray(found["embeddings"], np.float32)

    def differences(self, modality: str, keys: np.ndarray, vectors: np.ndarray) -> list[str]:
        """Compare all that is stored of one block with the `vectors` (n, d) of all products and
        their `keys` (n,); sentences on what differs. A damaged graph may end the process."""
        row_of = {key: rows[0] for key, rows in rows_by_key(keys).items()}
        lacking, foreign = set(row_of), 0
        for stored_keys, stored in self.read(modality):
            foreign += sum(key not in row_of for key in stored_keys)
            rows = [row_of.get(key, -1) for key in stored_keys]
            equal = (vectors[rows] == stored).all(axis=1)
            lacking.difference_update(np.array(stored_keys)[equal].tolist())
        problems = {
            f"{len(lacking)} of the {modality} vectors in Chroma are wrong or missing.": lacking,
            f"{foreign} of the {modality} vectors in Chroma belong to nothing.": foreign,
        }
        return [sentence for sentence, count in problems.items() if count]

    def drop(self, modality: str) -> None:
        """Remove the collection of one block, if there is one."""
        self._collections.pop(modality, None)
        with suppress(NotFoundError):
            self._client.delete_collection(self._name(modality))

    def close(self) -> None:
        """Release files and connections."""
        self._client.close()

    def _name(self, modality: str) -> str:
        return f"{self.prefix}-{modality}"

    def _collection(self, modality: str) -> Collection:
        if modality not in self._collections:
            self._collections[modality] = self._client.get_collection(
                self._name(modality), embedding_function=NoEmbedding()
            )
        return self._collections[modality]

    def _batches(self, n: int) -> list[slice]:
        size = min(self.options.batch, self._client.get_max_batch_size())
        return [slice(start, min(start + size, n)) for start in range(0, n, size)]


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
    httpx.get(f"{url.rstrip('/')}/api/v2/heartbeat", timeout=timeout).raise_for_status()
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
