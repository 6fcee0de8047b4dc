"""Searching the catalogue: words, pictures and filters, page by page.

Filters and what the words limit outright (a budget, a kind of thing, what is ruled out) always
hold. Where nothing meets every wish, the others may be missed, and the messages say which; where
even that leaves nothing, they say what each limit costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from assistant.api.cursors import cursor_at, offset_of
from assistant.api.errors import ApiError
from assistant.api.ucp.asking import Sought, understood
from assistant.api.ucp.catalogue import Shop, of_one_catalogue
from assistant.api.ucp.document import (
    converted,
    evidence_document,
    is_converted,
    product_document,
    sellable,
)
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.filters import unread_filters
from assistant.api.ucp.messages import Message, not_found, unplaced
from assistant.api.ucp.names import SEARCH, envelope
from assistant.api.ucp.relaxing import Near, costs, matching, nearest, relaxed
from assistant.api.ucp.requests import DEFAULT_LIMIT, MOST_PER_PAGE, SearchRequest
from assistant.explain import Asked
from assistant.language import Wishes
from assistant.recommendation import Recommendation
from retrieval.floor import best
from retrieval.search import Hit

DEEPEST = 200  # products of one answer that may be paged through


@dataclass
class Found:
    """Products from the first on, with the wishes that each misses, and what to tell of them."""

    products: list[Near] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    total: int | None = None  # that meet every limit; None where nothing is limited, or relaxed


@of_one_catalogue
def search(shop: Shop, request: SearchRequest) -> dict[str, Any]:
    """Answer `search_catalog`. Raises `BadRequest`, `BadMedia`, `BadQuery`."""
    sought = understood(shop, request)
    start = _offset(request)
    end = start + min(request.pagination.limit or DEFAULT_LIMIT, MOST_PER_PAGE)
    found = Found() if sought.is_lost else _found(shop, sought, min(end + 1, DEEPEST))
    told = [
        *map(not_found, sought.likes.unknown),
        *unread_filters(request.filters, request.context.currency or ""),
        *unplaced(sought.where.lack),
        *found.messages,
    ]
    pagination: dict[str, Any] = {"has_next_page": len(found.products) > end}
    if pagination["has_next_page"]:
        pagination["cursor"] = cursor_at(end, _same(request))
    if found.total is not None:
        pagination["total_count"] = found.total
    page = _reasoned(shop, sought, found.products[start:end])
    told += relaxed(page)
    products = _documents(page, sought, told)
    messages = {"messages": told} if told else {}
    return {"ucp": envelope(SEARCH), "products": products, "pagination": pagination, **messages}


def _offset(request: SearchRequest) -> int:
    try:
        return offset_of(request.pagination.cursor or "", _same(request))
    except ApiError as error:
        raise BadRequest(str(error), "invalid_cursor") from error


def _same(request: SearchRequest) -> dict[str, Any]:
    """What a cursor is fit for: the request, however long its pages are."""
    return request.model_dump(include={"query", "filters", "like", "context"})


def _found(shop: Shop, sought: Sought, count: int) -> Found:
    columns = shop.assistant.searcher.columns
    if hits := _hits(shop, sought, sought.wishes, count):
        limited = sought.limits or sought.query.everything
        total = max(matching(sought, columns) - len(sought.hidden), len(hits)) if limited else None
        return Found([(hit, ()) for hit in hits], [], total)
    near = nearest(sought, lambda wishes: _hits(shop, sought, wishes, DEEPEST))[:count]
    if not near:
        return Found([], list(costs(sought, columns)), 0 if sought.limits else None)
    return Found(near)


def _hits(shop: Shop, sought: Sought, wishes: Wishes, count: int) -> list[Hit]:
    """The best products that meet the filters and these wishes; none where nothing that is sold
    is anything like what is asked for."""
    limits = replace(sought, wishes=wishes).limits
    query = replace(sought.query, constraints=limits)
    hits = shop.assistant.searcher.search(query, count + len(sought.hidden))
    strange = not (limits or query.everything or sought.hidden)
    if strange and best([hit.likeness for hit in hits]).level == "nothing":
        return []
    kept = [hit for hit in hits if hit.product.product_id not in sought.hidden]
    return [hit for hit in kept if sellable(hit.offers)][:count]


def _reasoned(shop: Shop, sought: Sought, page: Sequence[Near]) -> list[Recommendation]:
    """With reasons, which compare what is on one page."""
    alike = bool(sought.hidden) and not sought.likes.reading
    asked = Asked(sought.query.text, sought.wishes, sought.shown.language, alike)
    reasoned = shop.assistant.recommended([hit for hit, _ in page], asked)
    return [replace(one, misses=missed) for one, (_, missed) in zip(reasoned, page, strict=True)]


def _documents(
    page: Sequence[Recommendation], sought: Sought, told: list[Message]
) -> list[dict[str, Any]]:
    documents = []
    for place, one in enumerate(page):
        offers = sellable(one.offers)
        document = product_document(one.product, offers, sought.shown)
        documents.append({**document, **evidence_document(one, offers)})
        if is_converted(offers, sought.shown):
            told.append(converted(sought.shown, f"$.products[{place}].price_range"))
    return documents
