"""Names of colours that shops give the same thing meet; others clash."""

import pytest

from retrieval.colours import clash, colour


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("navy", "navy blue"),
        ("charcoal", "charcoal gray"),
        ("mustard", "golden yellow"),
        ("burgundy", "wine red"),
        ("teal", "green"),
        ("teal", "blue"),
        ("light brown", "light wood"),
        ("terracotta", "clay"),
    ],
)
def test_names_of_one_colour_agree(one: str, other: str) -> None:
    a, b = colour(one), colour(other)
    assert a
    assert b
    assert not clash(a, b)
    assert not clash(b, a)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("red", "terracotta"),
        ("silver", "copper"),
        ("light brown", "dark brown"),
        ("sky blue", "navy"),
        ("mint green", "forest green"),
        ("black", "white"),
    ],
)
def test_names_of_two_colours_clash(one: str, other: str) -> None:
    a, b = colour(one), colour(other)
    assert a
    assert b
    assert clash(a, b)


@pytest.mark.parametrize("name", ["", "leather", "red wine glass", "12 cm", "light"])
def test_what_names_no_colour_is_none(name: str) -> None:
    assert colour(name) is None
