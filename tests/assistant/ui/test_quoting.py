"""Reviews as they are shown: the quoted sentences marked, nothing lost."""

from __future__ import annotations

from assistant.explain.claims import Reviewed, Said
from assistant.ui.quoting import marked, review_values
from assistant.ui.texts import texts
from retrieval.offers import Review


def test_quoted_sentences_are_marked_and_nothing_is_lost() -> None:
    text = "It came on a Monday. I love the handle. Fine."
    parts = list(marked(text, ["I love the handle.", "not there"]))
    assert "".join(piece for piece, _ in parts) == text
    assert [piece for piece, quoted in parts if quoted] == ["I love the handle."]
    assert list(marked("", [])) == []


def test_reviews_that_are_quoted_come_first() -> None:
    reviews = [
        Review("Alder", "1", 3, "Old", "Fine.", "2025-01-02"),
        Review("Alder", "1", 5, "New", "Great.", "2026-01-02"),
        Review("Alder", "1", 4, "Quoted", "I love it.", ""),
    ]
    claim = Reviewed("it", (Said(2, "love", "I love it."),), (), 3)
    values = review_values(reviews, [claim], texts("en"))
    assert [one["title"] for one in values] == ["Quoted", "New", "Old"]
    assert [one["day"] for one in values] == ["", "2 Jan 2026", "2 Jan 2025"]
