"""Identifiers of variants. A variant is what one shop sells: an offer."""

from __future__ import annotations

import base64
import binascii

from retrieval.offers import Offer

_PREFIX = "o_"


def variant_id(offer: Offer) -> str:
    """An offer's identifier among the variants of all products: the same at every sync."""
    key = f"{offer.source}\0{offer.offer_id}".encode()
    return _PREFIX + base64.urlsafe_b64encode(key).decode().rstrip("=")


def offer_key(identifier: str) -> tuple[str, str] | None:
    """(shop, its identifier of the offer) of a variant's identifier, None for what is none."""
    if not identifier.startswith(_PREFIX):
        return None
    text = identifier.removeprefix(_PREFIX)
    try:
        key = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        source, separator, offer_id = key.decode().partition("\0")
    except (binascii.Error, ValueError):
        return None
    return (source, offer_id) if separator else None
