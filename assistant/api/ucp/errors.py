"""What makes a request of the protocol unfit to be answered at all."""

from __future__ import annotations

from pydantic import ValidationError

from retrieval.errors import BadMedia, BadQuery


class BadRequest(BadQuery):
    """A request that breaks the protocol. `code` is for programs, the message for people."""

    def __init__(self, message: str, code: str = "invalid_request") -> None:
        super().__init__(message)
        self.code = code


UNFIT = (BadRequest, BadQuery, BadMedia, ValidationError)
"""What a caller may cause by what they send."""


def code_of(error: Exception) -> str:
    """The error's name for programs."""
    return error.code if isinstance(error, BadRequest) else "invalid_request"


def sentence_of(error: Exception) -> str:
    """What is wrong, in one sentence."""
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(map(str, first["loc"])) or "the request"
    return f"{place}: {first['msg']}."
