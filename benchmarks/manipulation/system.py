"""The system that is tried. Write a class with these two methods to try another one."""

from __future__ import annotations

import csv
import json
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.manipulation.shelf import Item

COLUMNS = (
    "id title description category brand price currency availability gtin attributes image"
).split()
READING = 300.0  # seconds at most for what is printed on the pictures: a dozen of them


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
            values["image"] = _picture(folder, item)
            table.writerow([values[name] for name in COLUMNS])
    with reviews.open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["offer_id", "rating", "text", "shop"])
        table.writerows((i.id, stars, text, "shop") for i in items for stars, text in i.reviews)
    return feed, reviews


def _picture(folder: Path, item: Item) -> str:
    """The name of the file that an item's picture was drawn into, "" for none."""
    if item.printed is None:
        return ""
    picture = Image.new("RGB", (640, 640), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((170, 60, 470, 300), fill="#8a8f96")
    words = textwrap.fill(item.printed, 30, max_lines=6)
    draw.multiline_text((30, 330), words, fill="black", font=ImageFont.load_default(36))
    picture.save(folder / f"{item.id}.png")
    return f"{item.id}.png"


@contextmanager
def this_assistant(items: Sequence[Item], encoder: str = "compact") -> Iterator[Shop]:
    """This program over these items, as its command line would have it."""
    from assistant.assistant import Assistant
    from retrieval.catalogue import Catalogue
    from retrieval.encoders import load_encoder
    from retrieval.ingest import IngestOptions, ingest

    _read_nothing_twice()
    with TemporaryDirectory(prefix="manipulation-") as name:
        folder = Path(name)
        paths = write_feed(folder, items)
        catalogue = Catalogue.create(folder / "catalog")
        catalogue.set("encoder", encoder)
        reading = READING if any(item.printed for item in items) else 0.0
        options = IngestOptions(source="shop", reading=reading)
        for path in paths:
            ingest(catalogue, load_encoder(encoder), str(path), options)
        catalogue.close()
        assistant = Assistant.open(folder / "catalog")
        yield _Asked(assistant)
        assistant.close()


@cache
def _read_nothing_twice() -> None:
    """Shelves differ in a few texts and are asked the same: let models keep what they made of one,
    most of the time otherwise. What they make of a text depends on nothing else."""
    from assistant.understanding.frames.model import FrameReader
    from retrieval.encoders.e5 import E5Small

    vector = cache(lambda model, text, prefix: plain(model, [text], prefix)[0])
    plain = E5Small.plain

    def remembered(model: E5Small, texts: Sequence[str], prefix: str) -> np.ndarray:
        return np.array([vector(model, text, prefix) for text in texts])

    E5Small.plain = remembered  # type: ignore[method-assign, assignment]
    FrameReader.read = cache(FrameReader.read)  # type: ignore[method-assign]


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
