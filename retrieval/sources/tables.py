"""Taking tables of text apart, a row at a time, however damaged: a bad row costs that row.

An open quotation mark would swallow all rows up to the next one. A record of several lines is
therefore believed only if its lines are no rows themselves; else its first line is read without
regard to quotation marks, or refused, and the next row begins with the next line.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TextIO

from retrieval.errors import BadFeed
from retrieval.sources.base import Row
from retrieval.sources.encodings import Encoding, encoding_of
from retrieval.sources.sniffing import SNIFFED, delimiter_of, header_line

MAX_LINE = 1_000_000  # characters of one line, and of one row
MAX_COLUMNS = 5_000  # of a table: each is a key in every row
MAX_LINES = 2000  # of one row: the line ends within its cells
MAX_RETRIES = 64 * 2**20  # characters that are read again, all damaged rows of a file together
PROTECTED = re.compile(r"'[=+\-@]")
"""How exporters begin a cell so that no spreadsheet runs it."""

_REPLACED = re.compile("\ufffd")
_NO_CHARACTER = re.compile("[\ud800-\udfff]")


class Line(NamedTuple):
    """A line of a file, with its end."""

    number: int  # from 1
    text: str
    whole: bool  # whether it was short enough to be read to its end
    ended: bool  # whether a line end follows, as it does not where a file was cut off


def csv_rows(path: Path) -> Iterator[Row]:
    """Rows of a table with a header; separator and encoding are found by looking.

    Raises `BadFeed` where there is no header.
    """
    encoding = encoding_of(path)
    name, errors = encoding.name, "replace"
    if name.startswith("utf-8"):
        name, errors = "utf-8-sig", "surrogateescape"
    with path.open(encoding=name, errors=errors) as file:
        head = file.read(SNIFFED)
        file.seek(0)
        delimiter = delimiter_of(head)
        lines = _Lines(file)
        for _ in range(header_line(head, delimiter)):
            next(lines, None)
        records = _records(lines, delimiter)
        header = next((one for one in records if any(one.cells)), None)
        if header is None or header.problem or len(header.cells) < 2:
            raise BadFeed(f"{path} has no header row with at least two columns.")
        if len(header.cells) > MAX_COLUMNS:
            raise BadFeed(
                f"{path} has {len(header.cells):,} columns, more than the {MAX_COLUMNS:,} that a"
                " feed may have; check its separator."
            )
        names = _names(header.cells)
        lines.columns = len(names)
        for record in records:
            if any(record.cells) or record.problem:
                yield _row(record, names, encoding)


def legible(text: str) -> str:
    """The text with U+FFFD for what is no character: a byte that is not UTF-8, half a pair of
    UTF-16. Neither the catalogue nor a terminal takes text that holds these."""
    return text if text.isascii() else _NO_CHARACTER.sub("\ufffd", text)


class _Record(NamedTuple):
    """The cells of a row, or why it has none."""

    number: int  # of its first line
    cells: Sequence[str]
    problem: str = ""
    note: str = ""
    cut: bool = False


class _RowsInside(Exception):
    """Lines that are rows themselves stand inside one quoted cell."""


class _Lines:
    """The lines of a file, each of bounded length, which may be given back to be read again."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[Line] = deque()
        self._number = 0
        self.retries = MAX_RETRIES
        self.columns = 0  # of the header, once it is known

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> Line:
        if self._again:
            return self._again.popleft()
        text = self._file.readline(MAX_LINE)
        if not text:
            raise StopIteration
        self._number += 1
        ended = text.endswith("\n")
        whole = ended or len(text) < MAX_LINE
        while not ended and (rest := self._file.readline(MAX_LINE)):
            whole, ended = False, rest.endswith("\n")
        return Line(self._number, text, whole, ended)

    def give_back(self, lines: Sequence[Line]) -> bool:
        """Read these lines again, unless too many were; returns whether they will be."""
        self.retries -= sum(len(one.text) for one in lines)
        if self.retries < 0:
            return False
        self._again.extendleft(reversed(lines))
        return True


def _records(lines: _Lines, delimiter: str) -> Iterator[_Record]:
    csv.field_size_limit(MAX_LINE)
    taken: list[Line] = []

    def source() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            if not line.whole:
                raise _RowsInside("the line is longer than a row may be")
            if len(taken) > 2:
                _check_inside(taken, lines.columns, delimiter)
            yield line.text

    while True:
        taken.clear()
        try:
            cells = next(csv.reader(source(), delimiter=delimiter, strict=True), None)
        except (csv.Error, _RowsInside) as error:
            yield _mended(taken, lines, delimiter, str(error))
            continue
        if cells is None:
            return
        if len(taken) > 1 and _is_swallowed(taken, lines.columns, delimiter):
            yield _mended(taken, lines, delimiter, "")
        else:
            yield _whole(cells, taken, lines.columns)


