"""What was asked about offers, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from retrieval.catalogue.heard import HeardStore
from retrieval.catalogue.schema import question
from retrieval.offers import Question


class Questions(HeardStore[Question]):
    """The answered questions of one catalogue."""

    kind = Question
    table = question

    def texts(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(source, offer id) → each of its questions with the answer, of offers that have any."""
        c = question.c
        found: dict[tuple[str, str], list[str]] = {}
        query = select(c.source, c.offer_id, c.text, c.answer).order_by(c.id)
        with self.engine.connect() as connection:
            for source, offer_id, text, answer in connection.execute(query):
                found.setdefault((source, offer_id), []).append(f"{text} {answer}")
        return {key: tuple(texts) for key, texts in found.items()}
