"""Reviews as Yotpo exports them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar
from urllib.parse import urlsplit

from retrieval.offers import Question, Review
from retrieval.sources.reviews import HeardFormat


class YotpoFormat(HeardFormat):
    """Columns Review Score, Review Title, Review Content, Product ID or Product URL, Published
    Image URLs."""

    name = "yotpo"
    columns: ClassVar = {
        "offer": ("sku", "product sku", "product url", "product id", "product_id"),
        "rating": ("review score", "review_score"),
        "title": ("review title", "review_title"),
        "text": ("review content", "review_content"),
        "date": ("review creation date", "review date", "date", "created_at"),
        "reply": ("comment content", "comment_content"),
        "picture": ("published image urls", "published_image_urls"),
        "status": ("review status", "published"),
    }
    needed: ClassVar = ("offer", "rating", "text")

    def named(self, name: str) -> str:
        """An address is what a shop calls its page by its last step."""
        return urlsplit(name).path.rstrip("/").rpartition("/")[2] if "://" in name else name

    def said(
        self, source: str, offer_id: str, fields: Mapping[str, str]
    ) -> Review | Question | str:
        if fields["status"].lower() not in ("", "published", "true", "1"):
            return "the shop has not published it"
        return super().said(source, offer_id, fields)
