"""What a language model is to this package: messages in, text out, in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

LONGEST_ANSWER = 8_000
"""Characters of an answer that are looked at."""


class ModelFailed(Exception):
    """A model that gave no usable answer, and why. It never reaches a shopper."""


@dataclass(frozen=True)
class Prompt:
    """What a model is asked."""

    task: str  # what to do: our words alone
    data: str  # what to do it with: fenced


class ChatModel(Protocol):
    """A variant is a small sibling file with one method; `registry.py` lists them."""

    def complete(self, prompt: Prompt, seconds: float, tokens: int) -> str:
        """The model's answer, greedily decoded, of at most `tokens` tokens.

        Should give up after `seconds`; whoever asks does not rely on it. Threads may share it.
        Raises `ModelFailed`.
        """
