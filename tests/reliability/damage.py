"""Damaging a file of a catalogue, and what is noticed and answered then."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from PIL import Image

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.errors import AssistantError
from retrieval.ingest import ensure_current
from retrieval.query import Query
from retrieval.search import SearchOptions
from tests.fakes import FAKE


def zeroed(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def flipped(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x20
    path.write_bytes(content)


HARMS: dict[str, Callable[[Path], None]] = {
    "zeroed": zeroed,
    "cut": cut,
    "flipped": flipped,
    "deleted": Path.unlink,
}


def files(folder: Path) -> list[str]:
    """The files of a catalogue that hold something, in order."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    return sorted(str(path.relative_to(folder)) for path in found)


def answers(catalogue: Catalogue) -> list[list[str]]:
    """What is answered to some questions, whole, pictures as they are served."""
    searcher, _ = indexing.open_live(catalogue, SearchOptions(), FAKE)
    with closing(searcher.generation):
        return [
            [repr((hit.product.offers, hit.product.product_id)) for hit in searcher.search(query)]
            for query in (
                Query("red mug"),
                Query("kettle"),
                Query(images=(Image.new("RGB", (9, 9)),)),
            )
        ] + [
            [
                f"{product.image} {hashlib.sha256(content).hexdigest()}"
                for product in catalogue.all_products()
                if product.image and (content := catalogue.pictures.read(product.image))
            ]
        ]


def after(folder: Path) -> dict[str, Any]:
    """What a start says of a catalogue, and what it answers then.

    `noticed`: what opening, `doctor` and the log say; `answers`: None where it is refused.
    """
    noticed: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: noticed.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("retrieval").addHandler(handler)
    try:
        with closing(Catalogue.open(folder)) as catalogue:
            noticed += filter(None, [catalogue.integrity_problem(deep=True)])
            noticed += map(str, catalogue.damaged_rows(deep=True))
            ensure_current(catalogue)
            return {"noticed": noticed, "answers": answers(catalogue)}
    except AssistantError as error:
        return {"noticed": [*noticed, str(error)], "answers": None}


def wrong(before: list[list[str]], found: dict[str, Any]) -> list[str]:
    """What is shown that was not there before, or left out without a word."""
    if found["answers"] is None:
        return []
    faults = []
    for was, now in zip(before, found["answers"], strict=True):
        faults += [f"shown only now: {one[:300]}" for one in now if one not in was]
        if not found["noticed"] and now != was:
            faults.append(f"answered otherwise, and nothing said: {len(was)} became {len(now)}")
    return faults
