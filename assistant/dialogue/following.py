"""What an utterance means by what was said before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.language import Understanding


def answered(said: Understanding, pending: Understanding | None) -> Understanding:
    """What was said before a question which is meant, once an item and nothing else is named."""
    about = re.match(r"(?:and |so |but )?(?:what|how) about\b", said.text)
    if pending and said.intent == "ask" and said.references and not (said.topic or about):
        return replace(pending, references=said.references)
    return said


def quotation(said: Understanding, text: str) -> Understanding:
    """A product's own words: they rank as they stand, and nothing in them is a wish."""
    return Understanding("search", words=text, wording=text, language=said.language, text=said.text)
