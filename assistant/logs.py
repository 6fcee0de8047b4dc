"""The log: lines for people, or JSON for programs. No line has a shopper's words.

What an error says may quote what was sent, so of an error only its kind and its place are written.
"""

from __future__ import annotations

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

FORMATS = ("text", "json")
REQUESTS = "assistant.requests"  # the logger with a line a request

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The name of the request that is being answered, "" outside of any."""


class TextFormatter(logging.Formatter):
    """`WARNING name: message`."""

    def __init__(self) -> None:
        super().__init__("%(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line; what another handler has made of its error is not taken over."""
        others, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = others

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's name
        """The kind of an error and where it came up, and the same of what caused it."""
        error = ei[1] if isinstance(ei, tuple) else None
        return "\n".join(_places(error)) if isinstance(error, BaseException) else ""


class JsonFormatter(TextFormatter):
    """One JSON object a line; `extra={"fields": {…}}` adds to it."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as a line."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "request_id": request_id.get() or None,
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["fault"] = self.formatException(record.exc_info)
        return json.dumps({k: v for k, v in line.items() if v is not None}, ensure_ascii=False)


FORMATTERS = {"text": TextFormatter, "json": JsonFormatter}


def configure(form: str = "text") -> None:
    """Write the log to standard error: warnings, and in JSON a line a request too."""
    handler = logging.StreamHandler()
    handler.setFormatter(FORMATTERS[form]())
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    logging.getLogger(REQUESTS).setLevel(logging.INFO if form == "json" else logging.WARNING)


def _places(error: BaseException) -> list[str]:
    lines = []
    if cause := error.__cause__ or (None if error.__suppress_context__ else error.__context__):
        lines = [*_places(cause), "which led to"]
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {one.filename}:{one.lineno} in {one.name}" for one in frames]
    return [*lines, type(error).__name__]
