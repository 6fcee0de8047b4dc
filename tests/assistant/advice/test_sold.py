from pathlib import Path

import pytest

from assistant.advice.sold import is_strange
from retrieval.lexical import Lexical


@pytest.fixture(scope="module")
def lexical(tmp_path_factory) -> Lexical:
    folder: Path = tmp_path_factory.mktemp("words")
    return Lexical.build(folder, ["Oak table lamp", "Glass vase 花瓶", "Steel water bottle"])


@pytest.mark.parametrize(
    ("noun", "strange"),
    [
        ("corkscrew", True),
        ("iphone", True),
        ("空气炸锅", True),
        ("lamp", False),
        ("bottle opener", False),
        ("花瓶", False),
    ],
)
def test_a_thing_that_no_text_has_a_word_of_is_strange(noun, strange, lexical):
    assert is_strange(noun, lexical) is strange
