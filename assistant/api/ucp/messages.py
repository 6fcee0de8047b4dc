"""The protocol's messages: what the caller should know besides the products."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assistant.api.ucp.names import LOCATION
from assistant.place.wishing import NO_LOCATION, NO_STORES

Message = dict[str, Any]


def info(code: str, content: str, path: str = "") -> Message:
    """Something to know; nothing is wrong."""
    return _message("info", code, content, path)


def warning(code: str, content: str, path: str = "") -> Message:
    """Something a shopper must be shown."""
    return _message("warning", code, content, path)


def not_found(identifier: str) -> Message:
    """One identifier of several that nothing has."""
    return info("not_found", identifier)


def unplaced(lack: str) -> Iterator[Message]:
    """That what the words ask of nearness was not looked at, if anything kept from that."""
    if lack == NO_LOCATION:
        content = "The words go by where the buyer is, which is not known; it was not looked at."
        yield warning("location_missing", content, f"$.context['{LOCATION}']")
    elif lack == NO_STORES:
        yield warning("stores_not_stated", "No shop states where its stores are.", "$.query")


def missing(identifier: str) -> Message:
    """The one thing that was asked for is not there, and will not be if it is asked for again."""
    content = f"Nothing that is on sale has the identifier {identifier}."
    return {**_message("error", "not_found", content, ""), "severity": "unrecoverable"}


def _message(kind: str, code: str, content: str, path: str) -> Message:
    return {"type": kind, "code": code, "content": content, **({"path": path} if path else {})}
