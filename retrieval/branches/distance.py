"""How far it is, as the crow flies."""

from __future__ import annotations

from math import asin, cos, degrees, radians, sin, sqrt

EARTH = 6371.0088
"""Mean radius of the earth in km (IUGG); against the ellipsoid that is right to 0.6 %."""


def kilometres(latitude: float, longitude: float, there: tuple[float, float]) -> float:
    """Between two points in degrees: the haversine formula (Sinnott, 1984)."""
    phi, other = radians(latitude), radians(there[0])
    half_phi, half_lambda = (other - phi) / 2, radians(there[1] - longitude) / 2
    chord = sin(half_phi) ** 2 + cos(phi) * cos(other) * sin(half_lambda) ** 2
    return 2 * EARTH * asin(sqrt(min(1.0, chord)))


def around(latitude: float, longitude: float, km: float) -> tuple[float, float, float, float]:
    """(south, north, west, east) of a box that holds all within `km`; west may be below -180 and
    east above 180 where it lies over the date line, all longitudes where it holds a pole."""
    up = degrees(km / EARTH) * 1.001
    south, north = latitude - up, latitude + up
    if south <= -90 or north >= 90:
        return south, north, -360.0, 360.0
    wide = up / cos(radians(max(abs(south), abs(north))))
    return south, north, longitude - wide, longitude + wide
