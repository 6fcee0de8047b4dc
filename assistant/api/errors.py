"""What can go wrong with a request, and the problem that each becomes."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from assistant.access.problems import ProblemResponse, wait
from retrieval.errors import AssistantError, BadMedia
from retrieval.trouble import DatabaseDown, trouble

log = logging.getLogger(__name__)

SOON = 5.0  # seconds after which to ask again while the catalogue is opening
BUSY = 2.0  # and while too many turns are waiting
NO_CATALOGUE = "The catalogue does not answer right now; ask again soon, nothing said is lost."
MOST_FAULTS = 20  # of a body that are listed


class ApiError(Exception):
    """A request that is refused, with the status of the refusal."""

    status = 400
    headers: Mapping[str, str] = {}


class NotReady(ApiError):
    """The assistant is not there yet, or cannot be opened."""

    status = 503

    def __init__(self, problem: str = "") -> None:
        super().__init__(problem or "The catalogue is still opening; ask again soon.")
        self.headers = {} if problem else wait(SOON)


class Busy(ApiError):
    """More turns wait than can be answered in time."""

    status = 503
    headers = wait(BUSY)

    def __init__(self) -> None:
        super().__init__("Too many shoppers are waiting for an answer; ask again soon.")


class NoStore(ApiError):
    """The conversation may be there, but the servers' common store does not answer."""

    status = 503
    headers = wait(BUSY)

    def __init__(self) -> None:
        super().__init__("Conversations cannot be looked up right now; ask again soon.")


class NotFound(ApiError):
    """What is named in the address is not there (any more), or is somebody else's."""

    status = 404


class BadRequest(ApiError):
    """A body that cannot be used."""

    status = 422


class BadType(ApiError):
    """A body of a kind that is not taken."""

    status = 415


class Forbidden(ApiError):
    """The caller may not do this."""

    def __init__(self, scope: str, known: bool) -> None:
        super().__init__(f"This takes an API key with the scope {scope!r}.")
        self.status = 403 if known else 401
        self.headers = {} if known else {"WWW-Authenticate": "Bearer"}


def problem_of(error: Exception) -> ProblemResponse:
    """The problem that an error becomes; what is no mistake of the caller's is logged, without
    what it says: that may be a shopper's words."""
    if isinstance(error, ApiError):
        return ProblemResponse(error.status, str(error), error.headers)
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException):
        return ProblemResponse(error.status_code, str(error.detail), error.headers)
    if isinstance(trouble(error), DatabaseDown):
        log.error("%s", trouble(error))
        return ProblemResponse(503, NO_CATALOGUE, wait(SOON))
    if isinstance(error, AssistantError):
        return ProblemResponse(422 if isinstance(error, BadMedia) else 400, str(error))
    log.error("a fault: %s", type(error).__name__, exc_info=error)
    return ProblemResponse(500, "Something went wrong in the server; its log says what.")


def _invalid(error: RequestValidationError) -> ProblemResponse:
    faults = [
        {"pointer": "/".join(map(str, one["loc"])), "detail": one["msg"]} for one in error.errors()
    ][:MOST_FAULTS]
    first = faults[0] if faults else {"pointer": "body", "detail": "it cannot be read"}
    detail = f"{first['pointer']}: {first['detail']}."
    return ProblemResponse(422, detail, errors=faults)


def add_error_handlers(app: FastAPI) -> None:
    """Make every error of the application a problem."""

    async def handle(request: Request, error: Exception) -> Response:
        return problem_of(error)

    for kind in (
        ApiError, AssistantError, RequestValidationError, HTTPException, SQLAlchemyError,
    ):  # fmt: skip
        app.add_exception_handler(kind, handle)
