"""Pictures that were fetched from the web, so that each is asked for once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, delete, insert, select

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import fetched


@dataclass(frozen=True)
class FetchedPicture:
    """What is known of an address whose picture is in the store."""

    url: str
    image: str  # content hash
    etag: str
    last_modified: str
    checked_at: datetime  # UTC


class FetchedPictures:
    """The fetched pictures of one catalogue, by address."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def get(self, url: str) -> FetchedPicture | None:
        """What is known of an address, None for nothing."""
        columns = [fetched.c[name] for name in FetchedPicture.__dataclass_fields__]
        with self.engine.connect() as connection:
            row = connection.execute(select(*columns).where(fetched.c.url == url)).first()
        return FetchedPicture(*row) if row else None

    def save(self, picture: FetchedPicture) -> None:
        """Keep or replace what is known of an address."""
        with transaction(self.engine) as connection:
            connection.execute(delete(fetched).where(fetched.c.url == picture.url))
            connection.execute(insert(fetched).values(asdict(picture)))
