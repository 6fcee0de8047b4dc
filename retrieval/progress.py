"""How long work reports that it is getting on."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called with the stage, how much of it is done, and the whole (None while unknown)."""

    def __call__(self, stage: str, done: int, total: int | None) -> None: ...


def silent(stage: str, done: int, total: int | None) -> None:
    """Reports nothing."""
