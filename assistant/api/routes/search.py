"""One-shot search."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from assistant.api import serialise
from assistant.api.cursors import cursor_at, offset_of
from assistant.api.fields import (
    Body,
    Currency,
    Encoded,
    Language,
    Location,
    Place,
    Text,
    currency_in,
    decoded,
)
from assistant.api.filters import Filters
from assistant.api.routes.products import pictures_of, product_of
from assistant.api.services import Services, Working, needs
from assistant.catalogue_search import DEEPEST, Found, Search, search
from assistant.facets import FACETS
from retrieval.images import decode_image

router = APIRouter(prefix="/v1", tags=["search"], dependencies=[needs("catalog")])

MOST = 50  # results of a page

LOCATION = (
    "Where the shopper is, where they agreed to that: rounded to two decimals (about a kilometre), "
    "used for this search alone, written down nowhere"
)


class Like(Body):
    """What results are to be like: a product, or a picture."""

    product_id: Annotated[str, Field(max_length=100)] = ""
    image: Encoded | None = None


class SearchBody(Body):
    """A search. At least one of `query`, `like` and `filters` says something."""

    query: Text = ""
    like: Like | None = None
    filters: Filters | None = None
    understand: Annotated[
        bool, Field(description="Whether limits in the words, such as a price, must be met")
    ] = True
    sort: Literal["", "price_asc", "price_desc", "rating"] = ""
    facets: list[Literal[*FACETS]] = Field(max_length=20, default_factory=list)  # type: ignore[valid-type]
    limit: Annotated[int, Field(ge=1, le=MOST)] = 10
    cursor: Annotated[str, Field(max_length=200)] = ""
    language: Language = ""
    currency: Currency = ""
    place: Place = ""
    location: Location | None = Field(default=None, description=LOCATION)


@router.post("/search", responses={404: {"description": "Nobody sells what it is to be like"}})
def find(body: SearchBody, request: Request, services: Working) -> dict[str, Any]:
    """Find products: by words, by a picture, like a product, or by filters alone."""
    same = body.model_dump(exclude={"cursor", "limit"})
    offset = offset_of(body.cursor, same)
    currency = body.currency or currency_in(body.place)
    found = search(services.assistant, _asked(body, services, offset, currency))
    view = services.view(request, currency)
    further = offset + body.limit
    return {
        **_serialised(found),
        "products": [serialise.recommendation(one, view) for one in found.products],
        "next_cursor": cursor_at(further, same) if found.more and further <= DEEPEST else None,
    }


def _asked(body: SearchBody, services: Services, offset: int, currency: str) -> Search:
    like = (
        product_of(services, body.like.product_id) if body.like and body.like.product_id else None
    )
    images = pictures_of(services, like) if like else ()
    if body.like and body.like.image is not None:
        images = (*images, decode_image(decoded(body.like.image)))
    return Search(
        body.query,
        images,
        like,
        (body.filters or Filters()).wishes(currency),
        body.sort,
        offset,
        body.limit,
        tuple(dict.fromkeys(body.facets)),
        body.language,
        body.understand,
        body.location.spot if body.location else None,
    )


def _serialised(found: Found) -> dict[str, Any]:
    return {
        "total": found.total,
        "constraints": found.wishes.as_dict(),
        "relaxed": found.relaxed.as_dict(),
        "relaxations": [one.as_dict() for one in found.relaxations],
        "facets": {
            name: [{"value": value, "count": count} for value, count in values]
            for name, values in found.facets.items()
        },
        "language": found.language,
        **({"place": found.place.as_dict()} if found.place else {}),
        **({"unplaced": found.unplaced} if found.unplaced else {}),
    }
