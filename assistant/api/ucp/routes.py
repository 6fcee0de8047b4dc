"""The catalogue over HTTP, as the protocol's REST binding has it, and the document of discovery."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from assistant.api.services import Services, Working, needs
from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.errors import UNFIT, BadRequest, code_of, sentence_of
from assistant.api.ucp.lookup import get_product, lookup
from assistant.api.ucp.profile import profile
from assistant.api.ucp.requests import (
    LookupRequest,
    ProductRequest,
    SearchRequest,
    schema_of,
)
from assistant.api.ucp.search import search

router = APIRouter(tags=["catalogue"])

MCP_PATH = "/ucp/mcp"
TRANSPORTS = {"rest": "", "mcp": MCP_PATH}
"""Transport → where it is, after the server's address."""

KEPT = 300  # seconds for which the document of discovery may be kept

_AGENT = re.compile(r'(?:^|[,;]\s*)profile="https?://[^"]+"')

Asked = TypeVar("Asked", bound=BaseModel)


@router.get("/.well-known/ucp")
def discover(request: Request) -> Response:
    """What this server speaks, and where."""
    document = json.dumps(profile(str(request.base_url).rstrip("/"), TRANSPORTS)).encode()
    headers = {
        "Cache-Control": f"public, max-age={KEPT}",
        "ETag": f'"{hashlib.sha256(document).hexdigest()[:32]}"',
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    return Response(document, media_type="application/json", headers=headers)


def _described(model: type[BaseModel]) -> dict[str, Any]:
    """What OpenAPI says of an operation, as FastAPI reads none of its body."""
    return {
        "parameters": [
            {
                "name": "UCP-Agent",
                "in": "header",
                "required": True,
                "schema": {"type": "string"},
                "description": 'profile="https://…": the platform that asks; it is not fetched',
            }
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": schema_of(model)}},
        },
    }


REFUSED: dict[int | str, dict[str, Any]] = {400: {"description": "A request that breaks the rules"}}


@router.post(
    "/catalog/search",
    dependencies=[needs("catalog")],
    openapi_extra=_described(SearchRequest),
    responses=REFUSED,
)
async def search_catalog(request: Request, services: Working) -> Response:
    """Search by words, by likeness, by filters."""
    return await _answered(request, services, SearchRequest, search)


@router.post(
    "/catalog/lookup",
    dependencies=[needs("catalog")],
    openapi_extra=_described(LookupRequest),
    responses=REFUSED,
)
async def lookup_catalog(request: Request, services: Working) -> Response:
    """Products and variants by their identifiers."""
    return await _answered(request, services, LookupRequest, lookup)


@router.post(
    "/catalog/product",
    dependencies=[needs("catalog")],
    openapi_extra=_described(ProductRequest),
    responses=REFUSED,
)
async def catalog_product(request: Request, services: Working) -> Response:
    """One product in full."""
    return await _answered(request, services, ProductRequest, get_product)


async def _answered(
    request: Request,
    services: Services,
    model: type[Asked],
    operation: Callable[[Shop, Asked], dict[str, Any]],
) -> Response:
    shop = Shop(services.assistant, services.view(request).base)
    try:
        if not _AGENT.search(request.headers.get("ucp-agent", "")):
            raise BadRequest('Say who asks in the header UCP-Agent: profile="https://…".')
        asked = model.model_validate_json(await request.body() or b"{}")
        document = await services.answering.line.run(partial(operation, shop, asked))
    except UNFIT as error:
        refusal = {"code": code_of(error), "content": sentence_of(error)}
        return JSONResponse(refusal, 400, {"Cache-Control": "no-store"})
    return JSONResponse(document, headers={"Cache-Control": "no-store"})
