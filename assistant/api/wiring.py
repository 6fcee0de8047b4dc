"""Joins the API to the application that serves the page."""

from __future__ import annotations

from fastapi import FastAPI

from assistant.access.gate import Gate
from assistant.api.errors import add_error_handlers
from assistant.api.mcp.http import Endpoint, include_mcp
from assistant.api.openapi import PROBLEMS
from assistant.api.routes import ROUTERS
from assistant.api.services import Services


def include_api(app: FastAPI, services: Services) -> Endpoint:
    """Add the routes, the gate before everything that was added so far, and errors as problems.

    What is returned answers programs' tool calls; it must be `serving` while the application runs.

    Another part of the server is another router in `ROUTERS`; it finds `Services` in
    `request.app.state.services`, and who asks by `caller_of(request)`.
    """
    app.state.services = services
    for router in ROUTERS:
        app.include_router(router, responses=PROBLEMS)
    tools = include_mcp(app, services)
    add_error_handlers(app)
    app.add_middleware(Gate, access=services.access, refused=services.metrics.refused)
    return tools
