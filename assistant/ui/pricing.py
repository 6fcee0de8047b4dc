"""Prices as a shopper wants to read them: in one currency, the shop's own figure beside."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.ui.texts import Texts
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import Rates, shipped_rates

COMMON = ("EUR", "USD", "GBP", "CNY")
"""Currencies that can always be chosen."""


@dataclass(frozen=True)
class Purse:
    """The shopper's currency, "" for that of each shop, and what others are worth in it."""

    currency: str = ""
    rates: Rates = shipped_rates()

    def worth(self, price: Money) -> Money:
        """A price in the shopper's currency; as it stands where there is no rate."""
        if not self.currency or not price.currency or price.currency == self.currency:
            return price
        return self.rates.convert(price, self.currency) or price

    def values(self, offer: Offer, t: Texts) -> dict[str, str]:
        """ "price", what stands large, and "own": the shop's own where that is another."""
        if not offer.price:
            return {"price": t("no_price"), "own": ""}
        worth = self.worth(offer.price)
        if worth == offer.price:
            return {"price": t.money(worth), "own": ""}
        return {"price": f"≈ {t.money(worth)}", "own": t.money(offer.price)}

    def day(self, *offers: Offer, t: Texts) -> str:
        """The day of the rates, where a price of these was converted; else ""."""
        converted = any(one.price and self.worth(one.price) != one.price for one in offers)
        return t.day(self.rates.day) if converted else ""
