"""The messages of a conversation and the names of constraints, from the language packs."""

from __future__ import annotations

from functools import cache

from assistant.languages.filling import slots
from assistant.languages.pack import codes, messages
from assistant.languages.speaker import speaker

__all__ = ["fixed", "languages", "messages", "name", "say"]


def languages() -> tuple[str, ...]:
    """The codes of the languages that the assistant speaks."""
    return codes()


@cache
def fixed() -> tuple[str, ...]:
    """All sentences that are always the same, as they may be quoted from."""
    texts = [text for one in codes() for text in messages(one)["sentences"].values()]
    return tuple(text for text in texts if isinstance(text, str) and not slots(text))


def say(language: str, key: str, **values: object) -> str:
    """A message, its values written as the language does. Raises `KeyError` for one that there
    is not."""
    return speaker(language).say(key, **values)


def name(language: str, constraint: str) -> str:
    """A constraint as a shopper reads it: "the colour"."""
    return speaker(language).constraint(constraint)
