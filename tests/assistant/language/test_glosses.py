"""Chinese words in English, and frames that divide none of them."""

from __future__ import annotations

import pytest

from assistant.language.glosses import gloss
from assistant.language.whole_words import whole_words
from assistant.understanding.frames.schema import Frame, Span


@pytest.mark.parametrize(
    ("said", "english"),
    [
        ("遮阳帽", "hat"),
        ("陶土花盆", "terracotta plant pot"),
        ("木凳", "wood bench"),
        ("洗衣机", "washing machine"),
        ("唔知", ""),
    ],
)
def test_a_name_is_read_by_its_words_or_by_what_it_ends_with(said, english):
    assert gloss(said) == english


def spans(text: str, *parts: tuple[str, int, int]) -> list[tuple[str, str]]:
    given = tuple(Span(a, b, text[a:b], role, 0.8) for role, a, b in parts)
    return [(one.role, one.text) for one in whole_words(Frame(text, {}, given)).spans]


def test_a_word_plays_the_part_of_its_last_character():
    assert spans("学网球用的拍子", ("use", 1, 3), ("use", 5, 6), ("kind", 6, 7)) == [
        ("use", "网球"),
        ("kind", "拍子"),
    ]


def test_what_describes_ends_before_the_name():
    assert spans("多肉的小盆", ("trait", 0, 2), ("kind", 2, 5)) == [
        ("trait", "多肉的"),
        ("kind", "小盆"),
    ]


def test_english_is_left_as_it_is():
    assert spans("a red mug", ("trait", 2, 5), ("kind", 6, 9)) == [
        ("trait", "red"),
        ("kind", "mug"),
    ]
