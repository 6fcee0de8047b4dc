"""What every request goes through: a limit on what comes in, headers on what goes out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
        "frame-ancestors 'self'",  # the last one: `FixedHeaders` adds to it
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Permissions-Policy": "microphone=(self), camera=(self), geolocation=(self)",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


BODY_SECONDS = 30.0  # until a request's body is whole …
BODY_RATE = 16 * 2**10  # … and a second for as many bytes as this: less than any network brings


class FixedHeaders:
    """ASGI middleware that adds `HEADERS` to every response, streamed ones included.

    Pages of `framers`, sites that the server's keeper allows, may show this one's within their own.
    """

    def __init__(self, app: ASGIApp, framers: Sequence[str] = ()) -> None:
        self.app = app
        policy = f"{CONTENT_SECURITY_POLICY}{''.join(f' {site}' for site in framers)}"
        self._headers = {**HEADERS, "Content-Security-Policy": policy}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._headers)
            await send(message)

        await self.app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class LimitedBody:
    """ASGI middleware that refuses what announces more than `most` bytes, or does not announce it,
    and what takes too long to come.

    `others` has the limits of paths that have one of their own, such as those of uploads, which
    go to disk as they come in.
    """

    def __init__(self, app: ASGIApp, most: int, others: Mapping[str, int]) -> None:
        self.app = app
        self.most = most
        self.others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            most = self.others.get(scope["path"], self.most)
            length = headers.get("content-length", "0")
            if "transfer-encoding" in headers or not length.isdigit() or int(length) > most:
                refusal = PlainTextResponse(
                    f"Send at most {most // 2**20} MB at once, with a Content-Length.", 413
                )
                return await refusal(scope, receive, send)
            receive = _in_time(receive, BODY_SECONDS + int(length) / BODY_RATE)
        await self.app(scope, receive, send)


def _in_time(receive: Receive, seconds: float) -> Receive:
    """Receives a body that is whole within `seconds` from now, and whatever comes after it.

    Raises `HTTPException` when it is not.
    """
    until = asyncio.get_running_loop().time() + seconds
    whole = False

    async def received() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(until):
                message = await receive()
        except TimeoutError:
            said = "The request took too long to come; send it again."
            raise HTTPException(408, said, {"Connection": "close"}) from None
        whole = not message.get("more_body", False)
        return message

    return received
