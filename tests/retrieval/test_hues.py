"""Colours by name and by sight."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from retrieval.hues import apart, called, hue_of, seen


@pytest.mark.parametrize(
    ("name", "like", "unlike"),
    [
        ("navy blue", "navy", "light blue"),
        ("dark red", "burgundy", "pink"),
        ("sage green", "sage", "forest green"),
        ("Light Gray", "light grey", "charcoal"),
        ("golden yellow", "yellow", "blue"),
    ],
)
def test_a_name_looks_like_what_it_means(name: str, like: str, unlike: str) -> None:
    one = seen(name)
    assert one is not None
    assert apart(one, seen(like) or one) < apart(one, seen(unlike) or one)


def test_what_is_no_colour_looks_like_nothing() -> None:
    assert seen("large") is None
    assert seen("") is None


@pytest.mark.parametrize("background", ["white", None])
@pytest.mark.parametrize(("fill", "name"), [("#6f2f97", "purple"), ("#f4d21f", "yellow")])
def test_the_colour_of_the_thing_is_told_and_not_that_around_it(background, fill, name) -> None:
    picture = Image.new("RGB", (300, 400), background or "white")
    if background is None:
        grey = np.random.default_rng(1).integers(60, 200, (400, 300, 1), np.uint8)
        picture = Image.fromarray(np.repeat(grey, 3, axis=2))
    ImageDraw.Draw(picture).ellipse((60, 110, 240, 290), fill=fill)
    assert called(hue_of(picture)) == name
