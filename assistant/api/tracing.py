"""Follows each request: a name for it, how long it took, and what is left when it fails.

Nothing that a shopper said is written down: not the query of an address, not a body, not the text
of a fault, which may quote either.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from contextvars import ContextVar

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.problems import ProblemResponse
from assistant.api.metrics import Metrics

log = logging.getLogger("assistant.requests")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The name of the request that is being answered, "" outside of any."""

_SOUND = re.compile(r"[\w.-]{1,64}")
_ELSEWHERE = "page"  # the route of everything that the page itself asks for


class RequestLog:
    """ASGI middleware around everything but the fixed headers."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        given = Headers(scope=scope).get("x-request-id", "")
        name = given if _SOUND.fullmatch(given) else secrets.token_hex(8)
        token, begun, status = request_id.set(name), time.perf_counter(), 0

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = name
            await send(message)

        try:
            await self.app(scope, receive, send_named)
        except Exception as error:
            log.error("a fault: %s", type(error).__name__, exc_info=error)
            if status:
                raise
            problem = ProblemResponse(500, "Something went wrong in the server; its log says what.")
            await problem(scope, receive, send_named)
        finally:
            self._note(scope, status, time.perf_counter() - begun)
            request_id.reset(token)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path_format", _ELSEWHERE) or _ELSEWHERE
        self._metrics.answered(scope["method"], route, status, seconds)
        fields = {
            "method": scope["method"],
            "route": route,
            "status": status,
            "ms": round(seconds * 1000, 1),
        }
        log.info("%(method)s %(route)s %(status)s", fields, extra={"fields": fields})
