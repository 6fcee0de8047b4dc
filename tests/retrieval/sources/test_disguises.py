"""Item numbers that a spreadsheet changed, and text that was escaped twice."""

from __future__ import annotations

import pytest

from retrieval.sources.cleaning import plain_text
from retrieval.sources.identifiers import lost_digits, trusted_gtin


@pytest.mark.parametrize(
    "text",
    [
        "'5901234123457", '="5901234123457"', "5901234123457.0", "590-1234-123457",
        "5901234 123457", "EAN 5901234123457",
    ],
)  # fmt: skip
def test_a_number_in_disguise(text: str):
    assert trusted_gtin(text) == "5901234123457"


def test_a_leading_zero_that_was_dropped():
    assert trusted_gtin("12345678905") == "012345678905"


@pytest.mark.parametrize(
    "text", ["5.90123E+12", "5901234123457, 4006381333931", "5901234123450", "'"]
)
def test_what_cannot_be_undone_is_refused(text: str):
    assert trusted_gtin(text) == ""
    assert lost_digits(text) == ("E+" in text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Salt &amp;amp; Pepper", "Salt & Pepper"),
        ("&lt;p&gt;Oak &lt;b&gt;shelf&lt;/b&gt;&lt;/p&gt;", "Oak shelf"),
        ("32&amp;#8243; screen", "32″ screen"),
        ("3 &lt; 5", "3 < 5"),
    ],
)
def test_text_that_was_escaped_twice(text: str, expected: str):
    assert plain_text(text) == expected
