"""What entity resolution keeps in the catalogue: judged pairs, decisions, what was seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Engine,
    Float,
    Row,
    Select,
    Table,
    and_,
    bindparam,
    delete,
    exists,
    insert,
    not_,
    or_,
    select,
    update,
)

from retrieval.catalogue.columns import STRING
from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import metadata, offer, product
from retrieval.catalogue.settings import write_setting

Key = tuple[str, str]
"""(source, offer_id): what an offer is called for good."""


def _pair_columns() -> list[Column]:
    return [
        Column(name, STRING, primary_key=True)
        for name in ("source_a", "offer_a", "source_b", "offer_b")
    ]


match_pair = Table(  # pairs that are, or might be, the same thing; a sorts before b
    "match_pair",
    metadata,
    *_pair_columns(),
    Column("probability", Float, nullable=False),
    Column("unsure", Boolean, nullable=False),
    Column("evidence", JSON, nullable=False),  # list of sentences
)

match_decision = Table(  # what a person said; kept though offers come and go
    "match_decision",
    metadata,
    *_pair_columns(),
    Column("same", Boolean, nullable=False),
    Column("decided_at", DateTime(timezone=True), nullable=False),
)

match_seen = Table(  # the offers as they were when they were resolved last
    "match_seen",
    metadata,
    Column("source", STRING, primary_key=True),
    Column("offer_id", STRING, primary_key=True),
    Column("content_hash", STRING, nullable=False),  # of the offer
    Column("fingerprint", STRING, nullable=False),  # of what the matcher reads of it
)

CHUNK = 2000  # rows a statement


@dataclass(frozen=True)
class JudgedPair:
    """Two offers, how likely they are one thing, and why."""

    a: Key
    b: Key
    probability: float
    unsure: bool
    evidence: tuple[str, ...]


class MatchStore:
    """The tables of entity resolution in one catalogue. Writers hold the catalogue's lock."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    # --- decisions ------------------------------------------------------------------------------

    def decide(self, one: Key, other: Key, same: bool) -> None:
        """Keep what a person said of two offers; it replaces what was said before."""
        a, b = ordered(one, other)
        with transaction(self.engine) as connection:
            connection.execute(delete(match_decision).where(_is_pair(match_decision, a, b)))
            values = {"same": same, "decided_at": datetime.now(UTC)}
            connection.execute(insert(match_decision).values(**_names(a, b), **values))
            write_setting(connection, "matching", "stale")

    def decisions(self) -> dict[tuple[Key, Key], bool]:
        """(a, b) → whether a person said they are the same."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(match_decision))
            return {_keys(row): row.same for row in rows}

    # --- judged pairs ---------------------------------------------------------------------------

    def pairs(self) -> Iterator[JudgedPair]:
        """Every pair that is kept."""
        yield from self._pairs(select(match_pair))

    def unsure(self) -> list[JudgedPair]:
        """Pairs for a person to decide, the likeliest first; not those that are
        decided or already in one product."""
        decided = exists().where(*(match_decision.c[n] == match_pair.c[n] for n in _NAMES))
        one, other = offer.alias(), offer.alias()
        apart = exists().where(
            one.c.source == match_pair.c.source_a,
            one.c.offer_id == match_pair.c.offer_a,
            other.c.source == match_pair.c.source_b,
            other.c.offer_id == match_pair.c.offer_b,
            one.c.product_id != other.c.product_id,
        )
        query = select(match_pair).where(match_pair.c.unsure, not_(decided), apart)
        return list(self._pairs(query.order_by(match_pair.c.probability.desc())))

    def pairs_of(self, keys: Sequence[Key]) -> list[JudgedPair]:
        """The pairs among these offers: why they are one product."""
        wanted = set(keys)
        found = [
            pair for key in keys for pair in self._pairs(select(match_pair).where(_touches(key)))
        ]
        return list({(p.a, p.b): p for p in found if {p.a, p.b} <= wanted}.values())

    def replace_pairs(self, touched: Iterable[Key], pairs: Iterable[JudgedPair]) -> None:
        """Forget every pair of the touched offers, then keep these."""
        rows = [
            {
                **_names(p.a, p.b),
                "probability": p.probability,
                "unsure": p.unsure,
                "evidence": list(p.evidence),
            }
            for p in pairs
        ]
        gone = set(touched)
        with transaction(self.engine) as connection:
            stored = connection.execute(select(*(match_pair.c[n] for n in _NAMES))).all()
            old = [_keys(row) for row in stored if gone & set(_keys(row))]
            if old:
                where = and_(*(match_pair.c[n] == bindparam(f"old_{n}") for n in _NAMES))
                values = [{f"old_{n}": v for n, v in _names(*one).items()} for one in old]
                connection.execute(delete(match_pair).where(where), values)
            for start in range(0, len(rows), CHUNK):
                connection.execute(insert(match_pair), rows[start : start + CHUNK])

    def _pairs(self, query: Select) -> Iterator[JudgedPair]:
        with self.engine.connect() as connection:
            for row in connection.execute(query):
                yield JudgedPair(*_keys(row), row.probability, row.unsure, tuple(row.evidence))

    # --- what was seen, and what comes of it ----------------------------------------------------

    def seen(self) -> dict[Key, tuple[str, str]]:
        """Offer → (content hash, fingerprint) when it was resolved last."""
        with self.engine.connect() as connection:
            return {
                (r.source, r.offer_id): (r.content_hash, r.fingerprint)
                for r in connection.execute(select(match_seen))
            }

    def save_seen(self, gone: Iterable[Key], seen: dict[Key, tuple[str, str]]) -> None:
        """Note offers as resolved; forget those that are gone."""
        stale = {*gone, *seen}
        rows = [
            {"source": s, "offer_id": o, "content_hash": c, "fingerprint": f}
            for (s, o), (c, f) in seen.items()
        ]
        where = and_(match_seen.c.source == bindparam("s"), match_seen.c.offer_id == bindparam("o"))
        with transaction(self.engine) as connection:
            if stale:
                connection.execute(
                    delete(match_seen).where(where), [{"s": s, "o": o} for s, o in stale]
                )
            if rows:
                connection.execute(insert(match_seen), rows)

    def assign(self, products: dict[Key, str]) -> None:
        """Give offers to products; products are made and dropped as offers need them."""
        if not products:
            return
        rows = [{"s": s, "o": o, "p": p} for (s, o), p in products.items()]
        with transaction(self.engine) as connection:
            known = set(connection.scalars(select(product.c.id)))
            new = sorted(set(products.values()) - known)
            if new:
                connection.execute(insert(product), [{"id": one} for one in new])
            where = and_(offer.c.source == bindparam("s"), offer.c.offer_id == bindparam("o"))
            connection.execute(update(offer).where(where).values(product_id=bindparam("p")), rows)
            connection.execute(
                delete(product).where(not_(exists().where(offer.c.product_id == product.c.id)))
            )
            write_setting(connection, "index", "stale")


def ordered(one: Key, other: Key) -> tuple[Key, Key]:
    """The two keys in the order in which pairs are kept."""
    return (one, other) if one <= other else (other, one)


_NAMES = ("source_a", "offer_a", "source_b", "offer_b")


def _names(a: Key, b: Key) -> dict[str, str]:
    return dict(zip(_NAMES, (*a, *b), strict=True))


def _keys(row: Row) -> tuple[Key, Key]:
    return (row.source_a, row.offer_a), (row.source_b, row.offer_b)


def _is_pair(table: Table, a: Key, b: Key) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in _names(a, b).items()))


def _touches(key: Key) -> ColumnElement[bool]:
    c = match_pair.c
    return or_(
        and_(c.source_a == key[0], c.offer_a == key[1]),
        and_(c.source_b == key[0], c.offer_b == key[1]),
    )
