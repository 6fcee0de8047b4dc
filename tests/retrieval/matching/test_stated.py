"""Specifications of two offers side by side, and what they are worth as evidence."""

from __future__ import annotations

import numpy as np
import pytest

from retrieval.matching.profiles import profile
from retrieval.matching.stated import by_dimension, compared, in_one_spelling
from retrieval.matching.weighing import Worth
from retrieval.offers import Offer
from retrieval.specs import extract


def sides(one: str, other: str) -> tuple[list[str], list[str]]:
    return compared(by_dimension(extract(one)), by_dimension(extract(other)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soap 2 l", "soap 2000 ml"),
        ("soap 2 L", "soap 67.6 fl oz"),
        ("16GB kit", "2x8GB kit"),
        ("27 inch", "68.5 cm"),
        ("phone 256GB", "phone 8/256 GB"),
        ("1 TB", "1000GB"),
    ],
)
def test_equal_amounts_in_different_units_agree(one: str, other: str):
    alike, apart = sides(one, other)
    assert alike
    assert not apart


@pytest.mark.parametrize(
    ("one", "other", "dimension"),
    [
        ("drive 1 TB", "drive 4 TB", "information"),
        ("soap 500 ml", "soap 5 x 500 ml", "volume"),
        ("pack of 12", "24-pack", "pack"),
        ("phone 8/128GB", "phone 8/256GB", "information"),
        ("socket AM4", "socket AM5", "socket"),
    ],
)
def test_differing_specifications_separate(one: str, other: str, dimension: str):
    assert dimension in sides(one, other)[1]


def test_one_spelling_for_all_shops():
    texts = ("disk 1 TB black", "disk 1000GB black")
    first, second = (in_one_spelling(text, extract(text)).split() for text in texts)
    assert first == second


def test_made_up_columns_constants_and_unsteady_rates_are_no_evidence():
    """20 things in two shops: the key never agrees, the layout always, the colour where it is one;
    the clock differs within one thing, the size never does."""
    profiles = []
    for shop in range(2):
        for i in range(20):
            traits = {"key": f"{shop}x{i}", "layout": "wide", "colour": ["red", "blue"][i % 2]}
            title = f"Adrion {i} {3 + shop} GHz {i + 1} TB"
            profiles.append(profile(Offer("ab"[shop], str(i), title, attributes=traits)))
    pairs = [(a, 20 + b) for a in range(20) for b in range(20)]
    left, right = np.array(pairs).T
    odds = np.where(left == right - 20, 5.0, -5.0)
    worth = Worth.of(odds, profiles, left, right, lambda a, b: a == b)
    assert worth.silent == {"key", "layout"}
    assert worth.apart["information"] < -2
    assert worth.apart["frequency"] > -1
