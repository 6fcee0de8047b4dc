"""A shopper's place, as coarse as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import Any

from retrieval.errors import BadQuery

DECIMALS = 2
"""Of a degree: a cell of 1.1 km from south to north, and less from west to east."""


@dataclass(frozen=True, repr=False)
class Spot:
    """Where somebody is, to about a kilometre. Has no words of its own, so that no log has any."""

    latitude: float  # degrees, WGS 84, rounded
    longitude: float
    name: str = ""  # of the town, as it was said or as it is called; "" where there is none near
    country: str = ""  # ISO 3166-1 alpha-2
    alike: int = 1  # places of note that are called so; this is the most populous one

    def __repr__(self) -> str:
        return "Spot(…)"

    @property
    def point(self) -> tuple[float, float]:
        """Latitude and longitude in degrees."""
        return self.latitude, self.longitude

    @classmethod
    def at(cls, latitude: Any, longitude: Any) -> Spot:
        """From coordinates, however fine they are. Raises `BadQuery` for what is no place."""
        north, east = _number(latitude, 90), _number(longitude, 180)
        if north is None or east is None:
            raise BadQuery(
                "A place is a latitude from -90 to 90 and a longitude from -180 to 180, in degrees."
            )
        return cls(round(north, DECIMALS), round(east, DECIMALS))

    @classmethod
    def read(cls, stated: object) -> Spot:
        """From a program's JSON: {"latitude": …, "longitude": …}. Raises `BadQuery`."""
        if not isinstance(stated, dict) or set(stated) != {"latitude", "longitude"}:
            raise BadQuery("A location is an object with a latitude and a longitude.")
        return cls.at(stated["latitude"], stated["longitude"])

    def as_dict(self) -> dict[str, Any]:
        """For the shopper's own program, in JSON."""
        named = {"name": self.name, "country": self.country}
        return {"latitude": self.latitude, "longitude": self.longitude, **named}


def _number(value: Any, most: float) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    return float(value) if -most <= value <= most else None


def same_place(one: Spot, other: Spot | None) -> bool:
    """Whether two are the same place, however they are called."""
    return other is not None and one.point == other.point
