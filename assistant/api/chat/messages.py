"""The body of a chat completion: what is read of it, and the turn that each message is."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from assistant.api.answering import MODEL
from assistant.api.errors import BadRequest
from assistant.api.fields import MOST_ENCODED, MOST_TEXT, Location, decoded
from assistant.turn import MAX_PHOTOS, Turn

MOST_MESSAGES = 400

LOCATION = (
    "Ours: where the shopper is, where they agreed to that. Rounded to two decimals (about a "
    "kilometre), kept in the conversation, written down nowhere"
)


class _Open(BaseModel):
    """Fronts send many fields that mean nothing here; they are let be."""

    model_config = ConfigDict(extra="ignore")


class Address(_Open):
    """A picture, in a data URI."""

    url: Annotated[str, Field(max_length=MOST_ENCODED)]


class Sound(_Open):
    """A recording, in base64."""

    data: Annotated[str, Field(max_length=MOST_ENCODED)]


class Part(_Open):
    """A part of a message."""

    type: Annotated[str, Field(max_length=40)]
    text: Annotated[str, Field(max_length=20_000)] = ""
    image_url: Address | None = None
    input_audio: Sound | None = None


class Message(_Open):
    """Something said, by whoever."""

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: str | list[Part] | None = None

    @property
    def parts(self) -> list[Part]:
        """Its parts, of which plain text is one."""
        if isinstance(self.content, str):
            return [Part(type="text", text=self.content[:20_000])]
        return self.content or []

    @property
    def turn(self) -> Turn:
        """What a user says in it. Raises `BadRequest`, `BadMedia`."""
        text = " ".join(part.text for part in self.parts if part.text).strip()
        if len(text) > MOST_TEXT:
            raise BadRequest(f"A message has more than {MOST_TEXT} characters; say it shorter.")
        photos = [_picture(part.image_url.url) for part in self.parts if part.image_url]
        sounds = [decoded(part.input_audio.data) for part in self.parts if part.input_audio]
        if len(photos) > MAX_PHOTOS or len(sounds) > 1:
            raise BadRequest(f"Send at most {MAX_PHOTOS} pictures and one recording in a message.")
        return Turn(text, tuple(photos), next(iter(sounds), None))


class StreamOptions(_Open):
    """What a stream ends with."""

    include_usage: bool | None = None


class ChatBody(_Open):
    """What a front asks. Everything that steers a language model is ignored: there need be none."""

    model: Annotated[str, Field(max_length=200)] = MODEL
    messages: Annotated[list[Message], Field(min_length=1, max_length=MOST_MESSAGES)]
    stream: bool | None = False
    stream_options: StreamOptions | None = None
    location: Annotated[Location | None, Field(description=LOCATION)] = None

    @property
    def said(self) -> list[Message]:
        """The user's messages. Raises `BadRequest` where the last message is not the user's."""
        if self.messages[-1].role != "user":
            raise BadRequest("The last message is to be answered; send one with the role user.")
        return [one for one in self.messages if one.role == "user"]

    def prefix(self, count: int) -> list[dict[str, Any]]:
        """The first `count` messages of the user, in a form that tells them from any others."""
        return [one.model_dump(include={"content"}) for one in self.said[:count]]


def _picture(address: str) -> bytes:
    if not address.startswith("data:"):
        raise BadRequest("Pictures are not fetched; send them in a data: URI.")
    return decoded(address)
