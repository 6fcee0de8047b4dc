"""A photo that is asked with, and the block it becomes: made once, and all that outlives it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence

import numpy as np
from PIL import Image

from retrieval.encoders import Encoder

KEPT = 3600.0
"""Seconds after which nothing of a shopper's photo is kept, not even its block."""


class Photo:
    """One photo of a conversation. Threads may share it.

    `picture` is None where only the block is left: in a process that did not see the photo itself.
    `taken` is the clock's time when it came, in seconds since 1970.
    """

    def __init__(
        self,
        picture: Image.Image | None = None,
        block: np.ndarray | None = None,
        fingerprint: str = "",
        taken: float | None = None,
    ) -> None:
        self.picture = picture
        self.taken = time.time() if taken is None else taken
        self.fingerprint = fingerprint  # of the encoder whose the block is
        self._block = block
        self._lock = threading.Lock()

    def block(self, encoder: Encoder) -> np.ndarray | None:
        """(image_dim,) float32 of unit length; None where the picture is gone and another encoder
        made its block."""
        with self._lock:
            if self.fingerprint == encoder.fingerprint:
                return self._block
            if self.picture is None:
                return None
            self._block = encoder.encode_photos([self.picture])[0]
            self.fingerprint = encoder.fingerprint
            return self._block

    @property
    def known(self) -> np.ndarray | None:
        """The block, as far as one was made."""
        return self._block

    def is_fresh(self, fingerprint: str) -> bool:
        """Whether it may still be asked with, of the encoder with that fingerprint."""
        made = self.picture is not None or self.fingerprint == fingerprint
        return made and time.time() - self.taken < KEPT


Seen = Image.Image | Photo
"""A picture, or a photo that may be down to its block."""


def blocks_of(encoder: Encoder, photos: Sequence[Seen]) -> np.ndarray:
    """The blocks of photos, (n, image_dim) float32; of those that can be had no more, none."""
    if all(isinstance(one, Image.Image) for one in photos):
        return encoder.encode_photos(pictures_of(photos))
    made = [(one if isinstance(one, Photo) else Photo(one)).block(encoder) for one in photos]
    rows = [block for block in made if block is not None]
    return np.stack(rows) if rows else np.empty((0, encoder.image_dim), np.float32)


def pictures_of(photos: Sequence[Seen]) -> list[Image.Image]:
    """The pictures themselves, of those that are here."""
    found = (one.picture if isinstance(one, Photo) else one for one in photos)
    return [one for one in found if one is not None]
