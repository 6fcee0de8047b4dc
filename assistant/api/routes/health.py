"""Whether the server lives, whether it can answer, and its figures."""

from __future__ import annotations

from fastapi import APIRouter, Response

from assistant.api.metrics import CONTENT_TYPE
from assistant.api.services import Working, needs

router = APIRouter(tags=["health"])


@router.get("/healthz")
def healthz() -> dict[str, str]:
    """Whether the process answers at all."""
    return {"status": "ok"}


@router.get("/readyz", responses={503: {"description": "Still opening, or it cannot be opened"}})
def readyz(services: Working) -> dict[str, str]:
    """Whether a question would be answered now."""
    _ = services.assistant
    return {"status": "ready"}


@router.get("/metrics", dependencies=[needs("admin")])
def metrics(services: Working) -> Response:
    """Counts and times, in Prometheus' text format."""
    services.metrics.conversations.set(len(services.conversations))
    return Response(services.metrics.text(), media_type=CONTENT_TYPE)
