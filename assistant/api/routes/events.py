"""What shoppers do with products, as a shop's page tells it."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from assistant.access.gate import caller_of
from assistant.api.fields import Body
from assistant.api.services import Working, needs
from retrieval.offers import Product

router = APIRouter(prefix="/v1", tags=["events"], dependencies=[needs("chat")])


class Happening(Body):
    """One thing that happened. No words, no name of a shopper."""

    event: Literal["impression", "click", "open_shop", "add_to_cart", "purchase"]
    product_id: Annotated[str, Field(min_length=1, max_length=100)]
    position: Annotated[int | None, Field(ge=1, le=1000)] = None
    message_id: Annotated[str | None, Field(max_length=100)] = None


class Happenings(Body):
    """Several, as a page collects them."""

    events: Annotated[list[Happening], Field(min_length=1, max_length=100)]


@router.post("/events", status_code=202)
def events(happenings: Happenings, request: Request, services: Working) -> dict[str, int]:
    """Take note of what happened. Events about products that nobody sells, or answers that are
    not the caller's, are left out; says how many were taken."""
    known = _known(services, {one.product_id for one in happenings.events})
    taken = 0
    for one in happenings.events:
        if one.product_id in known and _answered(services, request, one.message_id):
            services.metrics.happened(one.event)
            fields = one.model_dump(exclude={"event", "message_id"})
            services.journal.note(services.folder, one.event, **fields)
            if one.event == "open_shop":
                services.insight.opened(known[one.product_id].offers[0])
            taken += 1
    return {"taken": taken}


def _known(services: Working, names: set[str]) -> dict[str, Product]:
    found = services.assistant.catalogue.products(sorted(names))
    return {one.product_id: one for one in found}


def _answered(services: Working, request: Request, message: str | None) -> bool:
    return message is None or services.conversations.has(
        message, caller_of(request), services.assistant
    )
