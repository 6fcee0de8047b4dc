"""A segment as a table of PostgreSQL with pgvector, sent as binary `COPY` rows.

    place  integer        the row's place in the segment
    text, image  vector   its blocks; NULL where a block is zeros
    words  sparsevec      what BM25 counts of each of its terms, to be weighed by their rarity
    terms  integer[]      its terms, under an inverted index
    pairs  bigint[]       its neighbouring terms

Terms go by numbers that are hashes of them, so that no list of them has to be kept in step.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.lexical import saturated
from retrieval.manifest import NAME
from retrieval.segment import Segment
from retrieval.termlist import term_hash

TERMS = 1_000_000_000
"""Numbers there are for terms, the most that a sparse vector of pgvector's has. Of 100,000 terms
five share theirs with another, and count as one."""
HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
FOOTER = struct.pack(">h", -1)
COLUMNS = ("place", "text", "image", "words", "terms", "pairs")
_INT4, _INT8 = 23, 20  # type identifiers, which PostgreSQL never changes


def table_of(folder: Path) -> str:
    """The name of a segment's table: by its content, so that catalogues may share a database.
    Raises OSError, ValueError or KeyError where the segment is damaged."""
    checksum = json.loads((folder / NAME).read_bytes())["checksum"]
    return f"segment_{blake2b(checksum.encode(), digest_size=12).hexdigest()}"


def term_number(term: str) -> int:
    """The number of a term, from 0."""
    return term_hash(term) % TERMS


def pair_number(first: int, second: int) -> int:
    """The number of two terms, in this order, by their numbers."""
    return first << 32 | second


def schema(table: str, dims: dict[str, int]) -> str:
    """The statement that makes an empty table."""
    vectors = ", ".join(f"{block} vector({dim})" for block, dim in dims.items())
    return (
        f"CREATE TABLE {table} (place integer NOT NULL, {vectors},"
        f" words sparsevec({TERMS}) NOT NULL, terms integer[] NOT NULL, pairs bigint[] NOT NULL)"
    )


def indexes(table: str, dims: dict[str, int], m: int, ef: int) -> list[str]:
    """The statements that index a table which is filled. Graphs are over half-precision copies,
    half as large, as what they propose is scored from the vectors."""
    graphs = [
        f"CREATE INDEX ON {table} USING hnsw (({block}::halfvec({dim})) halfvec_ip_ops)"
        f" WITH (m = {m}, ef_construction = {ef})"
        for block, dim in dims.items()
    ]
    return [
        f"ALTER TABLE {table} ADD PRIMARY KEY (place)",
        f"CREATE INDEX ON {table} USING gin (terms) WITH (fastupdate = off)",
        *graphs,
        f"ANALYZE {table}",
    ]


def rows(segment: Segment, mean: float) -> Iterator[bytes]:
    """The rows of a segment, in the form of `COPY … WITH (FORMAT binary)`. `mean`: terms of a
    document of the whole index."""
    numbers = np.array([term_number(term) for term in segment.postings.terms.terms], np.int64)
    postings = segment.postings
    read = zip(postings.documents(), postings.counted(), postings.lengths, strict=True)
    for place, (document, (found, counts), length) in enumerate(read):
        terms, same = np.unique(numbers[found], return_inverse=True)
        said = np.bincount(same, counts, minlength=len(terms)).astype(np.float32)
        weights = saturated(said, np.array(length, np.float32), mean)
        pairs = {pair_number(*pair) for pair in pairwise(numbers[document].tolist())}
        yield _row(
            struct.pack(">i", place),
            _vector(segment.blocks.text[place : place + 1][0]),
            _vector(segment.blocks.image[place : place + 1][0]),
            _sparse(terms, weights),
            _array(terms, ">i4", _INT4),
            _array(np.array(sorted(pairs), np.int64), ">i8", _INT8),
        )


def _row(*fields: bytes | None) -> bytes:
    parts = [struct.pack(">h", len(fields))]
    for field in fields:
        parts += (
            [struct.pack(">i", -1)] if field is None else [struct.pack(">i", len(field)), field]
        )
    return b"".join(parts)


def _vector(values: np.ndarray) -> bytes | None:
    if not values.any():
        return None
    return struct.pack(">HH", len(values), 0) + values.astype(">f4").tobytes()


def _sparse(places: np.ndarray, values: np.ndarray) -> bytes:
    head = struct.pack(">iii", TERMS, len(places), 0)
    return head + places.astype(">i4").tobytes() + values.astype(">f4").tobytes()


def _array(values: np.ndarray, kind: str, oid: int) -> bytes:
    if not len(values):
        return struct.pack(">iii", 0, 0, oid)
    entry = np.dtype([("size", ">i4"), ("value", kind)])
    entries = np.empty(len(values), entry)
    entries["size"], entries["value"] = np.dtype(kind).itemsize, values
    return struct.pack(">iiiii", 1, 0, oid, len(values), 1) + entries.tobytes()
