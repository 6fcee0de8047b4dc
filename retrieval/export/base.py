"""What an export format is: offers in, text out, one at a time."""

from __future__ import annotations

import html
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from retrieval.currencies import precision
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.sources.cleaning import plain_text


@dataclass(frozen=True)
class Exported:
    """One offer on sale with what is kept beside it."""

    product_id: str
    offer: Offer
    picture: str  # address or file that the picture came from, "" for none

    @property
    def list_price(self) -> Money | None:
        """What it was before a sale, None where that is not stated."""
        stated = self.offer.attributes.get("list_price", "")
        if not (stated and self.offer.price):
            return None
        try:
            return Money.parse(stated, self.offer.price.currency)
        except ValueError:
            return None

    @property
    def attributes(self) -> dict[str, str]:
        """What is no field of its own."""
        hidden = {"list_price"} if self.list_price else set()
        return {n: str(v) for n, v in self.offer.attributes.items() if n not in hidden}


class ExportFormat(ABC):
    """Writes offers in one format. A variant is a sibling file and a line in `EXPORTS`."""

    name: str

    @abstractmethod
    def write(self, offers: Iterable[Exported]) -> Iterator[str]:
        """The text of the export in pieces. The offers of a group come one after the other."""


def as_markup(text: str) -> str:
    """Text as a feed states it, in which "<small>" would be taken for markup."""
    return text if plain_text(text) == text else html.escape(text, quote=False)


def decimal_text(price: Money) -> str:
    """An amount in the digits of its currency: "49.90", "1500" yen, "1.250" dinar."""
    return str(price.amount.quantize(Decimal(1).scaleb(-precision(price.currency))))
