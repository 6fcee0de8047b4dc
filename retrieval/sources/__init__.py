"""Feed formats by name."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import BadFeed
from retrieval.sources.agentic import AgenticFormat
from retrieval.sources.base import FeedFormat, Heard, ReadOptions, Record, Rejection, Unchanged
from retrieval.sources.google_merchant import GoogleMerchantFormat
from retrieval.sources.inventory import InventoryFormat
from retrieval.sources.jsonld import JsonLdFormat
from retrieval.sources.jsonld_reviews import JsonLdReviewsFormat
from retrieval.sources.judgeme import JudgeMeFormat
from retrieval.sources.magento import MagentoFormat
from retrieval.sources.prestashop import PrestaShopFormat
from retrieval.sources.questions import QuestionsFormat
from retrieval.sources.reviews import ReviewsFormat
from retrieval.sources.shopify import ShopifyFormat
from retrieval.sources.sniffing import Head
from retrieval.sources.stores import StoresFormat
from retrieval.sources.table import TableFormat
from retrieval.sources.woocommerce import WooCommerceFormat
from retrieval.sources.yotpo import YotpoFormat

__all__ = [
    "FORMATS",
    "FeedFormat",
    "Heard",
    "ReadOptions",
    "Record",
    "Rejection",
    "Unchanged",
    "find_format",
    "is_feed",
]

FORMATS: dict[str, FeedFormat] = {
    one.name: one
    for one in (  # the most particular first: the first that recognises a file reads it
        InventoryFormat(),
        StoresFormat(),
        GoogleMerchantFormat(),
        ShopifyFormat(),
        WooCommerceFormat(),
        MagentoFormat(),
        PrestaShopFormat(),
        JsonLdReviewsFormat(),
        JsonLdFormat(),
        AgenticFormat(),
        ReviewsFormat(),
        JudgeMeFormat(),
        YotpoFormat(),
        QuestionsFormat(),
        TableFormat(),
    )
}


def find_format(path: Path, name: str | None = None) -> FeedFormat:
    """The format called `name`, or the one that recognises the file. Raises `BadFeed`."""
    if name is not None:
        if name not in FORMATS:
            raise BadFeed(f"There is no feed format {name!r}; choose one of {', '.join(FORMATS)}.")
        return FORMATS[name]
    found = _recognising(path)
    if found is None:
        raise BadFeed(
            f"{path} is in no format that is known here; name its format with --format "
            f"({', '.join(FORMATS)})."
        )
    return found


def is_feed(path: Path) -> bool:
    """Whether some format recognises the file."""
    return _recognising(path) is not None


def _recognising(path: Path) -> FeedFormat | None:
    head = Head.of(path)
    return next((one for one in FORMATS.values() if one.recognises(head)), None)
