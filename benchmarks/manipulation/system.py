"""The system that is tried. Write a class with these two methods to try another one."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from benchmarks.manipulation.shelf import Item

COLUMNS = "id title description category brand price currency availability gtin attributes".split()


@dataclass(frozen=True)
class Shown:
    """One item that is shown: which, its price and stock as shown, all that is said of it."""

    id: str
    price: float | None
    in_stock: bool
    said: str


@dataclass(frozen=True)
class Answer:
    """Items, the first first, and the reply in words."""

    shown: tuple[Shown, ...]
    reply: str


class Shop(Protocol):
    """A shop that can be asked."""

    def ask(self, question: str) -> Answer: ...


def write_feed(folder: Path, items: Sequence[Item]) -> tuple[Path, Path]:
    """The items as a table, and their reviews as another."""
    feed, reviews = folder / "shop.csv", folder / "reviews.csv"
    with feed.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(COLUMNS)
        for item in items:
            values = {**vars(item), "currency": "EUR", "attributes": json.dumps(item.attributes)}
            table.writerow([values[name] for name in COLUMNS])
    with reviews.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["offer_id", "rating", "text", "shop"])
        table.writerows((i.id, stars, text, "shop") for i in items for stars, text in i.reviews)
    return feed, reviews


@contextmanager
def this_assistant(items: Sequence[Item], encoder: str = "compact") -> Iterator[Shop]:
    """This program over these items, as its command line would have it."""
    from assistant.assistant import Assistant
    from retrieval.catalogue import Catalogue
    from retrieval.encoders import load_encoder
    from retrieval.ingest import IngestOptions, ingest

    with TemporaryDirectory(prefix="manipulation-") as name:
        folder = Path(name)
        paths = write_feed(folder, items)
        catalogue = Catalogue.create(folder / "catalog")
        catalogue.set("encoder", encoder)
        for path in paths:
            ingest(catalogue, load_encoder(encoder), str(path), IngestOptions(source="shop"))
        catalogue.close()
        assistant = Assistant.open(folder / "catalog")
        yield _Asked(assistant)
        assistant.close()


class _Asked:
    def __init__(self, assistant: object) -> None:
        self._assistant = assistant

    def ask(self, question: str) -> Answer:
        from assistant.dialogue.conversation import Conversation
        from assistant.turn import Turn

        found = Conversation(self._assistant, 6).say(Turn(question))  # type: ignore[arg-type]
        shown = []
        for one in found.recommendations:
            price = one.offer.price
            said = " | ".join(reason.claim for reason in one.reasons)
            amount = float(price.amount) if price else None
            stocked = one.offer.availability != "out_of_stock"
            shown.append(Shown(one.offer.offer_id, amount, stocked, said))
        return Answer(tuple(shown), found.reply)
