"""PostgreSQL with pgvector: blocks, words and limits in one statement.

A segment is a table (`tables.py`), immutable as it is. Each block proposes by its graph, words by
an inverted index and one sparse inner product; limits are a bitmap that all of them are held
against while they search, made from the columns that a local search uses: they follow prices at
once, and nothing is written here for that. All that is proposed is scored exactly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import event, text

from fusion.blocks import MODALITIES
from retrieval.backends.base import Asked, Found, Rows, SearchBackend, SearchEngine
from retrieval.backends.tables import (
    COLUMNS,
    FOOTER,
    HEADER,
    TERMS,
    indexes,
    pair_number,
    rows,
    schema,
    table_of,
    term_number,
)
from retrieval.catalogue.address import Address
from retrieval.catalogue.postgresql import engine_at
from retrieval.generation import Generation
from retrieval.lexical import Mentions
from retrieval.stores.base import GraphOptions, is_broad

DEPTH = 2
"""Entries of a block's list for each item that is asked for."""
SETTINGS = (
    "SET jit = off",  # compiling would take longer than any of these statements
    "SET statement_timeout = 2000",  # milliseconds; nobody waits for longer
    "SET hnsw.iterative_scan = relaxed_order",  # a graph goes on until a limit leaves enough
)


class Engine(SearchEngine):
    """A database with the extension `vector`, in which each segment has a table."""

    def __init__(self, address: str, graph: GraphOptions = GraphOptions()) -> None:
        """Connects when it is first asked. Raises `BadCatalogue` without the driver."""
        self.connections = engine_at(Address.of(address))
        self._graph = graph
        settings = (*SETTINGS, f"SET hnsw.ef_search = {graph.ef_search}")

        def set_up(connection: Any, _: object) -> None:
            connection.autocommit = True
            for one in settings:
                connection.execute(one)
            connection.autocommit = False

        event.listen(self.connections, "connect", set_up)

    def backend(self, generation: Generation, exact: bool) -> SearchBackend:
        return PgvectorBackend(self, generation, exact)

    def publish(self, generation: Generation) -> None:
        with self.connections.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL maintenance_work_mem = '256MB'"))
            connection.execute(text("CREATE EXTENSION IF NOT EXISTS vector"))
            for segment in generation.segments:
                table = table_of(segment.folder)
                if connection.scalar(text("SELECT to_regclass(:table)"), {"table": table}):
                    continue
                dims = {name: getattr(segment.blocks, name).shape[1] for name in MODALITIES}
                connection.execute(text(schema(table, dims)))
                copying = f"COPY {table} ({', '.join(COLUMNS)}) FROM STDIN (FORMAT binary)"
                with connection.connection.cursor() as cursor, cursor.copy(copying) as copy:  # type: ignore[attr-defined]
                    copy.write(HEADER)
                    for row in rows(segment, generation.lexical.mean):
                        copy.write(row)
                    copy.write(FOOTER)
                graph = self._graph
                for one in indexes(table, dims, graph.max_neighbors, graph.ef_construction):
                    connection.exec_driver_sql(one)

    def forget(self, folder: Path) -> None:
        try:
            table = table_of(folder)
        except (OSError, ValueError, KeyError):  # of a build that was killed
            return
        with self.connections.begin() as connection:
            connection.execute(text(f"DROP TABLE IF EXISTS {table}"))


