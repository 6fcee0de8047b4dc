"""What every request passes before anything looks at it: name, site, key, rate, quota."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.access.access import Access, UnknownKey, same_origin
from assistant.access.caller import Caller
from assistant.access.hosts import is_known
from assistant.access.problems import ProblemResponse, wait
from assistant.access.rates import Rates

PROBES = frozenset({"/healthz", "/readyz"})
"""What a machine's keeper asks under any name; nothing is told there."""

OPEN_TO_SITES = ("/v1/", "/ucp/", "/catalog/", "/.well-known/", "/widget")
"""Beginnings of the paths that pages of allowed sites may read."""

_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, DELETE",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, "
    "MCP-Protocol-Version, Mcp-Session-Id, UCP-Agent, X-Request-ID",
    "Access-Control-Max-Age": "600",
}
_EXPOSED = "Retry-After, X-Request-ID, Mcp-Session-Id"


class Gate:
    """ASGI middleware. Leaves the `Caller` in the request's state, for `caller_of`."""

    def __init__(
        self,
        app: ASGIApp,
        access: Access,
        refused: Callable[[str], None] = lambda why: None,
    ) -> None:
        """`refused` is told why, in a word, of each request that is turned away."""
        options = access.options
        self.app = app
        self.access = access
        self._refused = refused
        self._rates = Rates(options.per_minute, options.burst)
        self._quotas = Rates(options.upload_per_minute, options.upload_burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or turn it away."""
        if scope["type"] not in ("http", "websocket") or scope["path"] in PROBES:
            return await self.app(scope, receive, send)
        connection = HTTPConnection(scope)
        headers = {name.lower(): value for name, value in connection.headers.items()}
        refusal = self._stranger_name(headers) or self._foreign_site(headers)
        if refusal is None:
            send = self._shared(scope, headers, send)
            if _is_preflight(scope, headers):
                return await Response(status_code=204, headers=_PREFLIGHT)(scope, receive, send)
            refusal = self._of_caller(scope, connection, headers)
        await (refusal or self.app)(scope, receive, send)

    def _stranger_name(self, headers: Mapping[str, str]) -> Response | None:
        if is_known(headers.get("host", ""), self.access.options.hosts):
            return None
        self._refused("host")
        return ProblemResponse(
            421, "The server does not answer to this name; whoever keeps it can --allow-host it."
        )

    def _foreign_site(self, headers: Mapping[str, str]) -> Response | None:
        if same_origin(headers) or headers["origin"].lower() in self.access.options.origins:
            return None
        self._refused("origin")
        return ProblemResponse(
            403, "Pages of this site may not ask; whoever keeps the server can --allow-origin it."
        )

    def _of_caller(
        self, scope: Scope, connection: HTTPConnection, headers: Mapping[str, str]
    ) -> Response | None:
        try:
            caller = self.access.caller(connection)
        except UnknownKey:
            return self._unknown_key(connection)
        scope.setdefault("state", {})["caller"] = caller
        scheme = headers.get("x-forwarded-proto", "")
        if scheme in ("http", "https") and self.access.is_proxy(connection):
            scope["scheme"] = scheme
        return None if caller.local else self._too_much(scope, caller, headers)

    def _unknown_key(self, connection: HTTPConnection) -> Response:
        """Whoever tries keys is counted by the address that they are tried from."""
        self._refused("key")
        if seconds := self._rates.take(f"address {self.access.address(connection)}"):
            return ProblemResponse(429, "That was too many requests; wait a little.", wait(seconds))
        return ProblemResponse(
            401,
            "This key is unknown or revoked; ask whoever keeps the shop for another one.",
            {"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )

    def _too_much(
        self, scope: Scope, caller: Caller, headers: Mapping[str, str]
    ) -> Response | None:
        """Looking at the page costs nothing; doing something does, and so does every API call."""
        if scope.get("method") in ("GET", "HEAD") and not scope["path"].startswith(OPEN_TO_SITES):
            return None
        if seconds := self._rates.take(caller.name, 1, caller.rate):
            self._refused("rate")
            return ProblemResponse(429, "That was too many requests; wait a little.", wait(seconds))
        length = headers.get("content-length", "0")
        if seconds := self._quotas.take(caller.name, float(length) if length.isdigit() else 0):
            self._refused("quota")
            return ProblemResponse(429, "That was too much data; wait a little.", wait(seconds))
        return None

    def _shared(self, scope: Scope, headers: Mapping[str, str], send: Send) -> Send:
        """Lets pages of an allowed site read the answer. The site's name comes from the list of
        the server's keeper, never from the request, and cookies are never let through."""
        path, origin = scope["path"], headers.get("origin", "").lower()
        listed = next((one for one in self.access.options.origins if one == origin), None)
        if not path.startswith(OPEN_TO_SITES):
            return send

        async def send_shared(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.add_vary_header("Origin")
                if listed:
                    answer["Access-Control-Allow-Origin"] = listed
                    answer["Access-Control-Expose-Headers"] = _EXPOSED
            await send(message)

        return send_shared


def caller_of(connection: HTTPConnection) -> Caller:
    """Who makes a request, as the gate has found."""
    return connection.scope["state"]["caller"]


def _is_preflight(scope: Scope, headers: Mapping[str, str]) -> bool:
    return scope.get("method") == "OPTIONS" and "access-control-request-method" in headers
