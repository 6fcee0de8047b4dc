"""Words as sound, for devices that have no voice of their own."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from pydantic import Field

from assistant.api.fields import Body
from assistant.api.services import needs
from assistant.dialogue.sayings import languages
from assistant.speech.voices import MOST, speak
from retrieval.errors import BadQuery, ModelUnavailable

router = APIRouter(prefix="/v1", tags=["speech"], dependencies=[needs("chat")])


class Spoken(Body):
    """What is to be said: the `speech` of an answer."""

    text: Annotated[str, Field(min_length=1, max_length=MOST)]
    language: Annotated[str, Field(pattern=f"^({'|'.join(languages())})$")] = languages()[0]
    format: Literal["wav"] = "wav"


@router.post(
    "/speech",
    response_class=Response,
    responses={
        200: {"content": {"audio/wav": {}}, "description": "Sound"},
        422: {"description": "No engine for this language is installed here"},
    },
)
def say(spoken: Spoken) -> Response:
    """Say something aloud, by an engine that the machine has."""
    try:
        sound = speak(spoken.text, spoken.language)
    except ModelUnavailable as error:
        raise BadQuery(str(error)) from error
    return Response(sound, media_type="audio/wav", headers={"Cache-Control": "no-store"})
