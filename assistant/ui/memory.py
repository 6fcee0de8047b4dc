"""What a browser remembers of its shopper, and says when a page is opened: nothing of it is
believed further than it goes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from assistant.ui.texts import LANGUAGES
from retrieval.money import Money
from retrieval.offers import AVAILABILITY

MOST_SAVED = 200  # products of a list
LONGEST = 64_000  # characters of what a browser remembers
_TAB = re.compile(r"[0-9a-f]{32}")  # nobody guesses one
_PRODUCT = re.compile(r"[\w.-]{1,64}")
_PRICE = re.compile(r"(\d{1,15}) ([A-Z]{3})?")


@dataclass(frozen=True)
class Kept:
    """A saved product, and its offer when it was saved."""

    product: str
    price: Money | None = None
    stock: str = ""  # one of `AVAILABILITY`

    def as_dict(self) -> dict[str, str]:
        """For JSON; minor units, so that nothing is rounded."""
        price = f"{self.price.minor} {self.price.currency}" if self.price else ""
        return {"id": self.product, "price": price, "stock": self.stock}


@dataclass(frozen=True)
class Memory:
    """The tab's name, how its shopper likes to be shown things, and the saved list."""

    tab: str = ""  # 32 hexadecimal digits, "" for a browser that keeps nothing
    language: str = ""  # one of `LANGUAGES`, "" where none was chosen
    currency: str = ""  # an ISO code, "" for that of each shop
    saved: tuple[Kept, ...] = ()

    @classmethod
    def of(cls, text: object) -> Memory:
        """From the JSON that a page sends; what is none, or says something else, is left out."""
        try:
            said = json.loads(text) if isinstance(text, str) and len(text) <= LONGEST else {}
        except (ValueError, RecursionError):
            said = {}
        if not isinstance(said, dict):
            return cls()
        return cls(
            _matching(said.get("tab"), _TAB),
            language if (language := said.get("language")) in LANGUAGES else "",
            _matching(said.get("currency"), re.compile(r"[A-Z]{3}")),
            saved_of(said.get("saved")),
        )


def saved_of(said: object) -> tuple[Kept, ...]:
    """A saved list as a browser keeps it; no product twice."""
    entries = said[:MOST_SAVED] if isinstance(said, list) else []
    found = [one for entry in entries if (one := _kept(entry))]
    return tuple({one.product: one for one in found}.values())


def products_of(text: str) -> tuple[str, ...]:
    """The product ids of a link to a list ("p1,p2"); what is none is left out."""
    named: Iterable[str] = text.split(",")[:MOST_SAVED]
    return tuple(dict.fromkeys(one for one in named if _PRODUCT.fullmatch(one)))


def _kept(entry: Any) -> Kept | None:
    if not isinstance(entry, dict) or not (product := _matching(entry.get("id"), _PRODUCT)):
        return None
    found = _PRICE.fullmatch(price) if isinstance(price := entry.get("price"), str) else None
    stock = entry.get("stock")
    return Kept(
        product,
        Money(int(found[1]), found[2] or "") if found else None,
        stock if stock in AVAILABILITY else "",
    )


def _matching(value: object, pattern: re.Pattern[str]) -> str:
    return value if isinstance(value, str) and pattern.fullmatch(value) else ""
