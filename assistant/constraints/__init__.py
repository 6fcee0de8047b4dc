"""What a shopper may wish for: a class for each kind of constraint, and all of them together."""

from assistant.constraints.base import Chip, Constraint, Held, Label, Lack, Said, Values, Word
from assistant.constraints.dimensions import Dimension
from assistant.constraints.included import FACETS
from assistant.constraints.wishes import (
    DROPPABLE,
    KINDS,
    Wishes,
    constraints_of,
    label_of,
    search_text,
)

__all__ = [
    "DROPPABLE",
    "FACETS",
    "KINDS",
    "Chip",
    "Constraint",
    "Dimension",
    "Held",
    "Label",
    "Lack",
    "Said",
    "Values",
    "Wishes",
    "Word",
    "constraints_of",
    "label_of",
    "search_text",
]
