"""`POST /v1/chat/completions`, as OpenAI's chat fronts send it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.responses import StreamingResponse

from assistant.access.gate import caller_of
from assistant.api.answering import MODEL
from assistant.api.chat.completions import chunks, completion
from assistant.api.chat.messages import ChatBody
from assistant.api.services import Working, needs
from assistant.api.streaming import HEADERS, MEDIA_TYPE

router = APIRouter(prefix="/v1", tags=["chat completions"], dependencies=[needs("chat")])

STREAMED: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {"schema": {"type": "string"}}}},
    503: {"description": "Too many shoppers wait, or the catalogue is still opening"},
}


@router.post("/chat/completions", responses=STREAMED, response_model=None)
async def complete(body: ChatBody, request: Request, services: Working) -> dict | Response:
    """Answer the last message of the user, in the light of those before."""
    work = partial(services.chat.answer, services.assistant, caller_of(request), body)
    answer = await services.answering.line.run(work)
    services.metrics.turn(answer.intent, answer.language, answer.timings_ms)
    view = services.view(request)
    if not body.stream:
        return completion(answer, view)

    def lines() -> Iterator[str]:
        for chunk in chunks(answer, view, body):
            yield f"data: {json.dumps(chunk, ensure_ascii=False)}\n\n"
        yield "data: [DONE]\n\n"

    return StreamingResponse(lines(), media_type=MEDIA_TYPE, headers=HEADERS)


@router.get("/models")
def models() -> dict[str, Any]:
    """The one model there is: fronts ask for it."""
    one = {"id": MODEL, "object": "model", "created": 0, "owned_by": "shop"}
    return {"object": "list", "data": [one]}
