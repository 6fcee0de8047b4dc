"""What of a second hearing is kept."""

from __future__ import annotations

import pytest

from assistant.speech.merging import best_explained, merged

PHRASES = {("dark", "roast"), ("rose",), ("mocha",), ("iced", "coffee"), ("陶", "瓷"), ("please",)}


@pytest.mark.parametrize(
    ("first", "again", "kept"),
    [
        ("A dark rose, please.", "a dark roast, please", "A dark roast, please."),
        ("A dark roast, please.", "a dark, rose, please", "A dark roast, please."),
        ("One marker with milk.", "one mocha with milk", "One mocha with milk."),
        ("One rose.", "one mocha", "One rose."),  # both are words of the trade
        ("Something with milk.", "something else with milk", "Something with milk."),
        ("I am here.", "I am here please", "I am here."),  # nobody said it
        ("An coffee.", "An iced coffee.", "An iced coffee."),
        ("我要桃瓷杯", "我要陶瓷杯", "我要陶瓷杯"),
        ("", "dark roast", "dark roast"),
    ],
)
def test_only_longer_phrases_of_the_trade_change_what_was_heard(first, again, kept):
    assert merged(first, again, PHRASES) == kept


def test_the_hypothesis_that_explains_most_is_taken():
    texts = ["A dark rose eyes coffee.", "A dark roast eyes coffee.", "A dark roast iced coffee."]
    assert best_explained(texts, PHRASES) == "A dark roast iced coffee."
    assert best_explained(texts[:1], PHRASES) == texts[0]
