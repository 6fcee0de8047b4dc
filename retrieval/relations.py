"""What products have in common: the edges along which a graph network borrows.

Co-interest comes from a file `sessions.csv` in the catalogue's folder, where there is one: columns
`session` and `product` (an offer's id in its feed), one line for each product that was looked at
or bought in a session. A pair of products is a session of two.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retrieval.errors import BadFeed
from retrieval.offers import Product

if TYPE_CHECKING:
    from fusion.adapter import Relations

SESSIONS = "sessions.csv"


def relations(products: Sequence[Product], sessions: Path | None = None) -> Relations:
    """The edges of each kind, (e, 2) int64: rows of `products`, numbers of what they have.

    Kinds are "shop", "category", "brand", "attributes" (a product has several; sizes are left out)
    and "interest". Raises `BadFeed` when the file of sessions cannot be read.
    """
    firsts = [product.offers[0] for product in products]
    attributes = [
        (row, (name, value.casefold()))
        for row, offer in enumerate(firsts)
        for name, value in offer.attributes.items()
        if value and not _is_number(value)
    ]
    return {
        "shop": _edges((row, offer.source) for row, offer in enumerate(firsts)),
        "category": _edges((row, offer.category) for row, offer in enumerate(firsts)),
        "brand": _edges((row, offer.brand) for row, offer in enumerate(firsts)),
        "attributes": _edges(attributes),
        "interest": _edges(_interest(products, sessions)),
    }


def _edges(pairs: Iterable[tuple[int, object]]) -> np.ndarray:
    """Each value numbered in the order of its first appearance; empty ones are unknown."""
    number: dict[object, int] = {}
    edges = [(row, number.setdefault(value, len(number))) for row, value in pairs if value]
    return np.array(edges, np.int64).reshape(-1, 2)


def _is_number(value: str) -> bool:
    return value.replace(".", "", 1).replace(",", "", 1).isdigit()


def _interest(products: Sequence[Product], path: Path | None) -> list[tuple[int, object]]:
    """(row, session) of what was looked at; products that are no longer sold are left out."""
    if path is None or not path.is_file():
        return []
    row = {offer.offer_id: i for i, product in enumerate(products) for offer in product.offers}
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = [(one["product"], one["session"]) for one in csv.DictReader(file)]
    except (OSError, UnicodeDecodeError, KeyError, csv.Error) as error:
        raise BadFeed(
            f"{path} is no list of sessions with columns session and product: {error}."
        ) from error
    return [(row[product], session) for product, session in lines if product in row]
