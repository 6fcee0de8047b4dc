"""One thing that is waited for, as a browser or a program keeps it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from retrieval.errors import BadQuery
from retrieval.money import Money

MOST = 50  # watches that are answered at once
MOST_BYTES = 16_000  # of them in JSON
KINDS = ("price", "stock")

_PRODUCT = re.compile(r"[\w.-]{1,64}")
_BELOW = re.compile(r"(\d{1,9}(?:\.\d{1,2})?)(?: ([A-Z]{3}))?")


@dataclass(frozen=True)
class Watch:
    """A product whose price is to fall to an amount, or that is to be in stock again."""

    product: str
    kind: str  # of `KINDS`
    below: Money | None = None  # for a price: what it is to cost at most
    since: date | None = None  # when it was set: prices since then count

    @property
    def stated(self) -> str:
        """The amount in the form that is read: "40.00 EUR"."""
        return f"{self.below.amount:.2f} {self.below.currency}".strip() if self.below else ""

    def as_dict(self) -> dict[str, str]:
        """For JSON: what `read` takes."""
        since = self.since.isoformat() if self.since else ""
        return {"product": self.product, "kind": self.kind, "below": self.stated, "since": since}

    @classmethod
    def read(cls, stated: object) -> Watch:
        """From JSON. Raises `BadQuery`."""
        if not isinstance(stated, Mapping) or set(stated) - {"product", "kind", "below", "since"}:
            raise BadQuery("A watch has a product, a kind, below and since.")
        product, kind = stated.get("product"), stated.get("kind")
        if not isinstance(product, str) or not _PRODUCT.fullmatch(product):
            raise BadQuery("The product of a watch is an identifier of this catalogue.")
        if kind not in KINDS:
            raise BadQuery(f"The kind of a watch is one of {', '.join(KINDS)}.")
        below = _below(stated.get("below", ""))
        if (kind == "price") != (below is not None):
            raise BadQuery("A watch of a price, and no other, says below what: 40.00 EUR.")
        return cls(product, kind, below, _since(stated.get("since", "")))


def watches_of(text: object) -> tuple[Watch, ...]:
    """From what a browser keeps, a list in JSON; what is no watch is left out, and nothing is
    twice."""
    try:
        said = json.loads(text) if isinstance(text, str) and len(text) <= MOST_BYTES else []
    except (ValueError, RecursionError):
        said = []
    found: dict[tuple[str, str], Watch] = {}
    for one in said[-MOST:] if isinstance(said, list) else []:
        try:
            watch = Watch.read(one)
        except BadQuery:
            continue
        found[watch.product, watch.kind] = watch
    return tuple(found.values())


def _below(stated: object) -> Money | None:
    if stated in ("", None):
        return None
    found = _BELOW.fullmatch(stated) if isinstance(stated, str) else None
    if not found:
        raise BadQuery("Below is an amount such as 40.00 EUR.")
    return Money.of(found[1], found[2] or "")


def _since(stated: Any) -> date | None:
    if stated in ("", None):
        return None
    try:
        return date.fromisoformat(stated)
    except (ValueError, TypeError) as error:
        raise BadQuery("Since is a day such as 2026-11-30.") from error
