"""The log: lines for people or JSON for programs, never with what was said."""

from __future__ import annotations

import json
import logging

import pytest

from assistant.logs import FORMATTERS, request_id


def record(words: str) -> logging.LogRecord:
    """A record of a fault that quotes a shopper, and of what caused it."""
    try:
        try:
            raise KeyError(words)
        except KeyError as cause:
            raise ValueError(f"bad: {words}") from cause
    except ValueError as error:
        fault = (type(error), error, error.__traceback__)
    return logging.LogRecord("x", logging.ERROR, __file__, 1, "a fault", (), fault)


@pytest.mark.parametrize("form", FORMATTERS)
def test_of_a_fault_its_kind_and_place_are_written_and_no_word(form: str) -> None:
    line = FORMATTERS[form]().format(record("for aunt Wilhelmina"))
    assert "Wilhelmina" not in line
    for told in ("a fault", "ValueError", "KeyError", "test_logs.py"):
        assert told in line


def test_a_line_of_json_has_the_requests_name_and_what_is_known_of_it() -> None:
    one = logging.LogRecord("x", logging.INFO, __file__, 1, "%s done", ("turn",), None)
    one.fields = {"status": 200, "ms": 1.5}
    token = request_id.set("r1")
    try:
        line = json.loads(FORMATTERS["json"]().format(one))
    finally:
        request_id.reset(token)
    assert line["message"] == "turn done"
    assert (line["request_id"], line["status"], line["level"]) == ("r1", 200, "info")
    assert "request_id" not in json.loads(FORMATTERS["json"]().format(one))
