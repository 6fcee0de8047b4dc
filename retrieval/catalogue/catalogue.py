"""The catalogue directory: one database, one store of pictures, generations of derived indexes."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout
from sqlalchemy import Connection, Row, delete, func, insert, select, tuple_, update

from retrieval.catalogue.database import open_database
from retrieval.catalogue.schema import block, generation, offer, product, setting, source
from retrieval.errors import BadCatalogue
from retrieval.money import Money
from retrieval.offers import Offer, Product, product_id_for

CHUNK = 500  # values in one IN (…): SQLite allows 32,766, PostgreSQL plans small lists better


class Catalogue:
    """The truth about what is sold. Use `Catalogue.open` or `Catalogue.create`.

    Any number of processes may read; one at a time may write, inside `with catalogue.writing():`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = open_database(folder / "catalog.db")
        self._lock = FileLock(folder / ".lock", timeout=0)

    @classmethod
    def open(cls, folder: Path | str) -> Catalogue:
        """The catalogue in `folder`. Raises `BadCatalogue` when there is none."""
        folder = Path(folder)
        if not (folder / "catalog.db").is_file():
            raise BadCatalogue(
                f"There is no catalogue in {folder}; make one with "
                f"`python -m assistant ingest FEED --catalog {folder}`."
            )
        return cls(folder)

    @classmethod
    def create(cls, folder: Path | str) -> Catalogue:
        """The catalogue in `folder`, made if need be.

        Raises `BadCatalogue` when the folder holds something else.
        """
        folder = Path(folder)
        if folder.exists() and not folder.is_dir():
            raise BadCatalogue(f"{folder} is a file; name a folder for the catalogue.")
        if folder.is_dir() and not (folder / "catalog.db").exists() and any(folder.iterdir()):
            raise BadCatalogue(
                f"{folder} is not empty and not a catalogue; name a new or empty folder."
            )
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadCatalogue(f"{folder} cannot be made: {error.strerror}.") from error
        return cls(folder)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's place. Raises `BadCatalogue` when another process has it."""
        try:
            with self._lock:
                yield
        except Timeout:
            raise BadCatalogue(
                f"Another process is writing to {self.folder}; wait until it has finished."
            ) from None

    def close(self) -> None:
        """Give back the database's connections."""
        self.engine.dispose()

    # --- offers and products ----------------------------------------------------------------

    def content_hashes(self, source_name: str, offer_ids: Sequence[str]) -> dict[str, str]:
        """Offer id → content hash of those of the given offers that are already here."""
        found: dict[str, str] = {}
        with self.engine.connect() as connection:
            for ids in _chunks(offer_ids):
                rows = connection.execute(
                    select(offer.c.offer_id, offer.c.content_hash).where(
                        offer.c.source == source_name, offer.c.offer_id.in_(ids)
                    )
                )
                found.update(rows.tuples().all())
        return found

    def save_source(self, name: str, format_name: str, location: str) -> None:
        """Note where a source was read from, and when."""
        values = {"format": format_name, "location": location, "ingested_at": datetime.now(UTC)}
        with self.engine.begin() as connection:
            known = connection.execute(
                update(source).where(source.c.name == name).values(values)
            ).rowcount
            if not known:
                connection.execute(insert(source).values(name=name, **values))

    def save_offers(self, offers: Sequence[Offer]) -> tuple[int, int]:
        """Add or replace offers in one transaction; returns how many were (added, changed).

        Offers that are here with the same content are left alone.
        """
        now = datetime.now(UTC)
        known = {
            (name, offer_id): content
            for name, group in groupby(sorted(offers, key=_source_of), key=_source_of)
            for offer_id, content in self.content_hashes(
                name, [one.offer_id for one in group]
            ).items()
        }
        new = [o for o in offers if (o.source, o.offer_id) not in known]
        changed = [
            o for o in offers if known.get((o.source, o.offer_id), o.content_hash) != o.content_hash
        ]
        with self.engine.begin() as connection:
            if new or changed:
                _set(connection, "index", "stale")
            if changed:
                keys = [(o.source, o.offer_id) for o in changed]
                seen = {
                    (row.source, row.offer_id): (row.product_id, row.first_seen)
                    for row in connection.execute(
                        select(offer).where(tuple_(offer.c.source, offer.c.offer_id).in_(keys))
                    )
                }
                connection.execute(
                    delete(offer).where(tuple_(offer.c.source, offer.c.offer_id).in_(keys))
                )
                connection.execute(
                    insert(offer), [_row(o, now, *seen[o.source, o.offer_id]) for o in changed]
                )
            if new:
                connection.execute(insert(product), [{"id": product_id_for(o)} for o in new])
                connection.execute(
                    insert(offer), [_row(o, now, product_id_for(o), now) for o in new]
                )
        return len(new), len(changed)

    def products(self, product_ids: Sequence[str]) -> list[Product]:
        """The products with these identifiers, in this order; unknown ones are left out."""
        found: dict[str, Product] = {}
        with self.engine.connect() as connection:
            for ids in _chunks(product_ids):
                rows = connection.execute(
                    select(offer)
                    .where(offer.c.product_id.in_(ids))
                    .order_by(offer.c.product_id, offer.c.first_seen, offer.c.offer_id)
                )
                found.update((one.product_id, one) for one in _products(rows))
        return [found[i] for i in product_ids if i in found]

    def all_products(self) -> Iterator[Product]:
        """Every product, ordered by identifier."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(offer).order_by(offer.c.product_id, offer.c.first_seen, offer.c.offer_id)
            )
            yield from _products(rows)

    def offer_facts(self) -> Iterator[tuple[str, Money | None, str, str]]:
        """(product id, price, source, availability) of every offer, without its texts."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(
                    offer.c.product_id,
                    offer.c.price_minor,
                    offer.c.currency,
                    offer.c.source,
                    offer.c.availability,
                )
            )
            for row in rows:
                yield row.product_id, _money(row), row.source, row.availability

    def counts(self) -> dict[str, int]:
        """Source name → number of its offers."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(offer.c.source, func.count()).group_by(offer.c.source))
            return dict(rows.tuples().all())

    def __len__(self) -> int:
        with self.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(product)).scalar_one()

    # --- pictures and blocks ----------------------------------------------------------------

    def image_path(self, image: str) -> Path:
        """Where the picture with this content hash is kept."""
        return self.folder / "images" / image[:2] / f"{image}.webp"

    def missing_blocks(self, kind: str, hashes: Iterable[str], fingerprint: str) -> list[str]:
        """Those of the content hashes for which this encoder has not made a block yet."""
        with self.engine.connect() as connection:
            here = set(
                connection.scalars(
                    select(block.c.content_hash).where(
                        block.c.kind == kind, block.c.fingerprint == fingerprint
                    )
                )
            )
        return [one for one in dict.fromkeys(hashes) if one and one not in here]

    def save_blocks(
        self, kind: str, hashes: Sequence[str], fingerprint: str, vectors: np.ndarray
    ) -> None:
        """Keep one block (float32, unit length) for each content hash."""
        rows = [
            {
                "kind": kind,
                "content_hash": content,
                "fingerprint": fingerprint,
                "vector": vector.astype("<f4").tobytes(),
            }
            for content, vector in zip(hashes, vectors, strict=True)
        ]
        if rows:
            with self.engine.begin() as connection:
                connection.execute(insert(block), rows)

    def load_blocks(
        self, kind: str, hashes: Sequence[str], fingerprint: str, dim: int
    ) -> np.ndarray:
        """Blocks for content hashes, (n, dim) float32; a row of zeros where there is none."""
        rows: dict[str, list[int]] = {}
        for position, content in enumerate(hashes):
            rows.setdefault(content, []).append(position)
        vectors = np.zeros((len(hashes), dim), np.float32)
        with self.engine.connect() as connection:
            stored = connection.execution_options(yield_per=2000).execute(
                select(block.c.content_hash, block.c.vector).where(
                    block.c.kind == kind, block.c.fingerprint == fingerprint
                )
            )
            for content, vector in stored:
                if content in rows:
                    vectors[rows[content]] = np.frombuffer(vector, "<f4")
        return vectors

    # --- generations ------------------------------------------------------------------------

    def generation_folder(self, number: int) -> Path:
        """Where the derived indexes of a generation are."""
        return self.folder / "generations" / f"{number:06d}"

    def live_generation(self) -> tuple[int, str] | None:
        """(number, contents hash) of the generation that answers questions, None without one."""
        with self.engine.connect() as connection:
            row = connection.execute(
                select(generation.c.id, generation.c.contents).where(generation.c.live == 1)
            ).first()
        return (row.id, row.contents) if row else None

    def next_generation(self) -> int:
        """The number of the generation to build next; leftovers of a killed build are swept."""
        with self.engine.connect() as connection:
            known = set(connection.scalars(select(generation.c.id)))
        parent = self.folder / "generations"
        parent.mkdir(exist_ok=True)
        for folder in parent.iterdir():
            if not (folder.name.isdigit() and int(folder.name) in known):
                shutil.rmtree(folder, ignore_errors=True)
        return max(known, default=0) + 1

    def switch_to(self, number: int, contents: str, seconds: float) -> None:
        """Make a verified generation the live one.

        The one before it stays until the next switch: another process may be reading it.
        """
        with self.engine.begin() as connection:
            connection.execute(delete(generation).where(generation.c.live == 0))
            connection.execute(update(generation).values(live=0))
            connection.execute(
                insert(generation).values(
                    id=number,
                    contents=contents,
                    live=1,
                    built_at=datetime.now(UTC),
                    seconds=seconds,
                )
            )
            _set(connection, "index", "current")

    @property
    def stale(self) -> bool:
        """Whether offers changed since the live generation was built (a killed ingest, say)."""
        return self.get("index") == "stale"

    def mark_indexed(self) -> None:
        """Note that the live generation matches the offers after all (only prices changed, say)."""
        self.set("index", "current")

    def integrity_problem(self) -> str:
        """What the database finds wrong with itself, "" when all is well."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        return "" if found == ["ok"] else "; ".join(found[:3])

    # --- settings ---------------------------------------------------------------------------

    def get(self, key: str, default: str = "") -> str:
        """A setting of this catalogue, such as the encoder it was built with."""
        with self.engine.connect() as connection:
            value = connection.scalar(select(setting.c.value).where(setting.c.key == key))
        return default if value is None else value

    def set(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self.engine.begin() as connection:
            _set(connection, key, value)


def _set(connection: Connection, key: str, value: str) -> None:
    connection.execute(delete(setting).where(setting.c.key == key))
    connection.execute(insert(setting).values(key=key, value=value))


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[i : i + CHUNK] for i in range(0, len(values), CHUNK))


