"""The price to pay among all the prices that a row states."""

from __future__ import annotations

import re
from collections.abc import Mapping

from retrieval.currencies import currency_of
from retrieval.money import Money
from retrieval.sources.base import ReadOptions
from retrieval.sources.dates import runs_now

MAX_PRICE = 10**15  # minor units; its worth in any currency still fits the catalogue's 64 bits

EMPTY = re.compile(r"[\W_]*(?:n/?a|null|none|nan|nil|undefined)?[\W_]*", re.IGNORECASE)
"""What stands in a cell that states nothing."""


def price_of(
    fields: Mapping[str, str],
    options: ReadOptions,
    attributes: dict[str, str],
    notes: list[str],
) -> Money | None:
    """The price to pay now, None where none is stated.

    A list price is never paid; nor is a sale price that is nothing, no less than the price, or of
    a sale that does not run as far as its dates can be read. Adds to `attributes` what it was
    before a sale and the dates of that sale, to `notes` what was passed over. Raises `ValueError`
    where the price cannot be told.
    """
    currency = _stated_currency(fields, options)
    price = parse_price(fields.get("price", ""), options, currency)
    sale = _beside("sale price", fields.get("sale_price", ""), options, currency, notes)
    former = _beside("list price", fields.get("list_price", ""), options, currency, notes)
    if price and not price.minor and (sale or former):
        price = None  # an empty cell that was exported as zero
    runs = _runs(fields, options, attributes, notes) if sale else False
    if sale and runs and not (price and _is_no_less(sale, price, notes)):
        former, price = max(price, former, key=_amount), sale
    if former and price and former.currency == price.currency and former.minor > price.minor:
        attributes["list_price"] = str(former)
    if price and not price.minor:
        notes.append("it costs nothing")
    return price


def parse_price(text: str, options: ReadOptions, stated: str = "") -> Money | None:
    """A stated price, None where there is none. Raises `ValueError` for what is no price."""
    if EMPTY.fullmatch(text[:50]):
        return None
    return plausible(Money.parse(text, options.currency, options.decimal, stated))


def plausible(price: Money) -> Money:
    """The price. Raises `ValueError` for one that nothing costs."""
    if price.minor > MAX_PRICE:
        raise ValueError("the price is higher than any price can be")
    return price


def _stated_currency(fields: Mapping[str, str], options: ReadOptions) -> str:
    text = fields.get("currency", "").strip()
    code = currency_of(text, options.currency) if text else ""
    if text and not code:
        raise ValueError(f"{text!r:.60} is no currency that is known here; give its ISO code")
    return code


def _beside(
    name: str, text: str, options: ReadOptions, currency: str, notes: list[str]
) -> Money | None:
    """A price beside the price: zero is an empty cell, and what cannot be told is passed over."""
    try:
        found = parse_price(text, options, currency)
    except ValueError:
        notes.append(f"its {name} cannot be told and is passed over")
        return None
    return found if found and found.minor else None


def _runs(
    fields: Mapping[str, str], options: ReadOptions, attributes: dict[str, str], notes: list[str]
) -> bool:
    """Whether the sale of a row runs now."""
    span = fields.get("sale_dates", "")
    starts, ends = fields.get("sale_starts", "").strip(), fields.get("sale_ends", "").strip()
    if starts or ends:
        span = f"{starts}|{ends}"
    if not span.strip(" /-|"):
        return True
    attributes["sale_dates"] = span.replace("|", "/")
    runs = runs_now(span, options.zone)
    if runs is None:
        notes.append("the dates of its sale cannot be told, so its regular price holds")
    return bool(runs)


def _is_no_less(sale: Money, price: Money, notes: list[str]) -> bool:
    if sale.currency != price.currency:
        notes.append("its sale price is in another currency and is passed over")
        return True
    return sale.minor >= price.minor


def _amount(price: Money | None) -> int:
    return price.minor if price else -1
