"""Readers: each takes one kind of thing that shoppers say out of an utterance.

A reader is a function of (utterance, draft, vocabulary, context). What it understood it adds to the
draft and takes from the utterance, so that later readers see the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.language.draft import Context, Draft
from assistant.language.gate import CHATTER
from assistant.language.readers.asides import read_asides
from assistant.language.readers.attributes import read_attributes, read_values
from assistant.language.readers.codes import read_codes
from assistant.language.readers.counts import read_audience, read_joint, read_quantity
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

_TOLD = ("owned", "measure", "question", "reference", CHATTER)
_AROUND = (*_TOLD, "goes_with", "place", "occasion", "use", "recipient")

READERS: tuple[tuple[Reader, Sequence[str]], ...] = (
    (read_codes, ("owned", "goes_with")),
    (read_joint, ()),
    (read_asides, ()),
    (read_hedges, ("question", "reference")),
    (read_likenesses, ("owned", "question")),
    (read_drops, ("owned", "question", "measure")),
    (read_references, ("refused", "owned", "measure", "occasion")),
    (read_rating, _TOLD),
    (read_dimensions, (*_TOLD, "recipient", "refused")),
    (read_attributes, (*_AROUND, "relative")),
    (read_prices, (*_TOLD, "recipient", "count")),
    (read_sort, ("owned",)),
    (read_stock, ("owned", "question", "reference")),
    (read_condition, ("owned", "question", "reference")),
    (read_relative, ("owned", "question", "reference", "occasion", "place", "recipient")),
    (read_quantity, ("recipient", "measure", "question", "reference")),
    (read_facets, (*_AROUND, "count", "relative")),
    (read_values, (*_AROUND, "count", "relative")),
    (read_audience, ("owned", "question", "reference")),
)
"""In the order in which they read, what is more specific first; and the roles of the words that
each does not look at."""
