"""The colour part of image blocks: against a slow histogram, and what it must tell apart."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from retrieval.encoders import colour
from retrieval.encoders.colour import ColourEncoder, has_plain_background, histograms, oklab
from retrieval.encoders.compact import squares_of


def thing(fill: str, background: str = "white", shape: tuple[int, ...] = (60, 60, 160, 160)):
    image = Image.new("RGB", (220, 220), background)
    ImageDraw.Draw(image).ellipse(shape, fill=fill)
    return image


def noise(seed: int = 0) -> Image.Image:
    """Patches of any colour, large enough to survive shrinking."""
    pixels = np.random.default_rng(seed).integers(0, 255, (28, 28, 3), np.uint8)
    return Image.fromarray(pixels).resize((224, 224), Image.Resampling.NEAREST)


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [  # from the table in Ottosson's article, for linear-light XYZ white, and by its formula
        ((255, 255, 255), (1.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (0.628, 0.225, 0.126)),
        ((0, 255, 0), (0.866, -0.234, 0.179)),
        ((0, 0, 255), (0.452, -0.032, -0.312)),
    ],
)
def test_oklab_has_its_published_values(rgb: tuple[int, ...], lab: tuple[float, ...]) -> None:
    np.testing.assert_allclose(oklab(np.array(rgb)), lab, atol=2e-3)


def test_histogram_equals_a_slow_one() -> None:
    squares = squares_of([thing("red"), noise()])
    found = histograms(squares)
    np.testing.assert_allclose(found, [slow_histogram(square) for square in squares], atol=1e-5)
    np.testing.assert_allclose(found.sum(axis=1), 1, atol=1e-5)


def slow_histogram(square: np.ndarray) -> np.ndarray:
    """One pixel and one bin at a time; the weights are the module's own."""
    side = square.shape[0] // colour.SIZE
    small = square.reshape(colour.SIZE, side, colour.SIZE, side, 3).mean(axis=(1, 3))
    lab = oklab(small).reshape(-1, 3)
    weight = colour._likely_thing(lab[None])[0]
    spans = zip(colour.LOW, colour.HIGH, colour.BINS, strict=True)
    axes = [np.linspace(low, high, n) for low, high, n in spans]
    counts = np.zeros(colour.BINS)
    for pixel, share in zip(np.clip(lab, colour.LOW, colour.HIGH), weight, strict=True):
        hat = [
            np.clip(1 - abs(axis - value) / (axis[1] - axis[0]), 0, 1)
            for axis, value in zip(axes, pixel, strict=True)
        ]
        counts += share * np.einsum("i,j,k->ijk", *hat)
    return counts.ravel()


def test_the_colour_of_the_thing_counts_and_its_place_and_background_do_not() -> None:
    red, shifted, on_grey, blue = ColourEncoder()(
        squares_of(
            [
                thing("red"),
                thing("red", shape=(70, 50, 180, 150)),
                thing("red", background="#cccccc"),
                thing("blue"),
            ]
        )
    )
    assert red @ shifted > 0.95
    assert red @ on_grey > 0.9
    assert red @ blue < 0.3


def test_close_colours_are_closer_than_far_ones() -> None:
    red, orange, green = ColourEncoder()(
        squares_of([thing("#d02020"), thing("#d04020"), thing("green")])
    )
    assert red @ orange > red @ green + 0.2


def test_cut_out_pictures_are_told_from_photos() -> None:
    squares = squares_of([thing("red"), thing("white", background="black"), noise()])
    assert has_plain_background(squares).tolist() == [True, True, False]


def test_a_blank_picture_is_no_error() -> None:
    assert np.isfinite(ColourEncoder()(squares_of([Image.new("RGB", (9, 9), "white")]))).all()
