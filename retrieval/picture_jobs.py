"""What is done to pictures in a process apart: `retrieval.confined` runs it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrieval.images import ImageLimits, decode_here


def _decode(data: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    image = decode_here(data, ImageLimits(**options))
    return image.size, image.tobytes()


JOBS = {"decode": _decode}
