"""What an utterance means by what was said before it."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.dialogue.state import State
from assistant.language import Understanding, Vocabulary, Wishes, understand
from assistant.language.draft import Context
from retrieval.measures import base_unit

_SIZES = {"length": "size", "mass": "weight", "volume": "capacity", "time": "battery"}
"""Kind of unit → the field that states it."""


def answered(said: Understanding, pending: Understanding | None) -> Understanding:
    """What was said before a question which is meant, once an item and nothing else is named."""
    about = re.match(r"(?:and |so |but )?(?:what|how) about\b", said.text)
    if pending and said.intent == "ask" and said.references and not (said.topic or about):
        return replace(pending, references=said.references)
    return said


def photo_alone(said: Understanding, language: str, old: State) -> Understanding:
    """A photo without words keeps the wishes in force, but for the kind of thing."""
    said = replace(said, language=language)
    if not old.wishes:
        return said
    wishes = replace(said.wishes, drop=("category",))
    return replace(said, intent="refine", wishes=wishes)


_ENDS = re.compile(r"[.;!。；！]\s*|[,，]\s*(?=(?:and )?(?:also|now)\b|还要|再看)")
_FEWEST = 4  # letters of a wish


def saved_and_wished(text: str, vocabulary: Vocabulary, context: Context) -> tuple[str, str] | None:
    """The halves of "keep that. also bird houses"; None where it is nothing of the kind."""
    parts = [part.strip() for part in _ENDS.split(text, maxsplit=1)]
    if len(parts) < 2 or not parts[0] or sum(map(str.isalpha, parts[1])) < _FEWEST:
        return None
    said = understand(parts[0], vocabulary, context)
    saved = said.intent == "shortlist" and bool(said.references)
    return (parts[0], parts[1]) if saved else None


def quotation(said: Understanding, text: str) -> Understanding:
    """A product's own words: they rank as they stand, and nothing in them is a wish."""
    return Understanding("search", words=text, wording=text, language=said.language, text=said.text)


def asked(said: Understanding) -> Understanding:
    """What was taken for a wish, as the question about what is shown that it is; a size in it asks
    for the item's own."""
    kinds = [base_unit(limit.unit) for limit in said.wishes.dimensions]
    sizes = {_SIZES[kind[0]]: () for kind in kinds if kind and kind[0] in _SIZES}
    topic = said.words if not sizes else ""
    return replace(said, intent="ask", topic=topic, asked={**said.asked, **sizes}, wishes=Wishes())
