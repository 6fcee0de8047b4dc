"""Taking files apart: JSON lines and JSON documents into rows; `tables` does text."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from contextlib import contextmanager
from math import isnan
from pathlib import Path
from typing import Any, BinaryIO, TextIO

from retrieval.errors import BadFeed
from retrieval.sources.base import Row
from retrieval.sources.encodings import encoding_of
from retrieval.sources.mending import mended
from retrieval.sources.tables import MAX_COLUMNS, legible

MAX_ROW = 10_000_000  # bytes in one line of JSON
MAX_DOCUMENT = 64 * 2**20  # bytes of a JSON document that is read whole
MAX_VALUES = 2_000_000  # in one text of JSON: each takes some sixty bytes once it is read
MAX_DEPTH = 100  # of objects and lists in one another: whoever reads them may recurse


def json_rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON lines file."""
    encoding, remark = encoding_of(path)
    with _opened(path, encoding) as file:
        for number in itertools.count(1):
            line = file.readline(MAX_ROW)
            if not line:
                return
            if line.strip() in (b"", b"[", b"]", b"],", b","):  # a list with an object a line
                continue
            text = line[:1000].decode(encoding, "replace")
            if len(line) == MAX_ROW and not line.endswith(b"\n"):
                _skip_line(file)
                yield Row(number, {"line": text}, "the line is longer than a row may be")
                continue
            try:
                value, mended_so = parse_loosely(line, encoding)
                note = "; ".join(filter(None, (mended_so, remark)))
            except ValueError as error:
                cut = not line.endswith(b"\n") and not line.rstrip().endswith(b"}")
                yield Row(number, {"line": text}, f"it is not JSON ({error})", cut=cut)
                continue
            if isinstance(value, dict) and len(value) > MAX_COLUMNS:
                yield Row(number, {"line": text}, f"it has more than {MAX_COLUMNS:,} fields")
            elif isinstance(value, dict):
                yield Row(number, value, note=note)
            else:
                yield Row(number, {"line": flat(value)}, "it is not a JSON object")


class _Recoded:
    """A file in UTF-16 or UTF-32 whose lines are had in UTF-8."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def readline(self, size: int) -> bytes:
        return self._file.readline(size).encode("utf-8", "replace")


@contextmanager
def _opened(path: Path, encoding: str) -> Iterator[BinaryIO | _Recoded]:
    if encoding.startswith(("utf-16", "utf-32")):
        with path.open(encoding=encoding, errors="replace") as text:
            yield _Recoded(text)
        return
    with path.open("rb") as file:
        yield file


def _skip_line(file: BinaryIO | _Recoded) -> None:
    while (rest := file.readline(MAX_ROW)) and not rest.endswith(b"\n"):
        pass


def parse_loosely(text: str | bytes, encoding: str = "utf-8") -> tuple[Any, str]:
    """JSON, or what is meant by it beyond doubt; and what was mended in it, "" for nothing.

    Raises `ValueError` as `parse_json`, for the text as it stands.
    """
    if isinstance(text, bytes):
        text = _decoded(text, encoding)
    try:
        return parse_json(text), ""
    except ValueError as error:
        better = mended(text)
        if better == text or not better:
            raise
        try:
            return parse_json(better), "surplus commas, comments or escapes were mended in it"
        except ValueError:
            raise error from None


def _decoded(text: bytes, encoding: str) -> str:
    try:
        return text.decode(json.detect_encoding(text))
    except UnicodeDecodeError:
        if encoding.startswith("utf-8"):
            raise
        return text.decode(encoding)


def parse_json(text: str | bytes) -> Any:
    """JSON that a stranger wrote, `legible`; what lies deeper than `MAX_DEPTH` is left out.

    Raises `ValueError`.
    """
    if isinstance(text, bytes):
        text = text.decode(json.detect_encoding(text))
    if text.count(",") + text.count("[") + text.count("{") > MAX_VALUES:
        raise ValueError(f"it holds more than {MAX_VALUES:,} values")
    try:
        value = json.loads(text, strict=False)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
    if isinstance(value, dict | list):
        _prune(value)
    if "\\ud" in text or "\\uD" in text:  # perhaps half a pair
        value = json.loads(legible(json.dumps(value, ensure_ascii=False)))
    return value


def _prune(value: dict | list) -> None:
    level = [value]
    for _ in range(MAX_DEPTH):
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for held in inner for one in held if isinstance(one, dict | list)]
        if not level:
            return
    for one in level:
        one.clear()


def json_document(path: Path) -> Any:
    """A whole JSON document. Raises `BadFeed` when it is none, is cut off, or is too large."""
    if path.stat().st_size > MAX_DOCUMENT:
        raise BadFeed(f"{path} is larger than {MAX_DOCUMENT >> 20} MB; give it as JSON lines.")
    try:
        data = path.read_bytes()
        return parse_loosely(data, encoding_of(path).name)[0]
    except ValueError as error:
        ends = data.rstrip().endswith((b"}", b"]"))
        hint = "mend it" if ends else "it was cut off, get it again"
        raise BadFeed(f"{path} is not JSON that can be read ({error}); {hint}.") from error


def json_list(path: Path) -> Iterator[Row]:
    """The objects of a JSON document that is a list, or holds one beside other things.

    Raises `BadFeed` when it cannot be read.
    """
    document = json_document(path)
    values = document.values() if isinstance(document, dict) else [document]
    listed = next((one for one in values if isinstance(one, list)), [])
    for number, value in enumerate(listed, start=1):
        problem = "" if isinstance(value, dict) else "it is not a JSON object"
        yield Row(number, value if not problem else {"value": flat(value)}, problem)


def count_lines(path: Path) -> int:
    """An upper bound of the rows of a text table: quoted fields may hold line ends."""
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(2**20), b""))


def flat(value: Any) -> str:
    """A cell of JSON or Parquet as text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(flat(one) for one in value)
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, float):
        return "" if isnan(value) else str(int(value)) if value.is_integer() else str(value)
    return str(value)
