"""Models that load when they are first needed."""

from __future__ import annotations

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """Makes its object on first use; threads that come meanwhile wait."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._lock = Lock()
        self._object: T | None = None

    @property
    def loaded(self) -> bool:
        return self._object is not None

    def get(self) -> T:
        with self._lock:
            if self._object is None:
                self._object = self._make()
            return self._object
