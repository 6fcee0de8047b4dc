"""Where a page of results ends: what a caller sends to get the next one."""

from __future__ import annotations

import base64
import hashlib
import json
from typing import Any

from assistant.api.errors import BadRequest
from assistant.catalogue_search import DEEPEST


def cursor_at(offset: int, search: dict[str, Any]) -> str:
    """A cursor that continues a search from an offset."""
    content = json.dumps([offset, _mark(search)])
    return base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")


def offset_of(cursor: str, search: dict[str, Any]) -> int:
    """From where a cursor continues a search; 0 without one. Raises `BadRequest` for a cursor that
    is damaged or of another search."""
    if not cursor:
        return 0
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        offset, mark = json.loads(base64.urlsafe_b64decode(padded))
        if mark == _mark(search) and type(offset) is int and 0 < offset <= DEEPEST:
            return offset
    except (ValueError, TypeError, RecursionError):
        pass
    raise BadRequest("The cursor belongs to another search; begin again without one.")


def _mark(search: dict[str, Any]) -> str:
    text = json.dumps(search, sort_keys=True, default=str)
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]
