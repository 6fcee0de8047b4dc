"""One search, without a conversation: words or a picture or a product, and filters.

What the words limit ("under 40 euros") and the filters must both be met. Where nothing meets both,
what the words limit is given up, and said so; a filter never is. Where the shopper is holds for the
one search.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import numpy as np
from PIL.Image import Image

from assistant.assistant import Assistant
from assistant.constraints import Wishes, constraints_of, search_text
from assistant.constraints.reach import Reach
from assistant.dialogue.answer import Relaxation
from assistant.dialogue.relaxing import matches, relaxations
from assistant.explain import Asked
from assistant.facets import count_facets
from assistant.language import understand
from assistant.place.spot import Spot
from assistant.place.wishing import NO_STORES, Placed, placed
from assistant.recommendation import Recommendation
from retrieval.errors import BadQuery
from retrieval.offers import Product
from retrieval.query import Query
from retrieval.search import Hit

DEEPEST = 1000  # results that can be turned to
WEIGHED = 200  # best results that facets are counted over

Facets = Mapping[str, Sequence[tuple[str, int]]]
"""Facet → (value, number of products), most frequent first."""


@dataclass(frozen=True)
class Search:
    """What is looked for. At least one of `text`, `images`, `like` and `filters` says something."""

    text: str = ""
    images: tuple[Image, ...] = ()
    like: Product | None = None
    filters: Wishes = Wishes()
    sort: str = ""  # "price_asc", "price_desc", "rating"; "" for the best fit first
    offset: int = 0
    limit: int = 10
    facets: tuple[str, ...] = ()  # to be counted
    language: str = ""  # of the reasons; "" for that of the words
    understood: bool = True  # whether what the words limit is met; else they only rank
    spot: Spot | None = None  # where the shopper is, as their program says


@dataclass(frozen=True)
class Found:
    """A page of results."""

    products: tuple[Recommendation, ...]
    wishes: Wishes  # that all of them meet
    total: int  # products that meet them
    relaxed: Wishes = Wishes()  # what the words limit, given up as nothing met it
    relaxations: tuple[Relaxation, ...] = ()  # where nothing was found: filters to give up
    facets: Facets = field(default_factory=dict)
    more: bool = False  # whether there is a further page
    language: str = "en"
    place: Spot | None = None  # where the shopper is, as far as it is known
    unplaced: str = ""  # why what the search wishes of places was not looked at: `Placed.lack`


def search(assistant: Assistant, asked: Search) -> Found:
    """Look for products, to the end in the catalogue as it is now. Raises `BadQuery` for a search
    that says nothing, or that goes by where the shopper is and does not say it."""
    with assistant.snapshot():
        return _found(assistant, asked)


def _found(assistant: Assistant, asked: Search) -> Found:
    asked, where = _placed(assistant, asked)
    if not (asked.text.strip() or asked.images or asked.like or asked.filters or where.reach):
        raise BadQuery("The search is empty; send words, a picture, a product or a filter.")
    said, words, language = _read(assistant, asked)
    said = said.having([where.reach])
    wishes = combined(said, asked.filters)
    hits = _hits(assistant, asked, wishes, words)
    relaxed = Wishes()
    if not hits and said and wishes != asked.filters:
        relaxed, words = replace(said, sort="", near=False), asked.text
        wishes = replace(asked.filters, near=wishes.near).placed(where.spot)
        hits = _hits(assistant, asked, wishes, words)
    page = hits[asked.offset : asked.offset + asked.limit]
    columns = assistant.searcher.columns
    total = max(matches(wishes, columns) - (asked.like is not None), len(page))
    return Found(
        tuple(assistant.recommended(page, Asked(words, wishes, language, bool(asked.like)))),
        wishes,
        total,
        relaxed,
        () if hits else relaxations(wishes, columns),
        count_facets(hits[:WEIGHED], asked.facets),
        len(hits) > asked.offset + asked.limit,
        language,
        where.spot,
        where.lack,
    )


def _placed(assistant: Assistant, asked: Search) -> tuple[Search, Placed]:
    """The search without what its words say of places, and that. Raises `BadQuery`."""
    stores = assistant.catalogue.branches.any()
    where = placed(asked.text if asked.understood else "", asked.spot, stores)
    own = Reach.of(asked.filters)
    if own and where.spot is None:
        raise BadQuery("A filter goes by where the shopper is; send their `location` along.")
    if own and not stores:
        where = replace(where, lack=NO_STORES)
    text = where.text if asked.understood else asked.text
    if not (text.strip() or asked.images or asked.like):
        where = replace(where, reach=where.alone(own))
    language = asked.language or ("" if text.strip() else where.language)
    filters = asked.filters.placed(where.spot)
    return replace(asked, text=text, filters=filters, language=language, spot=where.spot), where


def combined(said: Wishes, filters: Wishes) -> Wishes:
    """Both together; a filter takes the place of what the words say of the same thing."""
    if filters.min_price or filters.max_price or filters.about_price:
        said = replace(said, min_price=None, max_price=None, about_price=None, pieces=0)
    changes: dict[str, object] = {}
    for one in fields(Wishes):
        mine, theirs = getattr(said, one.name), getattr(filters, one.name)
        both = isinstance(mine, Mapping)
        changes[one.name] = {**mine, **theirs} if both else theirs or mine
    return replace(said, **changes)  # type: ignore[arg-type]


def _read(assistant: Assistant, asked: Search) -> tuple[Wishes, str, str]:
    """(what the words limit, the words that rank, the language)."""
    if not asked.text.strip() or not asked.understood:
        return Wishes(), asked.text, asked.language or "en"
    said = understand(asked.text, assistant.vocabulary)
    limits = replace(said.wishes, relative={}, drop=(), quantity=0)
    return limits, said.ranking_text, asked.language or said.language


def _hits(assistant: Assistant, asked: Search, wishes: Wishes, words: str) -> list[Hit]:
    """The best, one more than the page needs."""
    sort = asked.sort or wishes.sort
    wanted = asked.offset + asked.limit + 1
    wanted = min(DEEPEST + 1, max(wanted, WEIGHED) if asked.facets else wanted)
    hidden = asked.like.product_id if asked.like else ""
    text = words or (asked.like.title if asked.like else "") or search_text(wishes, "")
    if not (text.strip() or asked.images):
        return list(_browsed(assistant, wishes, sort or "price_asc", wanted))
    everything = bool(sort) and not (words or asked.images or asked.like)
    near = wishes.spot.point if wishes.spot and wishes.near else None
    limits = constraints_of(wishes)
    query = Query(text, asked.images, limits, sort, everything, near=near, placed=bool(asked.spot))
    hits = assistant.searcher.search(query, wanted + bool(hidden))
    return [hit for hit in hits if hit.product.product_id != hidden][:wanted]


def _browsed(assistant: Assistant, wishes: Wishes, sort: str, wanted: int) -> Iterator[Hit]:
    """All that meets the wishes, in an order: nothing was asked that could rank."""
    searcher, limits = assistant.searcher, constraints_of(wishes)
    columns = searcher.columns
    fits = columns.fits(limits)
    best = columns.best(columns.sort_values(sort), fits, np.inf)
    allowed = np.zeros(columns.items, bool)
    allowed[columns.row[fits]] = True
    order = np.argsort(best, kind="stable")
    rows = order[allowed[order]][:wanted]
    for product in assistant.catalogue.products([searcher.generation.ids[row] for row in rows]):
        offers = [one for one in product.ranked(columns.rates) if limits.admit(one, columns.rates)]
        if offers:
            yield Hit(product, tuple(offers), 0.0, {})
