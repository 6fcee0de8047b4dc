"""Choosing among a product's variants: by the shop that sells them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.api.ucp.document import SELLER, seller_option
from assistant.api.ucp.requests import ProductRequest
from retrieval.offers import Offer


@dataclass(frozen=True)
class Choice:
    """What is selected in the end, and what else could be."""

    selected: list[dict[str, str]]
    options: list[dict[str, Any]]  # each value with whether it exists and can be had


def selection(offers: Sequence[Offer], own: Offer | None, request: ProductRequest) -> Choice:
    """What a request selects. A variant's own identifier decides; a choice that no offer meets is
    dropped; without one the best offer's shop is selected."""
    shops = {offer.source for offer in offers}
    wanted = next((one.label for one in request.selected if one.name == SELLER), "")
    if own is not None:
        wanted = own.source
    dropped = bool(request.selected) and wanted not in shops
    if not wanted:
        wanted = offers[0].source
    selected = [] if dropped else [{"name": SELLER, "label": wanted}]
    option = seller_option(offers)
    values = [
        {**value, "available": _can_be_had(offers, value["label"]), "exists": True}
        for value in option["values"]
    ]
    return Choice(selected, [{**option, "values": values}])


def chosen(
    offers: Sequence[Offer], selected: Sequence[dict[str, str]], own: Offer | None
) -> list[Offer]:
    """The offers that meet a selection, the requested one first, else the best one."""
    labels = {one["label"] for one in selected}
    picked = [offer for offer in offers if not labels or offer.source in labels]
    return sorted(picked, key=lambda offer: offer != own) if own else picked


def _can_be_had(offers: Sequence[Offer], shop: str) -> bool:
    return any(o.source == shop and o.availability != "out_of_stock" for o in offers)