def _source_of(one: Offer) -> str:
    return one.source


def _row(one: Offer, now: datetime, product_id: str, first_seen: datetime) -> dict:
    """The table row of an offer."""
    return {
        "source": one.source,
        "offer_id": one.offer_id,
        "product_id": product_id,
        "content_hash": one.content_hash,
        "title": one.title,
        "description": one.description,
        "category": one.category,
        "brand": one.brand,
        "price_minor": one.price.minor if one.price else None,
        "currency": one.price.currency if one.price else "",
        "availability": one.availability,
        "url": one.url,
        "gtin": one.gtin,
        "image": one.image,
        "attributes": dict(one.attributes),
        "first_seen": first_seen,
        "last_changed": now,
    }


def _money(row: Row) -> Money | None:
    return None if row.price_minor is None else Money(row.price_minor, row.currency)


def _offer(row: Row) -> Offer:
    return Offer(
        source=row.source,
        offer_id=row.offer_id,
        title=row.title,
        description=row.description,
        category=row.category,
        brand=row.brand,
        price=_money(row),
        availability=row.availability,
        url=row.url,
        gtin=row.gtin,
        image=row.image,
        attributes=row.attributes,
    )


def _products(rows: Iterable[Row]) -> Iterator[Product]:
    for product_id, group in groupby(rows, key=lambda row: row.product_id):
        yield Product(product_id, tuple(_offer(row) for row in group))
