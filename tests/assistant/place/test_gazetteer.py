"""Places by name, on this machine."""

from __future__ import annotations

import pytest

from assistant.place.gazetteer import gazetteer
from assistant.place.spot import Spot, same_place
from retrieval.errors import BadQuery


@pytest.mark.parametrize(
    ("name", "within", "country", "point"),
    [
        ("Leipzig", "", "DE", (51.34, 12.37)),
        ("leipzig", "", "DE", (51.34, 12.37)),
        ("莱比锡", "", "DE", (51.34, 12.37)),
        ("莱比锡市", "", "DE", (51.34, 12.37)),
        ("Munich", "", "DE", (48.14, 11.58)),
        ("München", "", "DE", (48.14, 11.58)),
        ("北京", "", "CN", (39.91, 116.4)),
        ("Paris", "", "FR", (48.85, 2.35)),
        ("Paris", "Texas", "US", (33.66, -95.56)),
        ("Springfield", "Illinois", "US", (39.8, -89.64)),
        ("Cologne", "Deutschland", "DE", (50.93, 6.95)),
        ("伦敦", "英国", "GB", (51.51, -0.13)),
    ],
)
def test_a_place_is_known_in_several_languages(
    name: str, within: str, country: str, point: tuple[float, float]
) -> None:
    found = gazetteer().find(name, within)
    assert found is not None
    assert found.country == country
    assert found.point == pytest.approx(point, abs=0.02)
    assert all(round(one, 2) == one for one in found.point)


def test_of_several_places_it_is_the_most_populous_one_and_says_so() -> None:
    springfield = gazetteer().find("Springfield")
    assert springfield is not None
    assert springfield.alike > 2
    assert gazetteer().find("Leipzig").alike == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["love", "need", "the kitchen", "", "x", "LEJ", "Quaggaberry"])
def test_what_is_no_place_is_none(name: str) -> None:
    assert gazetteer().find(name) is None


def test_coordinates_are_told_by_the_town_around_them() -> None:
    assert gazetteer().named(Spot.at(51.3401, 12.3747)).name == "Leipzig"
    assert gazetteer().named(Spot.at(52.4, 13.06)).name == "Potsdam"  # and not Berlin
    assert gazetteer().named(Spot.at(0, -140)).name == ""


def test_a_spot_is_coarse_and_has_no_words() -> None:
    spot = Spot.at(51.339621, 12.371291)
    assert spot.point == (51.34, 12.37)
    assert repr(spot) == str(spot) == "Spot(…)"
    assert same_place(spot, Spot(51.34, 12.37, "Leipzig"))


@pytest.mark.parametrize(
    "point", [(91, 0), (0, 181), (float("nan"), 0), (True, 0), ("51", "12"), (None, None)]
)
def test_what_is_no_place_on_earth_is_refused(point: tuple) -> None:
    with pytest.raises(BadQuery, match="latitude from -90 to 90"):
        Spot.at(*point)
