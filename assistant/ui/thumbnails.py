"""The small pictures that the chat shows of what a shopper sent: in memory, for a limited time."""

from __future__ import annotations

import io
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable

from retrieval.images import decode_image

LIFETIME = 3600.0  # seconds a picture can be had
MOST = 1000  # pictures kept at a time; the oldest goes first. Each has some 10 kB
SIDE = 320  # pixels; their longest side


class Thumbnails:
    """Re-encoded copies without metadata, each under a name that nobody can guess."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[str, tuple[float, bytes]] = OrderedDict()  # name → (expiry, WebP)
        self._lock = threading.Lock()

    def add(self, photo: bytes) -> str:
        """Keep a copy of an image file and return its name. Raises `BadMedia`."""
        image = decode_image(photo)
        image.thumbnail((SIDE, SIDE))
        buffer = io.BytesIO()
        image.save(buffer, "WEBP", quality=80)
        name = secrets.token_urlsafe(24)
        with self._lock:
            self._drop_expired()
            if len(self._kept) >= MOST:
                self._kept.popitem(last=False)
            self._kept[name] = self._clock() + LIFETIME, buffer.getvalue()
        return name

    def get(self, name: str) -> bytes | None:
        """The copy with this name as a WebP file, None when there is none (any more)."""
        with self._lock:
            self._drop_expired()
            return self._kept[name][1] if name in self._kept else None

    def drop(self, names: Iterable[str]) -> None:
        """Forget copies before their time."""
        with self._lock:
            for name in names:
                self._kept.pop(name, None)

    def _drop_expired(self) -> None:
        while self._kept and next(iter(self._kept.values()))[0] <= self._clock():
            self._kept.popitem(last=False)
