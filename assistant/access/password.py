"""The shop keeper's password, and who has signed in with it."""

from __future__ import annotations

import hashlib
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from assistant.access.hosts import BadAccess
from assistant.access.store import AccessFile

LEAST = 10  # characters of a password
MOST = 1024
LASTS = 12 * 3600.0  # seconds that one stays signed in
MOST_SIGNED_IN = 100

_HASHER = PasswordHasher()


class Password:
    """Kept as an argon2id hash. `stated` takes its place where the environment gives one; raises
    `BadAccess` where that is too short."""

    def __init__(self, file: AccessFile, stated: str = "") -> None:
        self._file = file
        self._stated = _hashed(stated) if stated else ""
        self._one_at_a_time = threading.Lock()  # each look takes 64 MiB

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return bool(self._hash)

    def set(self, password: str) -> None:
        """Keep a new one. Raises `BadAccess` for one that is too short."""
        hashed = _hashed(password)

        def edit(content: dict[str, Any]) -> None:
            content["password"] = hashed

        self._file.change(edit)

    def is_right(self, password: str) -> bool:
        """Whether this is it. Takes some 50 ms on purpose."""
        if not self._hash or len(password) > MOST:
            return False
        with self._one_at_a_time:
            try:
                return _HASHER.verify(self._hash, password)
            except (Argon2Error, InvalidHashError):
                return False

    @property
    def _hash(self) -> str:
        return self._stated or str(self._file.read().get("password", ""))


class SignedIn:
    """Who has signed in, for a limited time; in memory, so that a restart ends it."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[str, float] = {}  # hash of the token → when it ends
        self._lock = threading.Lock()

    def begin(self) -> str:
        """A token for a browser to keep."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._drop_ended()
            while len(self._until) >= MOST_SIGNED_IN:
                self._until.pop(next(iter(self._until)))
            self._until[_hash(token)] = self._clock() + LASTS
        return token

    def knows(self, token: str) -> bool:
        """Whether a browser's token is good."""
        with self._lock:
            self._drop_ended()
            return bool(token) and _hash(token) in self._until

    def end(self, token: str) -> None:
        """Sign out."""
        with self._lock:
            self._until.pop(_hash(token), None)

    def _drop_ended(self) -> None:
        now = self._clock()
        self._until = {token: until for token, until in self._until.items() if until > now}


def _hashed(password: str) -> str:
    if not LEAST <= len(password) <= MOST:
        raise BadAccess(f"A password has {LEAST} to {MOST} characters.")
    return _HASHER.hash(password)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
