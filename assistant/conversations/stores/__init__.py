"""Where conversations are kept that several servers share."""

from __future__ import annotations

from assistant.conversations.stores.base import Kept, StateStore, StoreDown
from retrieval.errors import AssistantError

__all__ = ["BadStore", "Kept", "StateStore", "StoreDown", "open_store"]


class BadStore(AssistantError):
    """An address at which no conversations can be kept."""


def open_store(address: str) -> StateStore | None:
    """The store at an address, None for "": each server keeps its own then. Raises `BadStore`."""
    if not address:
        return None
    kind = address.partition(":")[0].partition("+")[0]
    try:
        if kind in ("redis", "rediss"):
            from assistant.conversations.stores.redis import RedisStore

            return RedisStore(address)
        if kind == "postgresql":
            from assistant.conversations.stores.postgresql import PostgresStore

            return PostgresStore(address)
    except ModuleNotFoundError as error:
        raise BadStore(
            f'This takes a package that is not here ({error.name}): pip install "shopping-assistant'
            '[scale]".'
        ) from error
    raise BadStore(
        "Conversations are kept at redis://host:6379/0 or postgresql+psycopg://user@host/name;"
        f" {kind}:// is neither."
    )
