"""The catalogue directory: one database, one store of pictures, generations of derived indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import delete, func, insert, select, tuple_, update

from retrieval.catalogue.blocks import BlockStore
from retrieval.catalogue.database import open_database
from retrieval.catalogue.generations import Generations
from retrieval.catalogue.rows import products_of, row_of
from retrieval.catalogue.schema import offer, product, source
from retrieval.catalogue.settings import read_setting, write_setting
from retrieval.errors import BadCatalogue
from retrieval.offers import Offer, Product, product_id_for

CHUNK = 500  # values in one IN (…): SQLite allows 32,766, PostgreSQL plans small lists better


class Catalogue:
    """The truth about what is sold. Use `Catalogue.open` or `Catalogue.create`.

    Any number of processes may read; one at a time may write, inside `with catalogue.writing():`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = open_database(folder / "catalog.db")
        self.generations = Generations(self.engine, folder / "generations")
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
                write_setting(connection, "index", "stale")
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
                    insert(offer), [row_of(o, *seen[o.source, o.offer_id], now) for o in changed]
                )
            if new:
                connection.execute(insert(product), [{"id": product_id_for(o)} for o in new])
                connection.execute(
                    insert(offer), [row_of(o, product_id_for(o), now, now) for o in new]
                )
        return len(new), len(changed)

    def products(self, product_ids: Sequence[str]) -> list[Product]:
        """The products with these identifiers, in this order; unknown ones are left out."""
        found: dict[str, Product] = {}
        with self.engine.connect() as connection:
            for ids in _chunks(product_ids):
                rows = connection.execute(
                    select(offer).where(offer.c.product_id.in_(ids)).order_by(*_IN_ORDER)
                )
                found.update((one.product_id, one) for one in products_of(rows))
        return [found[i] for i in product_ids if i in found]

    def all_products(self) -> Iterator[Product]:
        """Every product, ordered by identifier."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(offer).order_by(*_IN_ORDER))
            yield from products_of(rows)

    def modalities(self) -> dict[str, tuple[bool, bool]]:
        """Product id → whether any of its offers has words, and whether any has a picture."""
        words = offer.c.title + offer.c.description + offer.c.category
        facts = select(
            offer.c.product_id, func.max(words != ""), func.max(offer.c.image != "")
        ).group_by(offer.c.product_id)
        with self.engine.connect() as connection:
            rows = connection.execute(facts).tuples()
            return {product: (bool(text), bool(image)) for product, text, image in rows}

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

    def blocks(self, kind: str, fingerprint: str) -> BlockStore:
        """The "text" or "image" blocks made by the encoder with this fingerprint."""
        return BlockStore(self.engine, kind, fingerprint)

    # --- the state of the whole -------------------------------------------------------------

    def integrity_problem(self) -> str:
        """What the database finds wrong with itself, "" when all is well."""
        with self.engine.connect() as connection:
            found = connection.exec_driver_sql("PRAGMA quick_check").scalars().all()
        return "" if found == ["ok"] else "; ".join(found[:3])

    def get(self, key: str, default: str = "") -> str:
        """A setting of this catalogue, such as the encoder it was built with."""
        with self.engine.connect() as connection:
            return read_setting(connection, key, default)

    def set(self, key: str, value: str) -> None:
        """Keep a setting."""
        with self.engine.begin() as connection:
            write_setting(connection, key, value)


_IN_ORDER = (offer.c.product_id, offer.c.first_seen, offer.c.offer_id)
"""The first offer seen describes a product."""


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[i : i + CHUNK] for i in range(0, len(values), CHUNK))


def _source_of(one: Offer) -> str:
    return one.source
