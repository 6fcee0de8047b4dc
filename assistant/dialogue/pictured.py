"""What a photo shows: which kind of thing, and the product that looks most like it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.dialogue.kinds import LOOKED_AT, kind_of, kind_shown
from assistant.explain import Asked
from assistant.recommendation import Recommendation
from retrieval.floor import best
from retrieval.hues import Hue, hue_of
from retrieval.photo import Photo, pictures_of
from retrieval.query import Query
from retrieval.reading import Reading


@dataclass(frozen=True)
class Pictured:
    """What the photos of one turn show."""

    photos: tuple[Photo, ...]
    reading: Reading | None = None  # of what is printed on them
    kind: str = ""  # of thing; "" where what looks like them does not agree on one
    item: Recommendation | None = None  # what is sold that looks most like them; None for nothing
    hue: Hue | None = None  # the colour that stands out in the first of them


def pictured_in(
    photos: Sequence[Photo], assistant: Assistant, reading: Reading | None = None
) -> Pictured:
    """What photos show; without kind and item where nothing like them is sold: what is least
    unlike says nothing of them.

    What is printed on them has its say: what a barcode or a name tells is known.
    """
    images = tuple(photos)
    hits = assistant.searcher.search(Query(images=images, reading=reading), LOOKED_AT)
    named = any(hit.exact or hit.printed for hit in hits)
    hue = hue_of(pictures_of(images)[0])
    if not named and best([hit.likeness for hit in hits]).level == "nothing":
        return Pictured(images, reading, hue=hue)
    vocabulary = assistant.vocabulary
    kind = kind_shown(hits, vocabulary)
    of_kind = [hit for hit in hits if kind and kind_of(hit.product, vocabulary) == kind]
    [item] = assistant.recommended((of_kind or hits)[:1], Asked())
    return Pictured(images, reading, kind, item, hue)
