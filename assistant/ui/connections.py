"""What a client may take of the server before there is a request to answer: time, memory, files.

The HTTP server itself waits for ever for a request's head, however long it grows.
"""

from __future__ import annotations

import asyncio
import resource
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_SECONDS = 20.0  # until the head of a request is whole
MAX_HEAD = 64 * 2**10  # bytes of it
SPARE_FILES = 256  # that the program itself may open: pictures, databases, pipes to its processes
MOST_CONNECTIONS = 4096  # more than pages of one shop hold, each up to six
WANTED_FILES = MOST_CONNECTIONS + SPARE_FILES


class BoundedConnection(HttpToolsProtocol):
    """A client's connection. One that keeps the server waiting for a head is closed, and so is one
    that would be the last of `uvicorn.Config(limit_concurrency=…)`: to be refused at once is better
    than to wait, and those who are there already go on."""

    _deadline: asyncio.TimerHandle | None = None
    _head = 0  # bytes of a head that is not whole yet
    _in_body = False
    _parted = False  # whether a head or a message has ended in what came last

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, or close it at once."""
        super().connection_made(transport)
        if self.limit_concurrency and len(self.connections) >= self.limit_concurrency:
            transport.abort()
        else:
            self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        super().connection_lost(exc)
        self._expect_nothing()

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        self._parted = False
        super().data_received(data)
        self._head = 0 if self._parted or self._in_body else self._head + len(data)
        if self._head > MAX_HEAD:
            self.transport.abort()

    def on_headers_complete(self) -> None:
        """The parser has seen a whole head."""
        self._in_body = self._parted = True
        self._expect_nothing()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """The parser has seen a whole request."""
        self._in_body, self._parted = False, True
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """A request was answered; the next one's head may follow."""
        super().on_response_complete()
        if not self.transport.is_closing() and self.cycle.response_complete:
            self._expect_head()

    def _expect_head(self) -> None:
        self._expect_nothing()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self.transport.abort)

    def _expect_nothing(self) -> None:
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None


def connection_options() -> dict[str, Any]:
    """Options of `uvicorn.Config`: bounded connections, as many as files may be open for. Allows
    the process what files it may allow itself."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < WANTED_FILES:
        soft = min(hard, WANTED_FILES) if hard != resource.RLIM_INFINITY else WANTED_FILES
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    most = min(MOST_CONNECTIONS, max(1, soft - SPARE_FILES))
    return {"http": BoundedConnection, "limit_concurrency": most}
