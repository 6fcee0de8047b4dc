"""One turn of a shopper: what was said and shown, and what it is once decoded."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL.Image import Image

from assistant.place.spot import Spot
from retrieval.reading import Reading

MAX_PHOTOS = 4

Media = Path | bytes
"""A file, or its content."""


@dataclass(frozen=True)
class Turn:
    """What a shopper says at once: any of typed words, photos, a recording, a short clip."""

    text: str = ""
    photos: Sequence[Media] = ()
    voice: Media | None = None
    video: Media | None = None
    language: str = ""  # of the reply where there are no words: "en", "zh"; "" for that before
    spot: Spot | None = None  # where the shopper is, as their browser or program says

    @property
    def shows(self) -> bool:
        """Whether there are pictures in it."""
        return bool(self.photos) or self.video is not None


@dataclass(frozen=True)
class Heard:
    """A turn, decoded: words typed and spoken, and pictures."""

    text: str
    images: tuple[Image, ...] = ()
    transcript: str | None = None
    reading: Reading | None = None  # of what is printed on the pictures, on its way


class Stopwatch:
    """Milliseconds by stage, and in all."""

    def __init__(self) -> None:
        self.started = time.perf_counter()
        self.stages: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        before = time.perf_counter()
        yield
        self.stages[stage] = (time.perf_counter() - before) * 1000

    def report(self) -> dict[str, float]:
        """Stage → milliseconds, "total" included."""
        return {**self.stages, "total": (time.perf_counter() - self.started) * 1000}
