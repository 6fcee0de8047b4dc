"""What was read off the pictures in the catalogue, once for each picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain, islice

from sqlalchemy import Engine, delete, insert, select

from retrieval.catalogue.database import transaction
from retrieval.catalogue.schema import printed
from retrieval.catalogue.settings import write_setting
from retrieval.offers import Product
from retrieval.reading.printed import PrintedWords

FEW = 500
"""Products up to which each picture is asked for by itself."""


class PrintedStore:
    """Words and item numbers by the content hash of the picture they are on."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def missing(self, images: Iterable[str]) -> list[str]:
        """Those of the pictures, each once, that have not been read; "" is never missing."""
        with self.engine.connect() as connection:
            here = set(connection.scalars(select(printed.c.image)))
        return [one for one in dict.fromkeys(images) if one and one not in here]

    def save(self, readings: Mapping[str, PrintedWords]) -> None:
        """Keep what was read off pictures. Where it is anything, the index has to follow."""
        if not readings:
            return
        rows = [{"image": image, "words": words.as_dict()} for image, words in readings.items()]
        with transaction(self.engine) as connection:
            connection.execute(delete(printed).where(printed.c.image.in_(list(readings))))
            connection.execute(insert(printed), rows)
            if any(words.lines for words in readings.values()):
                write_setting(connection, "index", "stale")

    def attached(self, products: Iterable[Product]) -> Iterator[Product]:
        """Products, few or all, with the lines that were read off their pictures."""
        some = list(islice(products := iter(products), FEW))
        rest = list(products)
        images = None if rest else [product.image for product in some]
        texts = self._lines(images)
        for product in chain(some, rest):
            lines = texts.get(product.image)
            yield replace(product, printed=lines) if lines else product

    def _lines(self, images: list[str] | None) -> dict[str, tuple[str, ...]]:
        """Picture → its lines, of some pictures or of all."""
        wanted = select(printed.c.image, printed.c.words)
        if images is not None:
            wanted = wanted.where(printed.c.image.in_(images))
        with self.engine.connect() as connection:
            rows = connection.execute(wanted).tuples()
            return {
                image: tuple(line for line, *_ in words["lines"])
                for image, words in rows
                if words.get("lines")
            }
