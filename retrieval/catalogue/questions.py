"""What was asked about offers, and what was answered."""

from __future__ import annotations

from retrieval.catalogue.heard import HeardStore
from retrieval.catalogue.schema import question
from retrieval.offers import Question


class Questions(HeardStore[Question]):
    """The answered questions of one catalogue."""

    kind = Question
    table = question
