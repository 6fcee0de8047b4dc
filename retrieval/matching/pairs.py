"""Labelled pairs as published: `COL name VAL value … \\t COL … \\t 0/1`, one pair a line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from retrieval.errors import BadFeed
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.sources.cleaning import plain_text

SPLITS = ("train", "valid", "test")
SIDES = ("left", "right")
CURRENCY = "USD"


@dataclass(frozen=True)
class LabelledPairs:
    """Pairs of offers by their positions in a list, and whether they are the same thing."""

    left: np.ndarray  # (n,) int
    right: np.ndarray  # (n,) int
    same: np.ndarray  # (n,) bool


class PairReader:
    """Reads files of pairs; the records of both sides are collected, each once."""

    def __init__(self) -> None:
        self.offers: list[Offer] = []
        self._positions: dict[tuple[str, str], int] = {}

    def read(self, path: Path) -> LabelledPairs:
        """The pairs of one file. Raises `BadFeed` naming the line that cannot be read."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise BadFeed(f"{path} cannot be read: {error}.") from error
        rows = [
            self._pair(path, number, line) for number, line in enumerate(lines, 1) if line.strip()
        ]
        table = np.array(rows, np.int64).reshape(-1, 3)
        return LabelledPairs(table[:, 0], table[:, 1], table[:, 2].astype(bool))

    def _pair(self, path: Path, number: int, line: str) -> tuple[int, int, int]:
        cells = line.split("\t")
        if len(cells) != 3 or cells[2].strip() not in ("0", "1"):
            raise BadFeed(
                f"{path}, line {number} is not two records and a label 0 or 1, separated by tabs."
            )
        left, right = (self._position(side, cell) for side, cell in zip(SIDES, cells, strict=False))
        return left, right, int(cells[2])

    def _position(self, side: str, cell: str) -> int:
        key = (side, cell.strip())
        if key not in self._positions:
            self._positions[key] = len(self.offers)
            self.offers.append(offer_of(side, str(len(self.offers)), cell))
        return self._positions[key]


NAMES = {"name": "title", "manufacturer": "brand", "modelno": "mpn"}
"""What published pairs call our fields, where that is not their name."""


def offer_of(side: str, offer_id: str, text: str) -> Offer:
    """The offer in `COL name VAL value COL name VAL value …`."""
    fields: dict[str, str] = {}
    for part in re.split(r"(?:^|\s)COL ", text.strip())[1:]:
        name, _, value = part.partition(" VAL")
        fields[NAMES.get(name.strip(), name.strip())] = plain_text(value)
    try:
        price = Money.parse(fields.pop("price", ""), CURRENCY)
    except ValueError:
        price = None
    title, description, category, brand, mpn = (fields.pop(name, "") for name in PLAIN)
    return Offer(
        side,
        offer_id,
        title=title,
        description=description,
        category=category,
        brand=brand,
        mpn=mpn,
        price=price,
        attributes={name: value for name, value in fields.items() if value},
    )


PLAIN = ("title", "description", "category", "brand", "mpn")
"""Fields that hold a text as it is."""
