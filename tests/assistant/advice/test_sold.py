from pathlib import Path

import pytest

from assistant.advice.sold import is_strange, named
from retrieval.lexical import Lexical


@pytest.fixture(scope="module")
def lexical(tmp_path_factory) -> Lexical:
    folder: Path = tmp_path_factory.mktemp("words")
    return Lexical.build(folder, ["Oak table lamp", "Glass vase 花瓶", "Steel water bottle"])


@pytest.mark.parametrize(
    ("said", "words", "noun"),
    [
        ("also do you have a corkscrew", "corkscrew", "corkscrew"),
        ("and an iphone?", "iphone", "iphone"),
        ("有空气炸锅吗", "空气炸锅", "空气炸锅"),
        ("那电饭煲呢", "电饭煲", "电饭煲"),
        ("do you have lamps", "lamps", ""),
        ("i want a bottle for my corkscrew", "bottle corkscrew", ""),
        ("有花瓶吗", "花瓶", ""),
        ("do you have any in stock", "", ""),
    ],
)
def test_what_is_asked_for_and_no_text_speaks_of(said, words, noun, lexical):
    found = named(said, words)
    assert (found if found and is_strange(found, lexical) else "") == noun


def test_a_bare_name_counts_only_where_it_may():
    assert named("harpsichord", "harpsichord") == ""
    assert named("harpsichord", "harpsichord", bare=True) == "harpsichord"
