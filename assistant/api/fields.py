"""Fields that several requests share."""

from __future__ import annotations

import base64
from typing import Annotated, Any

from babel.numbers import get_territory_currencies
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.dialogue.sayings import languages
from assistant.place.spot import DECIMALS, Spot
from retrieval.currencies import currency_of
from retrieval.errors import BadMedia

MOST_TEXT = 2000  # characters of a question
MOST_ENCODED = 44 * 2**20  # characters of a file in base64


def _known_currency(code: str) -> str:
    if code and currency_of(code) != code:
        raise ValueError(f"{code} is no currency in use")
    return code


Currency = Annotated[
    str,
    Field(
        pattern="^([A-Z]{3})?$",
        description="ISO 4217: prices are given in this currency too, by a dated rate",
    ),
    AfterValidator(_known_currency),
]
Language = Annotated[
    str, Field(pattern=f"^({'|'.join(languages())})?$", description="Of replies without words")
]
Place = Annotated[
    str,
    Field(pattern="^([A-Z]{2})?$", description="ISO 3166-1: its currency is used where none is"),
]
Text = Annotated[str, Field(max_length=MOST_TEXT, description="What the shopper says")]
Encoded = Annotated[
    str, Field(max_length=MOST_ENCODED, description="A file in base64; a data URI will do")
]


class Body(BaseModel):
    """A body of a request: fields that there are none of are refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


def _coarse(degrees: float) -> float:
    return round(degrees, DECIMALS)


class Location(Body):
    """Degrees, WGS 84. As coarse as it is used from the moment that it is read."""

    latitude: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False), AfterValidator(_coarse)]
    longitude: Annotated[
        float, Field(ge=-180, le=180, allow_inf_nan=False), AfterValidator(_coarse)
    ]

    @property
    def spot(self) -> Spot:
        """The place."""
        return Spot.at(self.latitude, self.longitude)

    def __repr_args__(self) -> list[Any]:
        return []  # so that no log has it


def decoded(file: str) -> bytes:
    """The content of a file in base64. Raises `BadMedia`."""
    try:
        return base64.b64decode(file.partition("base64,")[2] or file, validate=True)
    except ValueError as error:
        raise BadMedia("A file is not in base64; encode its content.") from error


def currency_in(place: str) -> str:
    """The currency that is paid with in a country, "" where that is not known."""
    try:
        found = get_territory_currencies(place) if place else []
    except Exception:  # babel raises what its data make of an unknown country
        return ""
    return currency_of(found[0]) if found else ""
