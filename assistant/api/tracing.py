"""Follows each request: a name for it, how long it took, and what is left when it fails.

Nothing that a shopper said is written down: not the query of an address, not a body, not the text
of a fault, which may quote either.
"""

from __future__ import annotations

import logging
import re
import secrets
import time
from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.problems import ProblemResponse
from assistant.api.metrics import Metrics
from assistant.logs import REQUESTS, request_id
from assistant.telemetry import OFF, Telemetry

log = logging.getLogger(REQUESTS)

_SOUND = re.compile(r"[\w.-]{1,64}", re.ASCII)
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_ELSEWHERE = "page"  # the route of everything that the page itself asks for


class RequestLog:
    """ASGI middleware around everything but the fixed headers."""

    def __init__(self, app: ASGIApp, metrics: Metrics, telemetry: Telemetry = OFF) -> None:
        self.app = app
        self._metrics = metrics
        self._telemetry = telemetry

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        given = headers.get("x-request-id", "")
        name = given if _SOUND.fullmatch(given) else secrets.token_hex(8)
        token = request_id.set(name)
        try:
            await self._answer(scope, receive, send, headers, name)
        finally:
            request_id.reset(token)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[str, str], name: str
    ) -> None:
        status, begun = 0, time.perf_counter()

        async def send_named(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)["X-Request-ID"] = name
            await send(message)

        with self._telemetry.span(scope["method"], serves=True, headers=headers) as span:
            try:
                await self.app(scope, receive, send_named)
            except Exception as error:
                log.error("a fault: %s", type(error).__name__, exc_info=error)
                span.fail(type(error).__name__)
                if not status:
                    await _SORRY(scope, receive, send_named)
            fields = self._noted(scope, status, time.perf_counter() - begun)
            span.rename(f"{fields['http.request.method']} {fields['http.route']}")
            span.set(fields)

    def _noted(self, scope: Scope, status: int, seconds: float) -> dict[str, str | int]:
        """The request, in the conventions' names; counted, timed and logged."""
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path_format", _ELSEWHERE) or _ELSEWHERE
        self._metrics.answered(method, route, status, seconds)
        fields = {
            "http.request.method": method,
            "http.route": route,
            "http.response.status_code": status,
        }
        self._telemetry.measure("http.server.request.duration", seconds, fields)
        shown = {"method": method, "route": route, "status": status}
        timed = {**shown, "ms": round(seconds * 1000, 1)}
        log.info("%(method)s %(route)s %(status)s", shown, extra={"fields": timed})
        return fields


_SORRY = ProblemResponse(500, "Something went wrong in the server; its log says what.")
