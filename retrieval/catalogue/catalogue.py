"""The catalogue directory: one database, one store of pictures, generations of derived indexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, func, select

from retrieval.catalogue.address import Address
from retrieval.catalogue.blocks import BlockStore
from retrieval.catalogue.branches import Branches
from retrieval.catalogue.checksums import Damage
from retrieval.catalogue.database import transaction
from retrieval.catalogue.fetched import FetchedPictures
from retrieval.catalogue.generations import Generations
from retrieval.catalogue.kept_pictures import KeptPictures
from retrieval.catalogue.opening import database_at
from retrieval.catalogue.printed import PrintedStore
from retrieval.catalogue.questions import Questions
from retrieval.catalogue.reviews import Reviews
from retrieval.catalogue.rows import offer_of, price_of, products_of
from retrieval.catalogue.saving import save_offers
from retrieval.catalogue.schema import offer, price, review, sighting
from retrieval.catalogue.settings import read_setting, write_setting
from retrieval.catalogue.sources import Sighting, Sources
from retrieval.errors import BadCatalogue
from retrieval.money import Money
from retrieval.offers import Offer, Product

STREAMED = 2000  # rows held at a time of a long answer
CHUNK = 500  # values in one IN (…): SQLite allows 32,766, PostgreSQL plans small lists better


class Catalogue:
    """The truth about what is sold. Use `Catalogue.open` or `Catalogue.create`.

    Any number of processes may read; one at a time may write, inside `with catalogue.writing():`.
    """

    def __init__(self, address: Address) -> None:
        self.address = address
        self.folder = address.folder  # of pictures, generations and what is fitted to the catalogue
        self.database = database_at(address)(address)
        self.database.open()
        self.engine = self.database.engine
        self.generations = Generations(self.engine, self.folder / "generations")
        self.sources = Sources(self.engine)
        self.reviews = Reviews(self.engine)
        self.questions = Questions(self.engine)
        self.branches = Branches(self.engine)
        self.fetched = FetchedPictures(self.engine)
        self.printed = PrintedStore(self.engine)
        self.pictures = KeptPictures(self.engine, self.image_path)

    @classmethod
    def open(cls, address: Address | Path | str) -> Catalogue:
        """The catalogue at an address, as `Address.of` takes it. Raises `BadCatalogue` when there
        is none, and what the machine lacks (`MachineTrouble`)."""
        address = Address.of(address)
        if not database_at(address).is_there(address):
            raise BadCatalogue(
                f"There is no catalogue in {address}; make one with "
                f"`python -m assistant ingest FEED --catalog {address}`."
            )
        return cls(address)

    @classmethod
    def create(cls, address: Address | Path | str) -> Catalogue:
        """The catalogue at an address, made if need be.

        Raises `BadCatalogue` when the folder holds something else.
        """
        address = Address.of(address)
        folder = address.folder
        if folder.exists() and not folder.is_dir():
            raise BadCatalogue(f"{folder} is a file; name a folder for the catalogue.")
        database_at(address).prepare(address)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise BadCatalogue(f"{folder} cannot be made: {error.strerror}.") from error
        return cls(address)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's place. Raises `BadCatalogue` when another process has it."""
        with self.database.writing():
            yield

    def close(self) -> None:
        """Give back the database's connections."""
        self.database.close()

    # --- offers and products ----------------------------------------------------------------

    def save_source(self, name: str, format_name: str, location: str) -> None:
        """Note where a source is read from, and when."""
        self.sources.begin(name, format_name, location)

    def save_offers(
        self, offers: Sequence[Offer], seen: Sequence[Sighting] = ()
    ) -> tuple[int, int]:
        """Add or replace offers in one transaction; returns how many were (added, changed).

        Offers that are here with the same content are left alone. `seen` says of each, in the
        same order, where it was found. A price that differs from the last one is history's next.
        """
        with transaction(self.engine) as connection:
            return save_offers(connection, offers, seen)

    def price_history(self, source_name: str, offer_id: str) -> list[tuple[datetime, Money | None]]:
        """When (UTC) an offer's price became what, oldest first; None where it lost its price."""
        mine = (price.c.source == source_name) & (price.c.offer_id == offer_id)
        with self.engine.connect() as connection:
            rows = connection.execute(select(price).where(mine).order_by(price.c.seen_at))
            return [(row.seen_at, price_of(row)) for row in rows]

    def offer(self, source_name: str, offer_id: str) -> Offer:
        """One offer, on sale or not. Raises `BadCatalogue` when there never was one."""
        mine = (offer.c.source == source_name) & (offer.c.offer_id == offer_id)
        with self.engine.connect() as connection:
            row = connection.execute(_offers().where(mine)).first()
        if row is None:
            raise BadCatalogue(f"There is no offer {offer_id!r} of {source_name!r}.")
        return offer_of(row)

    def products(self, product_ids: Sequence[str], branches: bool = True) -> list[Product]:
        """The products with these identifiers, in this order; with the branches that have them
        where these are wanted.

        Unknown ones are left out, those of which no shop has an offer any more, and offers that
        are not what was written: whatever is shown was looked at when it was read.
        """
        found: dict[str, Product] = {}
        with self.engine.connect() as connection:
            for ids in _chunks(product_ids):
                rows = connection.execute(
                    _offers().where(offer.c.product_id.in_(ids), _ON_SALE).order_by(*_IN_ORDER)
                )
                unsound = self.database.unsound_offers(connection, ids)
                sound = (row for row in rows if (row.source, row.offer_id) not in unsound)
                read = self.printed.attached(products_of(sound))
                found.update((one.product_id, one) for one in read)
        products = [found[i] for i in product_ids if i in found]
        return self.branches.attached(products) if branches else products

    def products_of(self, keys: Sequence[tuple[str, str]]) -> dict[tuple[str, str], str]:
        """(shop, its identifier of an offer) → the product of that offer, where it is on sale."""
        found: dict[tuple[str, str], str] = {}
        with self.engine.connect() as connection:
            for source_name, offer_id in keys:
                mine = (offer.c.source == source_name) & (offer.c.offer_id == offer_id)
                owner = connection.execute(
                    select(offer.c.product_id).where(mine, _ON_SALE)
                ).scalar()
                if owner:
                    found[source_name, offer_id] = owner
        return found

    def all_products(self) -> Iterator[Product]:
        """Every product that is on sale, ordered by identifier."""
        with self.engine.connect() as connection:
            ordered = _offers().where(_ON_SALE).order_by(*_IN_ORDER)
            rows = connection.execution_options(yield_per=STREAMED).execute(ordered)
            yield from self.printed.attached(products_of(rows))

    def offers_on_sale(self, source: str = "") -> Iterator[tuple[str, Offer, str]]:
        """Product id, offer and the place of its picture, of every offer (of one source) that is
        on sale: a stream, the offers of a shop's group one after the other."""
        mine = (sighting.c.source == offer.c.source) & (sighting.c.offer_id == offer.c.offer_id)
        picture = select(sighting.c.picture).where(mine).scalar_subquery()
        query = _offers().add_columns(picture.label("picture")).where(_ON_SALE)
        if source:
            query = query.where(offer.c.source == source)
        ordered = query.order_by(offer.c.source, offer.c.group, offer.c.offer_id)
        with self.engine.connect() as connection:
            for row in connection.execution_options(yield_per=STREAMED).execute(ordered):
                yield row.product_id, offer_of(row), row.picture or ""

    def counts(self) -> dict[str, int]:
        """Source name → number of its offers on sale."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                select(offer.c.source, func.count()).where(_ON_SALE).group_by(offer.c.source)
            )
            return dict(rows.tuples().all())

    def __len__(self) -> int:
        with self.engine.connect() as connection:
            different = func.count(offer.c.product_id.distinct())
            return connection.execute(select(different).where(_ON_SALE)).scalar_one()

    # --- pictures and blocks ----------------------------------------------------------------

    def image_path(self, image: str) -> Path:
        """Where the picture with this content hash is kept."""
        return self.folder / "images" / image[:2] / f"{image}.webp"

    def blocks(self, kind: str, fingerprint: str) -> BlockStore:
        """The "text" or "image" blocks made by the encoder with this fingerprint."""
        return BlockStore(self.engine, kind, fingerprint)

    # --- the state of the whole -------------------------------------------------------------

    def integrity_problem(self, deep: bool = False) -> str:
        """What the database finds wrong with itself, "" when all is well; `deep` compares its
        indexes with its tables too."""
        return self.database.problem(deep)

    def damaged_rows(self, deep: bool = False, tables: Sequence[str] = ()) -> list[Damage]:
        """Rows that are not what was written, of some tables or of all; blocks only if `deep`.

        Raises `BadCatalogue` where the database cannot be read to its end.
        """
        return self.database.damaged(deep, tables)

    def get(self, key: str, default: str = "") -> str:
        """A setting of this catalogue, such as the encoder it was built with."""
        with self.engine.connect() as connection:
            return read_setting(connection, key, default)

    def set(self, key: str, value: str) -> None:
        """Keep a setting."""
        with transaction(self.engine) as connection:
            write_setting(connection, key, value)


_ON_SALE = offer.c.retired_at.is_(None)
_IN_ORDER = (offer.c.product_id, offer.c.first_seen, offer.c.offer_id)
"""The first offer seen describes a product."""


def _offers() -> Select:
    """Every column of offers, and what their reviews come to."""
    said = (review.c.source == offer.c.source) & (review.c.offer_id == offer.c.offer_id)
    said &= review.c.echo.is_(False)
    stars = select(func.avg(review.c.rating)).where(said).scalar_subquery()
    count = select(func.count(review.c.rating)).where(said).scalar_subquery()
    return select(offer, stars.label("review_stars"), count.label("review_count"))


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[i : i + CHUNK] for i in range(0, len(values), CHUNK))
