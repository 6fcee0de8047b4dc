"""Which of the framework's own addresses the server has: those that the page needs, no other.

Among the others are some that publish a conversation, keep a history of runs, edit the program or
pass requests on. What an upgrade brings along is closed until it is listed here.
"""

from __future__ import annotations

import re

from gradio.route_utils import API_PREFIX
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.access.problems import ProblemResponse

_PAGE = r"/(?:config|favicon\.ico|theme\.css|robots\.txt|manifest\.json|pwa_icon(?:/\w+)?)?"
_FILES = r"/(?:static|assets|svelte)/.+"
_EVENTS = "|".join(
    (
        r"info",
        r"startup-events",
        r"app_id",
        r"queue/join",
        r"queue/data",
        r"upload",
        r"upload_progress",
        r"heartbeat/[^/]+",
        r"cancel",
        r"reset",
        r"file=.+",
        r"call/ask(?:/[^/]+)?",  # the one endpoint that is public
    )
)
_ALLOWED = re.compile(rf"{_PAGE}|{_FILES}|{API_PREFIX}/(?:{_EVENTS})")


def is_allowed(path: str) -> bool:
    """Whether the page needs an address."""
    return _ALLOWED.fullmatch(path) is not None


class PageRoutes:
    """ASGI application: the framework's, as far as it is needed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.routes = getattr(app, "routes", [])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not is_allowed(scope["path"]):
            return await ProblemResponse(404, "There is nothing here.")(scope, receive, send)
        await self.app(scope, receive, send)
