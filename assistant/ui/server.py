"""The web application: the page, the catalogue's pictures, and headers that fence both in."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import AsyncIterator
from typing import Annotated

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException
from fastapi import Path as PathParameter
from fastapi.responses import FileResponse
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.ui.page import build_page
from assistant.ui.startup import Opening
from assistant.ui.theme import STYLE, theme

MAX_UPLOAD = 64 * 2**20  # bytes of one file, what a clip may have; decoders allow photos less

# Gradio's own scripts are inline and compile templates; event handlers in markup, which is what
# hostile markup would need, do not run, and nothing is loaded from or sent to anywhere else.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "script-src-attr 'none'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' data: blob:",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def create_app(opening: Opening) -> FastAPI:
    """The application; it begins to open the assistant when it begins to serve."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opening.start()
        yield

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(FixedHeaders, headers=HEADERS)

    @app.get("/picture/{image}")
    def picture(image: Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$")]) -> FileResponse:
        """A catalogue picture by its content hash: it never changes, so it may be kept."""
        assistant = opening.assistant
        path = assistant.catalogue.image_path(image) if assistant else None
        if path is None or not path.is_file():
            raise HTTPException(404)
        forever = {"Cache-Control": "public, max-age=31536000, immutable"}
        return FileResponse(path, media_type="image/webp", headers=forever)

    return gr.mount_gradio_app(
        app,
        build_page(opening),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        theme=theme(),
        css=STYLE,
    )


class FixedHeaders:
    """ASGI middleware that adds the same headers to every response, streamed ones included."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self.app = app
        self.headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self.headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


def run(app: FastAPI, listener: socket.socket) -> None:
    """Serve on a listening socket until interrupted; open streams get a second to end."""
    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
