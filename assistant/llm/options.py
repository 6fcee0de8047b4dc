"""How a language model is used."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LlmOptions:
    """Limits that hold whatever the model does."""

    budget: float = 2.0  # seconds that one turn waits for the model, all calls together
    first_share: float = 0.6  # of the budget, for understanding: some is left for the wording
    least: float = 0.2  # seconds below which asking is not worth it
    tokens: int = 300  # that an answer may have
    at_once: int = 4  # calls that may be under way; abandoned ones count until they end
    failures: int = 3  # in a row, after which it is not asked for a while
    pause: float = 30.0  # seconds of that while; doubled each time, up to
    longest_pause: float = 600.0
