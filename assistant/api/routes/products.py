"""Products by their identifiers."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from PIL import Image

from assistant.api import serialise
from assistant.api.errors import NotFound
from assistant.api.fields import Currency
from assistant.api.services import Services, Working, needs
from retrieval.images import decode_image
from retrieval.offers import Product
from retrieval.query import Query as Question

router = APIRouter(prefix="/v1/products", tags=["products"], dependencies=[needs("catalog")])

Name = Annotated[str, Path(max_length=100, description="A product's identifier")]
MOST_SIMILAR = 50


@router.get("/{product_id}", responses={404: {"description": "Nobody sells it (any more)"}})
def product(
    product_id: Name, request: Request, services: Working, currency: Currency = ""
) -> dict[str, Any]:
    """A product with every offer of it, the best one first."""
    found = product_of(services, product_id)
    ranked = found.ranked(services.assistant.searcher.columns.rates)
    return serialise.product(found, services.view(request, currency), ranked)


@router.get("/{product_id}/similar", responses={404: {"description": "Nobody sells it"}})
def similar(
    product_id: Name,
    request: Request,
    services: Working,
    limit: Annotated[int, Query(ge=1, le=MOST_SIMILAR)] = 6,
    currency: Currency = "",
) -> dict[str, Any]:
    """Products like one, the most alike first, with reasons."""
    found = product_of(services, product_id)
    question = Question(found.title, pictures_of(services, found))
    alike = services.assistant.recommend(question, limit, hidden=frozenset({product_id}))
    view = services.view(request, currency)
    return {"products": [serialise.recommendation(one, view) for one in alike]}


def product_of(services: Services, product_id: str) -> Product:
    """A product that is on sale. Raises `NotFound`."""
    found = services.assistant.catalogue.products([product_id])
    if not found:
        raise NotFound("No shop sells a product with this identifier (any more).")
    return found[0]


def pictures_of(services: Services, product: Product) -> tuple[Image.Image, ...]:
    """The product's picture, if it has one."""
    path = services.assistant.catalogue.image_path(product.image)
    return (decode_image(path),) if product.image and path.is_file() else ()
