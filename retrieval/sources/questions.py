"""A table of answered questions about things."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from retrieval.offers import Question, Review
from retrieval.sources.offering import question_from
from retrieval.sources.reviews import HeardFormat


class QuestionsFormat(HeardFormat):
    """Columns question, answer and what names the thing; a row an answer."""

    name = "questions"
    columns: ClassVar = {
        "offer": ("offer_id", "sku", "product_handle", "product sku", "product_id", "product id"),
        "shop": ("shop",),
        "text": ("question", "question content", "question_content"),
        "answer": ("answer", "answer content", "answer_content"),
        "date": ("answer_date", "answer date", "date"),
        "answered_by": ("answered_by", "answer by", "answerer type", "answerer_type"),
    }
    needed: ClassVar = ("offer", "text", "answer")

    def said(
        self, source: str, offer_id: str, fields: Mapping[str, str]
    ) -> Review | Question | str:
        said = question_from(source, offer_id, fields)
        return said or "there is no question, or no answer to it"
