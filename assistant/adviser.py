"""What a conversation asks of a language model, should there be one; it knows no more of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from assistant.language import Context, Understanding, Vocabulary
from assistant.recommendation import Recommendation


class Advice(Protocol):
    """Help with one turn, within that turn's budget of time. Never raises."""

    def understand(
        self, said: Understanding, context: Context, vocabulary: Vocabulary, resolved: bool
    ) -> Understanding:
        """A better understanding of what the grammar is unsure of; else the grammar's own.

        `resolved`: whether what the utterance points at was found on the screen.
        """

    def polish(
        self, reply: str, items: Sequence[Recommendation], problem: Callable[[str], str]
    ) -> str:
        """The reply in better words that say nothing else; else the reply as it is.

        `items`: what is on the screen: reasons hold beside it. `problem`: what a text says that
        nothing bears out, "" for nothing.
        """

    def report(self) -> Mapping[str, Any] | None:
        """What it did, for the answer; None where there is no model."""


class Adviser(Protocol):
    """A language model. Threads may share it."""

    def turn(self) -> Advice:
        """Help with a turn that begins now."""


class Unadvised:
    """The turn of an assistant without a language model."""

    def understand(
        self, said: Understanding, context: Context, vocabulary: Vocabulary, resolved: bool
    ) -> Understanding:
        """What the grammar understood."""
        return said

    def polish(
        self, reply: str, items: Sequence[Recommendation], problem: Callable[[str], str]
    ) -> str:
        """The reply as it is."""
        return reply

    def report(self) -> None:
        """Nothing to tell."""
        return None
