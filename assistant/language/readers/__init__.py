"""Readers: each takes one kind of thing that shoppers say out of an utterance.

A reader is a function of (utterance, draft, vocabulary, context). What it understood it adds to the
draft and takes from the utterance, so that later readers see the rest.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.language.draft import Context, Draft
from assistant.language.readers.asides import read_asides
from assistant.language.readers.attributes import read_attributes, read_values
from assistant.language.readers.codes import read_codes
from assistant.language.readers.counts import read_audience, read_quantity
from assistant.language.readers.dimensions import read_dimensions
from assistant.language.readers.drops import read_drops
from assistant.language.readers.facets import read_facets
from assistant.language.readers.features import (
    read_condition,
    read_rating,
    read_sort,
    read_stock,
)
from assistant.language.readers.prices import read_prices
from assistant.language.readers.references import read_references
from assistant.language.readers.relative import read_hedges, read_likenesses, read_relative
from assistant.language.utterance import Utterance
from assistant.language.vocabulary import Vocabulary

Reader = Callable[[Utterance, Draft, Vocabulary, Context], None]

READERS: tuple[Reader, ...] = (
    read_codes,
    read_asides,
    read_hedges,
    read_likenesses,
    read_drops,
    read_references,
    read_rating,
    read_dimensions,
    read_attributes,
    read_prices,
    read_sort,
    read_stock,
    read_condition,
    read_relative,
    read_quantity,
    read_facets,
    read_values,
    read_audience,
)
"""In the order in which they read: what is more specific first."""
