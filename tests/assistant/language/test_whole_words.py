"""Spans that end where Chinese words do."""

import pytest

from assistant.language.utterance import normalise
from assistant.language.whole_words import whole_words
from assistant.understanding.frames.schema import Frame, Span


def test_what_describes_a_thing_is_told_from_its_name():
    text = "能上飞机的小箱子"
    frame = whole_words(Frame(text, {}, (Span(0, len(text), text, "kind", 0.9),)))
    assert [(one.role, one.text) for one in frame.spans] == [
        ("trait", "能上飞机"),
        ("kind", "小箱子"),
    ]
    assert all(text[one.start : one.end] == one.text for one in frame.spans)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("两百多毫升", "200 毫升"),
        ("一百多块", "100 块"),
        ("太小了？？", "太小了?"),
        ("三个多", "3 个多"),
    ],
)
def test_figures_and_signs_are_told_plainly(said, meant):
    assert normalise(said).replace(" ", "") == meant.replace(" ", "")
