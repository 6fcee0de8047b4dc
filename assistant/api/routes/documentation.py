"""The API's own description, for whoever may build on it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, params
from starlette.responses import HTMLResponse

from assistant.access.gate import caller_of
from assistant.api.errors import Forbidden
from assistant.api.openapi import as_page, described

router = APIRouter(include_in_schema=False)


def _builders(request: Request) -> None:
    """A stranger has no use for it; any key will do."""
    caller = caller_of(request)
    if not (caller.key or caller.may("catalog")):
        raise Forbidden("chat", known=False)


@router.get("/openapi.json", dependencies=[params.Depends(_builders)])
def document(request: Request) -> dict[str, Any]:
    """The OpenAPI document."""
    return described(request.app)


@router.get("/docs", dependencies=[params.Depends(_builders)])
def page(request: Request) -> HTMLResponse:
    """The same for people."""
    return HTMLResponse(as_page(described(request.app)))