def _whole(cells: Sequence[str], taken: Sequence[Line], columns: int) -> _Record:
    first, last = taken[0], taken[-1]
    count = len(_trimmed(cells, columns))
    problem = ""
    if columns and count != columns:
        problem = f"there are {count} columns instead of {columns}"
        if len(taken) > 1:
            problem += f", in one row from line {first.number} to {last.number}"
    cut = not last.ended and count < columns
    return _Record(first.number, cells, problem, cut=cut)


def _check_inside(taken: Sequence[Line], columns: int, delimiter: str) -> None:
    """Raise `_RowsInside` as soon as it is plain that a quote is open that should not be."""
    if len(taken) > MAX_LINES or sum(len(one.text) for one in taken[-50:]) > MAX_LINE:
        raise _RowsInside("a quotation mark is not closed")
    if _is_row(taken[-1].text, columns, delimiter) and _is_row(taken[-2].text, columns, delimiter):
        raise _RowsInside("a quotation mark is not closed")


def _is_swallowed(taken: Sequence[Line], columns: int, delimiter: str) -> bool:
    """Whether a row of several lines is several rows: later lines are rows themselves, and if it
    is but one that may as well end a long text, the first line is one too."""
    rows = sum(_is_row(one.text, columns, delimiter) for one in taken[1:])
    first = loose_cells(taken[0].text.rstrip("\r\n"), delimiter)
    return rows > 1 or (rows == 1 and len(first) == columns)


def _is_row(text: str, columns: int, delimiter: str) -> bool:
    """Whether a line has just the cells of a row of its own, and is no prose with commas."""
    if columns < 2 or text.count(delimiter) < columns - 1:
        return False
    cells = loose_cells(text.rstrip("\r\n"), delimiter)
    return len(cells) == columns and not any(cell.startswith(" ") for cell in cells[1:])


def _mended(taken: Sequence[Line], lines: _Lines, delimiter: str, why: str) -> _Record:
    """The first of the lines on its own; the others are read again."""
    first = taken[0]
    again = lines.give_back(taken[1:])
    if not first.whole:
        return _Record(first.number, [first.text[:1000]], "the row is longer than a row may be")
    merged = "" if again else f"; {len(taken) - 1} lines after it are lost with it"
    cells = loose_cells(first.text.rstrip("\r\n"), delimiter)
    if again and lines.columns and len(_trimmed(cells, lines.columns)) == lines.columns:
        return _Record(first.number, cells, note="a quotation mark in it was not closed")
    problem = f"its quotation marks do not pair ({why or 'rows stand inside a cell'}){merged}"
    return _Record(first.number, cells, problem, cut=not first.ended and len(taken) == 1)


def loose_cells(text: str, delimiter: str) -> list[str]:
    """The cells of a line whose quotation marks are unsound: one that is not followed by a
    separator or the end is a character like any other."""
    edge = re.escape(delimiter)
    quoted = rf'"((?:[^"]|"(?!{edge}|$))*)"(?={edge}|$)'
    cells = []
    for found in re.finditer(rf"(?:^|{edge})(?:{quoted}|([^{edge}]*))", text):
        cell = found[1].replace('""', '"') if found[1] is not None else found[2]
        cells.append(cell)
    return cells


def _names(cells: Sequence[str]) -> list[str]:
    """The names of the columns, each once: of two alike the second is numbered."""
    names: list[str] = []
    for cell in _trimmed([legible(one) for one in cells], 0):
        name, count = cell.strip(), 2
        while name and name in names:
            name, count = f"{cell.strip()} ({count})", count + 1
        names.append(name)
    return names


def _trimmed(cells: Sequence[str], least: int) -> Sequence[str]:
    """The cells without empty ones at the end that are too many."""
    count = len(cells)
    while count > least and not cells[count - 1].strip():
        count -= 1
    return cells[:count]


def meant(cell: str) -> str:
    """A cell without what keeps spreadsheets from running it, or from taking it for a number."""
    if PROTECTED.match(cell):
        return cell[1:]
    return cell[2:-1] if cell.startswith('="') and cell.endswith('"') and len(cell) > 3 else cell


def _row(record: _Record, header: list[str], encoding: Encoding) -> Row:
    cells = [legible(cell) for cell in _trimmed(record.cells, len(header))]
    clean = [meant(cell) for cell in cells]
    content = dict(zip(header, clean, strict=False))
    problem = record.problem
    damage = _NO_CHARACTER if encoding.name.startswith("utf-8") else _REPLACED
    if not problem and any(map(damage.search, record.cells)):
        problem = f"it is not {encoding.name.removesuffix('-sig').upper()}; save the file as UTF-8"
    notes = "; ".join(filter(None, (record.note, encoding.note)))
    return Row(record.number, content, problem, note=notes, cut=record.cut)
