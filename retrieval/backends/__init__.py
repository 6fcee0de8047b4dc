"""Where search happens: in this process, or in an engine that `SEARCH_URL` names."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from retrieval.errors import BadCatalogue

if TYPE_CHECKING:
    from retrieval.backends.base import SearchBackend, SearchEngine
    from retrieval.generation import Generation

log = logging.getLogger(__name__)

ADDRESS = "SEARCH_URL"
"""In the environment of each process: where the engine is. No index remembers it."""
ENGINES = {"postgresql": "pgvector", "postgresql+psycopg": "pgvector"}
"""Scheme of the address → module with an `Engine`, which is made with the address."""


def backend_of(generation: Generation, exact: bool = False) -> SearchBackend:
    """What searches a generation. Raises `BadCatalogue` for an address that is none."""
    from retrieval.backends.guarded import GuardedBackend
    from retrieval.backends.local import LocalBackend

    local = LocalBackend(generation, exact)
    engine = _engine()
    return GuardedBackend(engine.backend(generation, exact), local) if engine else local


def named() -> bool:
    """Whether the environment names an engine."""
    return bool(os.environ.get(ADDRESS))


def publish(generation: Generation) -> None:
    """Give the engine, if there is one, what it lacks of a generation. Where that fails servers
    search by themselves, and the next writer tries again."""
    _told("takes nothing", lambda engine: engine.publish(generation))


def forget(folder: Path) -> None:
    """Have the engine, if there is one, drop a segment that is about to be deleted."""
    _told("drops nothing", lambda engine: engine.forget(folder))


def _told(failing: str, act: Callable[[SearchEngine], None]) -> None:
    if engine := _engine():
        try:
            act(engine)
        except Exception as error:  # engines promise no set of exceptions
            reason = str(error).partition("\n")[0]
            log.warning("The search engine %s (%s).", failing, reason)


def _engine() -> SearchEngine | None:
    address = os.environ.get(ADDRESS)
    return _engine_at(address) if address else None


@lru_cache(maxsize=4)
def _engine_at(address: str) -> SearchEngine:
    scheme = address.partition("://")[0]
    if scheme not in ENGINES:
        raise BadCatalogue(
            f"{ADDRESS} names no engine that there is; it begins with {' or '.join(ENGINES)}."
        )
    module = import_module(f"retrieval.backends.{ENGINES[scheme]}")
    made: SearchEngine = module.Engine(address)
    return made
