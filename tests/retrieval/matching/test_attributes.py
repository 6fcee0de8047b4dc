"""Attributes of two shops under one name and in one unit."""

import pytest

from retrieval.colours import colour
from retrieval.matching.attributes import comparable


@pytest.mark.parametrize(
    "stated", [{"product_height": "44 cm"}, {"height_cm": "44"}, {"Height": "440 mm"}]
)
def test_one_height_in_three_spellings(stated: dict[str, str]) -> None:
    (measure,) = comparable(stated).items()
    assert measure == ("height", pytest.approx(440.0))


def test_words_colours_and_plain_numbers() -> None:
    found = comparable({"Colour": "Navy Blue", "keys": "104", "Material": "Aluminium frame"})
    assert found == {"color": colour("navy"), "keys": 104.0, "material": "aluminum frame"}
