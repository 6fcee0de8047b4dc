"""Distances against another formula, and boxes that hold what is near."""

from __future__ import annotations

from math import atan2, cos, hypot, radians, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.branches.distance import EARTH, around, kilometres

LATITUDE, LONGITUDE = st.floats(-90, 90), st.floats(-180, 180)


def by_vectors(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The angle between two vectors, which is exact near and far."""

    def vector(place: tuple[float, float]) -> tuple[float, float, float]:
        phi, theta = radians(place[0]), radians(place[1])
        return cos(phi) * cos(theta), cos(phi) * sin(theta), sin(phi)

    (a, b, c), (d, e, f) = vector(one), vector(other)
    return EARTH * atan2(hypot(b * f - c * e, c * d - a * f, a * e - b * d), a * d + b * e + c * f)


@given(LATITUDE, LONGITUDE, LATITUDE, LONGITUDE)
def test_it_is_the_great_circle(a: float, b: float, c: float, d: float) -> None:
    assert kilometres(a, b, (c, d)) == pytest.approx(by_vectors((a, b), (c, d)), abs=2e-4, rel=1e-6)


def test_known_ways() -> None:
    assert kilometres(51.34, 12.37, (52.52, 13.405)) == pytest.approx(149, abs=1)  # Leipzig, Berlin
    assert kilometres(0, 179.9, (0, -179.9)) == pytest.approx(22.24, abs=0.05)


@given(LATITUDE, LONGITUDE, st.floats(0.1, 200), st.floats(-90, 90), st.floats(-180, 180))
def test_what_is_within_is_in_the_box(a: float, b: float, km: float, c: float, d: float) -> None:
    if kilometres(a, b, (c, d)) > km:
        return
    south, north, west, east = around(a, b, km)
    assert south <= c <= north
    assert any(west <= d + turn <= east for turn in (-360, 0, 360))
