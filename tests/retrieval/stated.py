"""Columns of offers that are in no catalogue."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from retrieval.columns.current import Current
from retrieval.columns.offer_columns import OfferColumns
from retrieval.columns.statements import Statements, write_statements
from retrieval.offers import AVAILABILITY, Offer, Product
from retrieval.rates import shipped_rates


def statements_of(offers: Sequence[Offer]) -> Statements:
    """What offers state, each a product of its own."""
    folder = Path(tempfile.mkdtemp()) / "stated"
    write_statements(folder, [Product(str(n), (one,)) for n, one in enumerate(offers)])
    return Statements(folder)


def columns_of(*offers: Offer) -> OfferColumns:
    """The columns of offers, each a product of its own."""
    every = np.arange(len(offers))
    currencies = ["", *sorted({one.price.currency for one in offers if one.price} - {""})]
    current = Current(
        keys=every.astype(np.uint64),
        place=every,
        listed=np.ones(len(offers), bool),
        known=np.ones(len(offers), bool),
        minor=np.array([one.price.minor if one.price else -1 for one in offers], np.int64),
        currency=np.array(
            [currencies.index(one.price.currency) if one.price else 0 for one in offers], np.int32
        ),
        currencies=tuple(currencies),
        availability=np.array([AVAILABILITY.index(one.availability) for one in offers], np.int8),
        rating=np.array([np.nan if one.rating is None else one.rating for one in offers]),
        rated=np.zeros(len(offers), np.int32),
        since=None,
    )
    parts = (statements_of(offers),)
    return OfferColumns(len(offers), parts, every, every, every, current, shipped_rates())
