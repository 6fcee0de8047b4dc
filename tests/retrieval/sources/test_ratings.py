"""Ratings on their own scales, counts with marks of thousands."""

from __future__ import annotations

import pytest

from retrieval.sources.ratings import how_many, stars


@pytest.mark.parametrize(
    ("text", "best", "expected"),
    [
        ("4.5", "", 4.5), ("4,5", "", 4.5), ("8.8", "10", 4.4), ("7/10", "", 3.5),
        ("84 %", "", 4.2), ("4 out of 5 stars", "", 4.0), ("3 von 5", "", 3.0),
        ("7", "", None), ("0", "", None), ("good", "", None), ("3", "0", None),
    ],
)  # fmt: skip
def test_stars(text: str, best: str, expected: float | None):
    assert stars(text, best) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12", 12), ("2,305", 2305), ("2.305", 2305), ("2 305", 2305), ("(17)", 17), ("1.5", 0)],
)
def test_how_many(text: str, expected: int):
    assert how_many(text) == expected
