"""Cursors: how far a caller has read the answer to one request, fit for that request alone."""

from __future__ import annotations

import base64
import hashlib

from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.requests import SearchRequest


def cursor_at(offset: int, request: SearchRequest) -> str:
    """The cursor of what follows the first `offset` products."""
    return base64.urlsafe_b64encode(f"{offset}.{_digest(request)}".encode()).decode().rstrip("=")


def offset_of(request: SearchRequest) -> int:
    """How many products came before. Raises `BadRequest` for a cursor of another request."""
    cursor = request.pagination.cursor
    if not cursor:
        return 0
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        offset, _, digest = base64.urlsafe_b64decode(padded).decode().partition(".")
        number = int(offset)
    except ValueError:
        number, digest = -1, ""
    if number < 0 or digest != _digest(request):
        raise BadRequest(
            "The cursor is not of this request; send the first request again without it.",
            "invalid_cursor",
        )
    return number


def _digest(request: SearchRequest) -> str:
    asked = request.model_dump_json(include={"query", "filters", "like", "context"})
    return hashlib.sha256(asked.encode()).hexdigest()[:12]
