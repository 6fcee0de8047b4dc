"""Room on the disk for uploads that wait to be sent, all shoppers' together.

What one address may send is limited by its rate; a thousand addresses could still fill the disk.
"""

from __future__ import annotations

import os
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.problems import ProblemResponse, wait

LATER = 60.0  # seconds; what is not sent goes after some minutes


class Room:
    """ASGI middleware: an upload that would not fit is refused before any of it is written.

    It stands behind `LimitedBody`, so that an announced length is true.
    """

    def __init__(self, app: ASGIApp, path: str, folder: Callable[[], str], most: int) -> None:
        """`path` takes the uploads, which come to lie beneath `folder`, `most` bytes at once."""
        self.app = app
        self.path = path
        self.folder = folder
        self.most = most
        self._coming = 0  # bytes: counted twice while they are written, rather than not at all

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != self.path:
            return await self.app(scope, receive, send)
        length = int(Headers(scope=scope).get("content-length", "0"))
        self._coming += length
        try:
            if await run_in_threadpool(_held, self.folder()) + self._coming > self.most:
                detail = "Too many files wait to be sent; try again in a few minutes."
                refusal = ProblemResponse(503, detail, wait(LATER))
                return await refusal(scope, receive, send)
            await self.app(scope, receive, send)
        finally:
            self._coming -= length


def _held(folder: str) -> int:
    """Bytes of all files beneath a folder."""
    found, folders = 0, [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        found += entry.stat(follow_symlinks=False).st_size
        except FileNotFoundError:  # sent meanwhile
            continue
    return found
