"""Observed blocks by content: what an encoder made of a text or a picture, once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from sqlalchemy import Column, Engine, Select, insert, select

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import block

CHUNK = 500  # hashes in one IN (…)
FEW = 20_000  # hashes that are asked for by name; of more, all blocks are gone through


class BlockStore:
    """Blocks of one kind ("text" or "image") made by the encoder with one fingerprint.

    Keyed by the hash of the content they were made from: the same picture in two shops, or a
    product that comes back, costs no second encoding.
    """

    def __init__(self, engine: Engine, kind: str, fingerprint: str) -> None:
        self.engine = engine
        self.key = {"kind": kind, "fingerprint": fingerprint}
        self.mine = (block.c.kind == kind) & (block.c.fingerprint == fingerprint)

    def missing(self, hashes: Iterable[str]) -> list[str]:
        """Those of the content hashes, each once, that have no block yet; "" is never missing."""
        wanted = [one for one in dict.fromkeys(hashes) if one]
        with self.engine.connect() as connection:
            here = {
                one
                for query in self._asked([block.c.content_hash], wanted)
                for one in connection.scalars(query)
            }
        return [one for one in wanted if one not in here]

    def save(self, hashes: Sequence[str], vectors: np.ndarray) -> None:
        """Keep one block for each content hash; `vectors` (n, dim) float32 of unit length."""
        rows = [
            {**self.key, "content_hash": content, "vector": vector.astype("<f4").tobytes()}
            for content, vector in zip(hashes, vectors, strict=True)
        ]
        if rows:
            with transaction(self.engine) as connection:
                connection.execute(insert(block), rows)

    def load(self, hashes: Sequence[str], dim: int) -> np.ndarray:
        """Blocks for content hashes, (n, dim) float32; a row of zeros where there is none."""
        rows: dict[str, list[int]] = {}
        for position, content in enumerate(hashes):
            rows.setdefault(content, []).append(position)
        vectors = np.zeros((len(hashes), dim), np.float32)
        with self.engine.connect() as connection:
            connection = connection.execution_options(yield_per=2000)
            for query in self._asked([block.c.content_hash, block.c.vector], list(rows)):
                for content, vector in connection.execute(query):
                    if content in rows:
                        vectors[rows[content]] = np.frombuffer(vector, "<f4")
        return vectors

    def _asked(self, columns: Sequence[Column], hashes: Sequence[str]) -> Iterator[Select]:
        """Queries for the blocks of some hashes: by these where they are few, else for all."""
        query = select(*columns).where(self.mine)
        if len(hashes) > FEW:
            yield query
            return
        for start in range(0, len(hashes), CHUNK):
            yield query.where(block.c.content_hash.in_(hashes[start : start + CHUNK]))
