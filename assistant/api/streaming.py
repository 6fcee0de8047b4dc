"""Server-sent events (WHATWG HTML, 9.2)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from starlette.responses import StreamingResponse

from assistant.api.answering import Event

MEDIA_TYPE = "text/event-stream"
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def streamed(events: AsyncIterator[Event]) -> StreamingResponse:
    """A response that sends events as they come."""

    async def lines() -> AsyncIterator[str]:
        async for one in events:
            data = json.dumps(one.data, ensure_ascii=False)
            yield f"event: {one.name}\ndata: {data}\n\n"

    return StreamingResponse(lines(), media_type=MEDIA_TYPE, headers=HEADERS)


def wants_events(accept: str) -> bool:
    """Whether a caller asks for events by its Accept header."""
    return MEDIA_TYPE in accept.lower()