@dataclass
class _Statement:
    """A statement, as its parts come together, and its parameters."""

    values: dict[str, Any]
    parts: list[str] = field(default_factory=list)

    def named(self, value: Any) -> str:
        """The name of a parameter more."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return name


@dataclass(frozen=True)
class _Table:
    """The table of a segment, whose first row is row `start` of the generation."""

    name: str
    start: int
    length: int
    dims: Mapping[str, int]


class PgvectorBackend(SearchBackend):
    """One generation, as it was published. Threads may share it."""

    def __init__(self, engine: Engine, generation: Generation, exact: bool = False) -> None:
        self._engine = engine
        self._lexical = generation.lexical
        self._alive = ~generation.dead if generation.dead.any() else None
        self._n = len(generation.ids)
        self._exact = exact
        starts = np.cumsum([0, *map(len, generation.segments)]).tolist()
        dims = {name: getattr(generation.blocks, name).shape[1] for name in MODALITIES}
        self._tables = [
            _Table(table_of(one.folder), start, len(one), dims)
            for one, start in zip(generation.segments, starts, strict=False)
        ]

    def search(
        self,
        asked: Asked,
        n: int,
        allowed: np.ndarray | None = None,
        groups: Sequence[np.ndarray] = (),
        also: np.ndarray | None = None,
    ) -> Found:
        statement = self._begun(asked, {"n": n, "depth": DEPTH * n})
        allowed = _both(allowed, self._alive)
        for table in self._tables:
            near = self._lists(statement, table, asked, _part(allowed, table), n)
            for group in groups:
                mask = _part(_both(group, allowed), table)
                near += self._exactly(statement, table, asked.blocks.weights, mask)
            if also is not None:
                near += [_at(statement, table, also)]
            if near:
                united = " UNION ".join(f"({one})" for one in near)
                statement.parts.append(
                    f"SELECT {table.start} + place, {_scores(asked)}"
                    f" FROM {table.name} JOIN ({united}) AS near USING (place)"
                )
        return self._answer(statement, asked)

    def look(self, asked: Asked, rows: Rows) -> Found:
        wanted = np.arange(self._n)[rows]
        statement = self._begun(asked, {})
        for table in self._tables:
            statement.parts.append(
                f"SELECT {table.start} + place, {_scores(asked)}"
                f" FROM {table.name} JOIN ({_at(statement, table, wanted)}) AS near USING (place)"
            )
        found = self._answer(statement, asked)
        places = np.searchsorted(found.rows, wanted)
        return _taken(found, places, wanted)

    def _begun(self, asked: Asked, values: dict[str, Any]) -> _Statement:
        """A statement with a question's parameters, and the best score by words that there is."""
        for block in asked.blocks.weights:
            vector = getattr(asked.blocks, block)
            values[block] = f"[{','.join(f'{one:.9g}' for one in vector.tolist())}]"
        statement = _Statement(values)
        if asked.words:
            weights: dict[int, float] = {}
            for term, rarity in self._lexical.rarities(asked.words).items():
                number = term_number(term)
                weights[number] = weights.get(number, 0.0) + rarity
            entries = ",".join(f"{number + 1}:{weights[number]:.9g}" for number in sorted(weights))
            values["words"], values["terms"] = f"{{{entries}}}/{TERMS}", list(weights)
            known, _ = self._lexical.pairs(asked.words)
            values["pairs"] = [pair_number(*map(term_number, pair)) for pair in known]
            for table in self._tables:
                alive = _held(statement, table, _part(self._alive, table), False)
                statement.parts.append(
                    f"SELECT -1, 0, 0, coalesce(max({BY_WORDS}), 0), {NONE}, 0 FROM {table.name}"
                    f" WHERE terms && CAST(:terms AS integer[]) AND {alive}"
                )
        return statement

    def _lists(
        self, statement: _Statement, table: _Table, asked: Asked, mask: np.ndarray, n: int
    ) -> list[str]:
        """What each channel proposes of a table; `mask`: (length,) bool."""
        count = int(mask.sum())
        if not count:
            return []
        blocks = asked.blocks
        narrow = count < table.length and not is_broad(count, table.length, n)
        if self._exact or narrow:
            found = self._exactly(statement, table, blocks.weights, mask)
            if asked.apart:
                for block in blocks.weights:
                    found += self._exactly(statement, table, {block: 1.0}, mask)
        else:
            held = _held(statement, table, mask, False)
            found = [
                f"SELECT place FROM {table.name} WHERE {held} ORDER BY {block}::halfvec({dim})"
                f" <#> CAST(:{block} AS halfvec({dim})) LIMIT :depth"
                for block, dim in table.dims.items()
                if blocks.weights[block]
            ]
        if asked.words:
            held = _held(statement, table, mask, narrow)
            found.append(
                f"SELECT place FROM {table.name} WHERE terms && CAST(:terms AS integer[])"
                f" AND {held} ORDER BY {BY_WORDS} DESC, place LIMIT :n"
            )
        return found

    def _exactly(
        self, statement: _Statement, table: _Table, weights: Mapping[str, float], mask: np.ndarray
    ) -> list[str]:
        """The best of a table by the sum of its blocks, without a graph."""
        if not mask.any():
            return []
        total = " + ".join(
            f"{weight!r} * {SIMILAR[block]}" for block, weight in weights.items() if weight
        )
        held = _held(statement, table, mask, mask.mean() < 0.1)
        return [
            f"SELECT place FROM {table.name} WHERE {held} ORDER BY {total} DESC, place LIMIT :n"
        ]

    def _answer(self, statement: _Statement, asked: Asked) -> Found:
        with self._engine.connections.connect() as connection:
            told = connection.execute(
                text(" UNION ALL ".join(f"({one})" for one in statement.parts)), statement.values
            ).all()
        best = max((one[3] for one in told if one[0] < 0), default=0.0)
        told = sorted((one for one in told if one[0] >= 0), key=lambda one: one[0])
        columns = list(zip(*told, strict=True)) if told else [()] * 6
        similar = {
            block: np.array(columns[place], np.float32)
            for place, block in enumerate(MODALITIES, 1)
            if asked.blocks.weights[block]
        }
        rows = np.array(columns[0], np.int64)
        if not asked.words:
            return Found(rows, similar)
        relative = np.array(columns[3], np.float32) / np.float32(best or 1)
        return Found(rows, similar, self._said(asked, relative, columns[4], columns[5]))

    def _said(
        self, asked: Asked, relative: np.ndarray, shared: Sequence[Any], pairs: Sequence[Any]
    ) -> Mentions:
        if not asked.mentions:
            none = np.zeros(len(relative), np.float32)
            return Mentions(relative, none, none)
        rarities = self._lexical.rarities(asked.words)
        weights = {term_number(term): rarity for term, rarity in rarities.items()}
        whole = sum(rarities.values()) or 1
        stated = [sum(weights[term] for term in terms) / whole for terms in shared]
        _, count = self._lexical.pairs(asked.words)
        verbatim = np.array(pairs, np.float32) / np.float32(count or 1)
        return Mentions(relative, np.array(stated, np.float32), verbatim)


