"""The tools over Streamable HTTP, behind the same gate as everything else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from assistant.access import Caller
from assistant.api.mcp.server import UNAVAILABLE, Context, make_server
from assistant.api.services import Services
from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.routes import MCP_PATH

MOST = 32 * 2**20  # bytes of a request; two pictures in base64 are the largest thing in one


class Endpoint:
    """An ASGI application. Every request stands for itself: there are no sessions to keep apart."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self._manager: StreamableHTTPSessionManager | None = None

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """While this lasts, requests are answered."""
        run = self._services.answering.line.run
        self._manager = StreamableHTTPSessionManager(
            make_server(self._shop_of, run),
            json_response=True,
            stateless=True,
            max_request_body_size=MOST,
        )
        async with self._manager.run():
            yield

    async def _shop_of(self, ctx: Context) -> Shop:
        base = self._services.view(ctx.request).base if ctx.request is not None else ""
        return Shop(self._services.assistant, base)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request of a caller who may read the catalogue."""
        caller: Caller = scope["state"]["caller"]
        if caller.may("catalog") and self._manager is not None:
            return await self._manager.handle_request(scope, receive, send)
        error = {"code": UNAVAILABLE, "message": "This takes an API key with the scope 'catalog'."}
        refusal = JSONResponse(
            {"jsonrpc": "2.0", "id": None, "error": error},
            403 if caller.key else 401,
            None if caller.key else {"WWW-Authenticate": 'Bearer realm="ucp"'},
        )
        await refusal(scope, receive, send)


def include_mcp(app: FastAPI, services: Services) -> Endpoint:
    """Add the endpoint; the caller sees to it that it is `serving` while the application runs."""
    endpoint = Endpoint(services)
    app.router.routes.append(Route(MCP_PATH, endpoint, include_in_schema=False))
    return endpoint
