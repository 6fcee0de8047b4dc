"""Fields that several requests share."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from assistant.dialogue.sayings import languages

MOST_TEXT = 2000  # characters of a question

Currency = Annotated[
    str,
    Field(
        pattern="^([A-Z]{3})?$",
        description="ISO 4217: prices are given in this currency too, by a dated rate",
    ),
]
Language = Annotated[
    str, Field(pattern=f"^({'|'.join(languages())})?$", description="Of replies without words")
]
Place = Annotated[
    str,
    Field(pattern="^([A-Z]{2})?$", description="ISO 3166-1: its currency is used where none is"),
]