SIMILAR = {block: f"coalesce(-({block} <#> CAST(:{block} AS vector)), 0)" for block in MODALITIES}
NONE = "CAST(NULL AS integer[])"
BY_WORDS = "-(words <#> CAST(:words AS sparsevec))"


def _scores(asked: Asked) -> str:
    """The columns after the row: of each block, of the words, the terms and pairs they share."""
    blocks = [SIMILAR[one] if asked.blocks.weights[one] else "0" for one in MODALITIES]
    words = BY_WORDS if asked.words else "0"
    shared, pairs = NONE, "0"
    if asked.mentions:
        shared = "ARRAY(SELECT t FROM unnest(terms) AS t WHERE t = ANY(CAST(:terms AS integer[])))"
        pairs = "(SELECT count(*) FROM unnest(pairs) AS p WHERE p = ANY(CAST(:pairs AS bigint[])))"
    return ", ".join((*blocks, words, shared, pairs))


def _both(one: np.ndarray | None, other: np.ndarray | None) -> np.ndarray | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other


def _part(mask: np.ndarray | None, table: _Table) -> np.ndarray:
    """What a mask leaves of a table, (length,) bool."""
    if mask is None:
        return np.ones(table.length, bool)
    return mask[table.start : table.start + table.length]


def _held(statement: _Statement, table: _Table, mask: np.ndarray, few: bool) -> str:
    """A condition on `place`: a list of `few` places, else a bit of a bitmap."""
    if mask.all():
        return "TRUE"
    if few:
        name = statement.named(np.flatnonzero(mask).tolist())
        return f"place = ANY(CAST(:{name} AS integer[]))"
    name = statement.named(np.packbits(mask, bitorder="little").tobytes())
    return f"get_bit(CAST(:{name} AS bytea), place) = 1"


def _at(statement: _Statement, table: _Table, rows: np.ndarray) -> str:
    """The places of some rows of a generation that are in a table."""
    mine = rows[(rows >= table.start) & (rows < table.start + table.length)] - table.start
    name = statement.named(mine.tolist())
    return f"SELECT DISTINCT unnest(CAST(:{name} AS integer[])) AS place"


def _taken(found: Found, places: np.ndarray, rows: np.ndarray) -> Found:
    """The entries of `found` at `places`, which are of these rows."""
    similar = {block: values[places] for block, values in found.similar.items()}
    if found.said is None:
        return Found(rows, similar)
    said = found.said
    return Found(
        rows,
        similar,
        Mentions(said.relative[places], said.stated[places], said.verbatim[places]),
    )
