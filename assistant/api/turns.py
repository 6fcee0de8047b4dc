"""What a program says in a turn: as JSON, or as a form with files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import Field, ValidationError
from starlette.datastructures import FormData, UploadFile

from assistant.api.actions import Action
from assistant.api.errors import BadRequest, BadType
from assistant.api.fields import Body, Currency, Encoded, Language, Location, Place, Text, decoded
from assistant.taste import Profile
from assistant.taste.profile import MOST_BYTES
from assistant.turn import MAX_PHOTOS, Turn

Model = TypeVar("Model", bound=Body)

TASTE = "What the shopper likes, where they asked for that: kept by you, used for this turn alone"

LOCATION = (
    "Where the shopper is, where they agreed to that: rounded to two decimals (about a kilometre), "
    "kept in the conversation until the chip `place::` is removed, written down nowhere"
)

FILES = ("images", "audio", "clip")
MOST_FILES = MAX_PHOTOS + 2


class Settings(Body):
    """What a shopper has chosen once; it holds until it is said otherwise."""

    language: Language = ""
    currency: Currency = ""
    place: Place = ""


class TurnBody(Settings):
    """A turn in JSON. Any of text, pictures, a recording, a short clip; or an action."""

    text: Text = ""
    images: list[Encoded] = Field(max_length=MAX_PHOTOS, default_factory=list)
    audio: Encoded | None = None
    clip: Encoded | None = None
    action: Action | None = None
    taste: dict[str, Any] | None = Field(default=None, description=TASTE)
    location: Location | None = Field(default=None, description=LOCATION)


class TurnForm(Settings):
    """The fields of a turn in a form, files apart."""

    text: Text = ""
    taste: Annotated[str, Field(max_length=MOST_BYTES, description=f"In JSON. {TASTE}")] = ""
    location: Annotated[str, Field(max_length=200, description=f"In JSON. {LOCATION}")] = ""


@dataclass(frozen=True)
class Said:
    """A turn, read."""

    turn: Turn
    settings: Settings
    action: Action | None = None
    taste: Profile | None = None  # for this turn alone
    key: str = ""  # by which a program says the same turn again; "" for none


MOST_KEY = 100  # characters


async def read_turn(request: Request) -> Said:
    """The turn in a request's body.

    Raises `RequestValidationError`, `BadRequest`, `BadMedia`, and `BadType` for a body of another
    kind.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in READERS:
        raise BadType(f"Send {' or '.join(READERS)}.")
    said = await READERS[kind](request)
    return replace(said, key=request.headers.get("idempotency-key", "")[:MOST_KEY])


async def _from_json(request: Request) -> Said:
    body = validated(TurnBody, await request.body())
    turn = Turn(
        body.text,
        tuple(map(decoded, body.images)),
        decoded(body.audio) if body.audio is not None else None,
        decoded(body.clip) if body.clip is not None else None,
        body.language,
        body.location.spot if body.location else None,
    )
    taste = None if body.taste is None else Profile.read(body.taste)
    return Said(turn, body, body.action, taste=taste)


async def _from_form(request: Request) -> Said:
    async with request.form(max_files=MOST_FILES, max_fields=8) as form:
        words = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        fields = validated(TurnForm, words)
        files = {name: await _files(form, name) for name in FILES}
        if unknown := {n for n, v in form.multi_items() if isinstance(v, UploadFile)} - set(FILES):
            raise BadRequest(f"There is no file {min(unknown)!r}; send {', '.join(FILES)}.")
    for name in ("audio", "clip"):
        if len(files[name]) > 1:
            raise BadRequest(f"Send one file {name!r} at most.")
    audio, clip = (next(iter(files[name]), None) for name in ("audio", "clip"))
    spot = validated(Location, fields.location.encode()).spot if fields.location else None
    turn = Turn(fields.text, tuple(files["images"]), audio, clip, fields.language, spot)
    return Said(turn, fields, taste=Profile.parsed(fields.taste) if fields.taste else None)


async def _files(form: FormData, name: str) -> list[bytes]:
    return [await one.read() for one in form.getlist(name) if isinstance(one, UploadFile)]


def validated(model: type[Model], stated: bytes | dict[str, Any]) -> Model:
    """A body as its model has it. Raises `RequestValidationError`."""
    try:
        if isinstance(stated, bytes):
            return model.model_validate_json(stated or b"{}")
        return model.model_validate(stated)
    except ValidationError as error:
        faults = [
            {**one, "loc": ("body", *one["loc"])}
            for one in error.errors(include_url=False, include_context=False, include_input=False)
        ]
        raise RequestValidationError(faults) from None


READERS: dict[str, Callable[[Request], Awaitable[Said]]] = {
    "application/json": _from_json,
    "multipart/form-data": _from_form,
}
"""Kind of body → what reads it."""

_BINARY = {"type": "string", "format": "binary"}


def _form_schema() -> dict[str, Any]:
    """The form's fields and files."""
    schema = TurnForm.model_json_schema()
    schema["properties"] |= {
        "images": {"type": "array", "maxItems": MAX_PHOTOS, "items": _BINARY},
        "audio": _BINARY,
        "clip": _BINARY,
    }
    return schema


BODY = {
    "parameters": [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "description": "Names the turn: said again, it is answered as before, not done twice",
            "schema": {"type": "string", "maxLength": MOST_KEY},
        }
    ],
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": TurnBody.model_json_schema()},
            "multipart/form-data": {"schema": _form_schema()},
        },
    },
}
"""What OpenAPI says of the body, as FastAPI reads none of it."""
