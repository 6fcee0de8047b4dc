"""What a turn does, and what part each of its words plays: the names everything else uses."""

from __future__ import annotations

ACTS = (
    "wish",
    "change",
    "refuse",
    "choose",
    "compare",
    "ask_item",
    "ask_all",
    "ask_reviews",
    "ask_shop",
    "total",
    "bundle",
    "similar",
    "more",
    "return_topic",
    "keep",
    "buy",
    "complain",
    "correct",
    "thank",
    "greet",
    "goodbye",
    "small_talk",
    "out_of_scope",
    "unsafe",
    "undo",
    "start_over",
    "capabilities",
    "drop_limit",
    "explain",
)
"""Several may hold in one turn; none for a turn that only tells."""

ROLES = (
    "none",
    "wanted",
    "refused",
    "owned",
    "part",
    "goes_with",
    "place",
    "occasion",
    "recipient",
    "use",
    "style",
    "question",
    "reference",
)
"""What a span of words is to the wish. `question` is what is asked about, `reference` an item, a
list or a limit that was spoken of before."""
