"""Joins the API to the application that serves the page."""

from __future__ import annotations

from fastapi import FastAPI

from assistant.access.gate import Gate
from assistant.api.errors import add_error_handlers
from assistant.api.openapi import PROBLEMS
from assistant.api.routes import ROUTERS
from assistant.api.services import Services


def include_api(app: FastAPI, services: Services) -> None:
    """Add the routes, the gate before everything that was added so far, and errors as problems.

    Another part of the server is another router in `ROUTERS`; it finds `Services` in
    `request.app.state.services`, and who asks by `caller_of(request)`.
    """
    app.state.services = services
    for router in ROUTERS:
        app.include_router(router, responses=PROBLEMS)
    add_error_handlers(app)
    app.add_middleware(Gate, access=services.access, refused=services.metrics.refused)
