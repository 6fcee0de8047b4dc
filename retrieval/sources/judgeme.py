"""Reviews as Judge.me, and the many that copied its columns, export them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from retrieval.offers import Question, Review
from retrieval.sources.reviews import HeardFormat


class JudgeMeFormat(HeardFormat):
    """Columns title, body, rating, review_date, product_handle or _id, reply, picture_urls."""

    name = "judgeme"
    columns: ClassVar = {
        "offer": ("product_handle", "sku", "product_id"),
        "rating": ("rating",),
        "title": ("title",),
        "text": ("body",),
        "date": ("review_date", "created_at"),
        "reply": ("reply",),
        "picture": ("picture_urls",),
        "status": ("curated", "state"),
    }
    needed: ClassVar = ("offer", "rating", "text", "date")

    def said(
        self, source: str, offer_id: str, fields: Mapping[str, str]
    ) -> Review | Question | str:
        if fields["status"].lower() in ("spam", "unpublished"):
            return "the shop has not published it"
        return super().said(source, offer_id, fields)
