"""API keys: made once, shown once, kept as hashes.

A key is 256 random bits, so one round of SHA-256 is enough: nobody can try that many, and a slow
hash would cost every request what it costs an attacker.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from assistant.access.caller import SCOPES
from assistant.access.hosts import BadAccess
from assistant.access.store import AccessFile

RATE = 600.0  # requests a minute that a key allows where nothing else is said
MOST_NAME = 80  # characters of what a key is called

_FORM = re.compile(r"sa_([0-9a-f]{8})_[\w-]{43}")


@dataclass(frozen=True)
class Key:
    """One key, as it is kept."""

    id: str  # 8 hexadecimal digits, fit to be shown and logged
    name: str  # whose it is
    scopes: tuple[str, ...]
    rate: float  # requests a minute
    made: str  # the day, ISO 8601
    hash: str  # SHA-256 of the key, hexadecimal

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Key:
        """From the file's form."""
        return cls(**{**stated, "scopes": tuple(stated["scopes"])})


class Keys:
    """The keys of one catalogue."""

    def __init__(self, file: AccessFile) -> None:
        self._file = file

    def add(self, name: str, scopes: Sequence[str], rate: float = RATE) -> tuple[Key, str]:
        """(a new key as it is kept, the key itself: kept nowhere). Raises `BadAccess`."""
        if not 0 < len(name.strip()) <= MOST_NAME:
            raise BadAccess(f"Say whose key it is, in at most {MOST_NAME} characters.")
        if not scopes or (set(scopes) - set(SCOPES)):
            raise BadAccess(f"A key's scopes are any of {', '.join(SCOPES)}.")
        if not 0 < rate <= 1e6:
            raise BadAccess(f"{rate:g} requests a minute cannot be; say a number above 0.")
        ident = secrets.token_hex(4)
        text = f"sa_{ident}_{secrets.token_urlsafe(32)}"
        today = datetime.now(UTC).date().isoformat()
        key = Key(ident, name.strip(), tuple(dict.fromkeys(scopes)), rate, today, _hash(text))

        def edit(content: dict[str, Any]) -> None:
            content["keys"] = [*content.get("keys", []), asdict(key)]

        self._file.change(edit)
        return key, text

    def all(self) -> tuple[Key, ...]:
        """Every key, oldest first."""
        return tuple(map(Key.from_dict, self._file.read().get("keys", [])))

    def revoke(self, ident: str) -> Key:
        """Make a key worthless from the next request on. Raises `BadAccess` for an unknown one."""
        found = next((key for key in self.all() if key.id == ident), None)
        if found is None:
            raise BadAccess(f"There is no key {ident!r}; `python -m assistant keys list` has them.")

        def edit(content: dict[str, Any]) -> None:
            content["keys"] = [one for one in content.get("keys", []) if one["id"] != ident]

        self._file.change(edit)
        return found

    def find(self, text: str) -> Key | None:
        """The key that a caller shows; None for one that is unknown or revoked."""
        form = _FORM.fullmatch(text)
        if form is None:
            return None
        digest = _hash(text)
        for key in self.all():
            if key.id == form[1] and hmac.compare_digest(key.hash, digest):
                return key
        return None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
