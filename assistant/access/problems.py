"""Errors as RFC 9457 problem details: one shape for every refusal of the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

from starlette.responses import JSONResponse

MEDIA_TYPE = "application/problem+json"


class ProblemResponse(JSONResponse):
    """A problem. `detail` is one sentence: what is wrong and what to do; `error` says the same to
    fronts that know chat completions alone."""

    media_type = MEDIA_TYPE

    def __init__(
        self,
        status: int,
        detail: str,
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        title = HTTPStatus(status).phrase
        self.content: dict[str, Any] = {
            "type": "about:blank",
            "title": title,
            "status": status,
            "detail": detail,
            "error": {"message": detail, "type": title.lower().replace(" ", "_"), "code": status},
            **more,
        }
        super().__init__(self.content, status, {"Cache-Control": "no-store", **(headers or {})})

    def render(self, content: Any) -> bytes:
        """What a caller sent may be quoted, and may be no text at all."""
        return json.dumps(content, ensure_ascii=False).encode(errors="replace")


def wait(seconds: float) -> dict[str, str]:
    """The header that says when to come back."""
    return {"Retry-After": str(max(1, ceil(seconds)))}
