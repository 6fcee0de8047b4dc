"""Technical columns: what an exporter keeps for itself among a shop's attributes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from retrieval.offers import Offer
from retrieval.specs.brands import stated
from retrieval.specs.models import MODEL_ATTRIBUTES, squash
from retrieval.specs.reading import extract
from retrieval.specs.specification import fold
from retrieval.specs.units import table

ROWS = 10  # of one shop with the attribute, before its values are judged
UNIQUE = 0.95  # share of rows with a value of their own: a key
EVERYWHERE = 0.9  # share of a shop's rows with one and the same value: a setting
MENTIONED = 0.1  # share of keys that titles or other shops know: a maker's number after all
_KEY = re.compile(r"[\w:./+=-]{4,}")
_SERIALISED = re.compile(r"[aOs]:\d+:[{\"]|[{\[].*[}\]]", re.DOTALL)
_CODED = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)+|[a-z]+[A-Z]\w+")
"""A name that a program gave: snake_case, kebab-case or camelCase."""


def technical_columns(offers: Iterable[Offer]) -> frozenset[tuple[str, str]]:
    """The (shop, attribute) pairs that say something of the export and not of the thing.

    By their names (`columns.toml`); or because they hold a key of their own in each row, which no
    title mentions and no other shop knows; or one setting in all rows, under a program's name.
    """
    values: dict[tuple[str, str], list[tuple[str, Offer]]] = defaultdict(list)
    shops: dict[str, int] = defaultdict(int)
    elsewhere: dict[str, set[str]] = defaultdict(set)  # value → shops that state it
    for one in offers:
        shops[one.source] += 1
        for name, value in one.attributes.items():
            values[one.source, name].append((value, one))
            elsewhere[value].add(one.source)
    return frozenset(
        (source, name)
        for (source, name), rows in values.items()
        if is_technical_name(name)
        or _is_setting(name, rows, shops[source])
        or _is_key(name, rows, elsewhere)
    )


def is_technical_name(name: str) -> bool:
    """Whether exporters are known to call their own columns so."""
    known = table("columns.toml")
    small = fold(name).removeprefix("meta:").strip()
    return small in known["names"] or small.startswith(tuple(known["beginnings"]))


def _is_setting(name: str, rows: list[tuple[str, Offer]], shop: int) -> bool:
    one_value = len({value for value, _ in rows}) == 1
    in_all = len(rows) >= max(ROWS, EVERYWHERE * shop)
    return one_value and in_all and bool(_CODED.fullmatch(name))


def _is_key(name: str, rows: list[tuple[str, Offer]], elsewhere: dict[str, set[str]]) -> bool:
    if fold(name) in MODEL_ATTRIBUTES or len(rows) < ROWS:
        return False
    distinct = {value for value, _ in rows}
    if len(distinct) < UNIQUE * len(rows) or not all(map(_is_token, distinct)):
        return False
    mentioned = sum(
        len(elsewhere[value]) > 1
        or value == stated(one)[0]
        or squash(fold(value)) in squash(fold(one.title + one.description))
        for value, one in rows
    )
    return mentioned < MENTIONED * len(rows)


def _is_token(value: str) -> bool:
    """A key, an address, a serialised list: nothing that a person reads, and no amount."""
    if _SERIALISED.match(value):
        return True
    has_digit = any(c.isdigit() for c in value)
    return bool(_KEY.fullmatch(value)) and has_digit and not extract(value)
