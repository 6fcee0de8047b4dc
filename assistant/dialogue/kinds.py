"""What kind of thing a product is, or a photo shows: "like this" means another of that kind."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from PIL.Image import Image

from assistant.language import Vocabulary, Wishes
from assistant.language.utterance import normalise
from retrieval.floor import best
from retrieval.offers import Product
from retrieval.query import Query
from retrieval.search import Hit, Searcher

LOOKED_AT = 10  # products most like a photo that have a say
SURE = 0.6  # share of their say that a kind needs: on the demo's photos 80 of 81 are right then

_STEP = re.compile(r"[>/|,]")


def kind_of(product: Product, vocabulary: Vocabulary) -> str:
    """The kind that a product's category names, or else its title; "" for none."""
    offer = product.offers[0]
    for text in (*reversed(_STEP.split(offer.category)), offer.title):
        found = vocabulary.find(normalise(text))
        if kinds := [term.value for term in found if term.facet == "category"]:
            return kinds[-1]
    return ""


def kind_in(images: Sequence[Image], searcher: Searcher, vocabulary: Vocabulary) -> str:
    """The kind of thing that photos show; "" where their likes do not agree on one, or where
    nothing like them is sold: what is least unlike says nothing of their kind."""
    hits = searcher.search(Query(images=tuple(images)), LOOKED_AT)
    if best([hit.likeness for hit in hits]).level == "nothing":
        return ""
    return kind_shown(hits, vocabulary)


def is_another(kind: str, wished: Sequence[str]) -> bool:
    """Whether a kind is none of those wished for: a coffee mug is a mug, a teapot is not."""
    return bool(kind and wished) and _head(kind) not in map(_head, wished)


def _head(kind: str) -> str:
    return kind.split()[-1]


def with_kind(wishes: Wishes, kind: str) -> Wishes:
    """Wishes for a kind of thing; "" leaves them as they are."""
    return replace(wishes, include={"category": (kind,), **wishes.include}) if kind else wishes


def kind_shown(hits: Sequence[Hit], vocabulary: Vocabulary) -> str:
    """The kind of thing in a photo, from the products most like it; "" where they do not agree.

    Each has a say as large as its lead over the last of them.
    """
    say: dict[str, float] = defaultdict(float)
    for hit in hits[:LOOKED_AT]:
        say[kind_of(hit.product, vocabulary)] += hit.score - hits[-1].score
    kind = max(say, key=lambda one: say[one], default="")
    return kind if kind and say[kind] >= SURE * sum(say.values()) > 0 else ""
