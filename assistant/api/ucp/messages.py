"""The protocol's messages: what the caller should know besides the products."""

from __future__ import annotations

from typing import Any

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


def missing(identifier: str) -> Message:
    """The one thing that was asked for is not there, and will not be if it is asked for again."""
    content = f"Nothing that is on sale has the identifier {identifier}."
    return {**_message("error", "not_found", content, ""), "severity": "unrecoverable"}


def _message(kind: str, code: str, content: str, path: str) -> Message:
    return {"type": kind, "code": code, "content": content, **({"path": path} if path else {})}
