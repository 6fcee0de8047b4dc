"""What the columns of a table are, by the names that people give them in ten languages."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, wraps
from pathlib import Path
from typing import TypeVar

from retrieval.currencies import currency_of

ALIASES: Mapping[str, tuple[str, ...]] = {
    field: tuple(names)
    for field, names in tomllib.loads(
        Path(__file__).with_name("columns.toml").read_text(encoding="utf-8")
    ).items()
}
"""Our field → the names its column goes by, the most telling first."""

REGULAR = ("regular price", "normal price", "base price")
"""What the price was, where another column says what it is."""

_PLACES = {
    name: (field, rank) for field, names in ALIASES.items() for rank, name in enumerate(names)
}


LONGEST = 200  # characters of a heading that are looked at
WIDEST = 20_000  # characters of the headings of a row that are remembered
T = TypeVar("T")


def _of_short(function: Callable[[str], T]) -> Callable[[str], T]:
    """Remembers the outcome; what is too long for a heading is cut, so that neither the memory
    nor the patterns can be made to take more than a little."""
    remembered = lru_cache(maxsize=4096)(function)
    return wraps(function)(lambda column: remembered(column[:LONGEST]))


@_of_short
def plain_name(column: str) -> str:
    """A heading without notes in brackets, stars and signs: "Product name *" → "product name"."""
    name = re.sub(
        r"[(\[{（【].*?[)\]}）】]", " ", unicodedata.normalize("NFKC", column.strip("\ufeff\u200b"))
    )
    name = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)  # productName
    name = re.sub(r"[_\-/:*#?!.\"<>|]+", " ", name.lower()).replace("’", "'")
    return re.sub(r"\s+", " ", name).strip()


@_of_short
def field_of(column: str) -> tuple[str, int]:
    """Our field for a heading and its rank among that field's names; ("", 0) for none.

    The heading of a price may end in its currency: "Price EUR".
    """
    name = plain_name(column)
    found = _PLACES.get(name) or _PLACES.get(re.sub(r"^(?:g|c|product|item|fb) ", "", name))
    if found is None and " " in name:
        words, last = name.rsplit(" ", 1)
        place = _PLACES.get(words.removesuffix(" in"))
        if place and "price" in place[0] and currency_of(last):
            found = place
    return found or ("", 0)


def fields_of(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Our field → the columns that may hold it, the most telling first."""
    usual = sum(map(len, columns)) <= WIDEST
    return _remembered_fields(columns) if usual else _fields(columns)


def _fields(columns: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    ranked: dict[str, list[tuple[int, int, str]]] = {}
    for place, column in enumerate(columns):
        field, rank = field_of(column)
        if field:
            ranked.setdefault(field, []).append((rank, place, column))
    return {field: tuple(c for _, _, c in sorted(found)) for field, found in ranked.items()}


_remembered_fields = lru_cache(maxsize=256)(_fields)


@_of_short
def currency_in(column: str) -> str:
    """The currency that the heading of a price names: "Price (EUR)", "Preis in €"; "" for none."""
    noted = re.findall(r"[(\[（]([^)\]）]*)[)\]）]", column)
    words: Iterable[str] = [*noted, re.split(r"[\s_\-]+", column.strip())[-1]]
    return next((code for word in words if (code := currency_of(word))), "")
