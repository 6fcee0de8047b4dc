"""Conversations: begin one, say something in it, forget it; rate what was answered."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from anyio import to_thread
from fastapi import APIRouter, Path, Request, Response
from pydantic import Field

from assistant.access.gate import caller_of
from assistant.api.answering import keep_settings
from assistant.api.fields import Body
from assistant.api.services import Working, needs
from assistant.api.streaming import MEDIA_TYPE, streamed, wants_events
from assistant.api.turns import BODY, Settings, read_turn

router = APIRouter(prefix="/v1", tags=["conversations"], dependencies=[needs("chat")])

Name = Annotated[str, Path(max_length=100, pattern="^[cm]_[A-Za-z0-9_-]+$")]
GONE: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is none (any more), or it is another key's"}
}
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; or, with `Accept: text/event-stream`, events: observation, "
        "constraints, products, reasons, delta, done, error",
        "content": {MEDIA_TYPE: {"schema": {"type": "string"}}},
    },
    415: {"description": "Neither JSON nor a form"},
    422: {"description": "A body or file that cannot be used"},
}


class Feedback(Body):
    """What a shopper thinks of an answer, or of one product in it; never in words."""

    rating: Literal["up", "down"]
    product_id: Annotated[str | None, Field(max_length=100)] = None
    reason: Literal["not_what_i_asked", "too_expensive", "wrong_facts", "other"] | None = None


@router.post("/conversations", status_code=201)
def begin(request: Request, services: Working, settings: Settings | None = None) -> dict[str, Any]:
    """Begin a conversation. Whoever knows its name may go on with it; it is forgotten an hour
    after its last turn."""
    held = services.conversations.begin(services.assistant, caller_of(request))
    keep_settings(held, settings or Settings())
    chosen = {"language": held.language, "currency": held.currency, "place": held.place}
    return {"conversation_id": held.id, **chosen}


@router.post(
    "/conversations/{conversation_id}/turns",
    openapi_extra=BODY,
    responses={**GONE, **STREAMED},
    response_model=None,
)
async def say(
    conversation_id: Name, request: Request, services: Working
) -> dict[str, Any] | Response:
    """Say something: words, pictures, a recording, a short clip, or an action."""
    caller = caller_of(request)
    held = await to_thread.run_sync(
        services.conversations.find, conversation_id, caller, services.assistant
    )
    services.answering.line.check()
    said = await read_turn(request)
    keep_settings(held, said.settings)
    view = services.view(request, held.currency)
    if wants_events(request.headers.get("accept", "")):
        return streamed(services.answering.events(held, said, view))
    return await services.answering.whole(held, said, view)


@router.delete("/conversations/{conversation_id}", status_code=204, responses=GONE)
def forget(conversation_id: Name, request: Request, services: Working) -> None:
    """Forget a conversation, photos included."""
    services.conversations.end(conversation_id, caller_of(request), services.assistant)


@router.post("/messages/{message_id}/feedback", status_code=204, responses=GONE)
def rate(message_id: Name, feedback: Feedback, request: Request, services: Working) -> None:
    """Say whether an answer was any good. Kept as a count, without who said so."""
    services.conversations.holding(message_id, caller_of(request), services.assistant)
    services.metrics.rated(feedback.rating)
    services.insight.rated(feedback.rating)
    if feedback.rating == "down" and feedback.reason:
        services.insight.explained(feedback.reason)
    services.journal.note(services.folder, "feedback", **feedback.model_dump())
