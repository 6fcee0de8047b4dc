"""A shop's logo: a stranger's file as any other, decoded in a process apart and written anew."""

from __future__ import annotations

import io
from pathlib import Path

from assistant.house.errors import BadHouse
from retrieval.errors import BadMedia
from retrieval.images import ImageLimits, decode_image

SIDE = 512  # pixels; four times what is drawn
LIMITS = ImageLimits(max_bytes=8 * 2**20, max_side=SIDE)


def drawn_logo(path: Path) -> bytes:
    """A logo as a WebP file without metadata. Raises `BadHouse`."""
    try:
        image = decode_image(path, LIMITS)
    except BadMedia as error:
        raise BadHouse(f"logo: {path.name} cannot be shown. {error}") from error
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=90)
    return buffer.getvalue()
