"""Vector stores by name: which there are, and which one a catalogue uses."""

from __future__ import annotations

import os
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from retrieval.errors import ModelUnavailable
from retrieval.extras import require

if TYPE_CHECKING:
    from retrieval.catalogue import Catalogue
    from retrieval.stores.base import Store

DEFAULT = "chroma"
EXACT = "exact"


@dataclass(frozen=True)
class Kind:
    """Where the class of a store is; imported when it is used, as some take a second."""

    module: str
    name: str
    package: str = ""  # what has to be installed, with the extra of the same name


STORES = {
    DEFAULT: Kind("chroma", "ChromaStore"),
    "chroma-server": Kind("chroma", "ChromaServerStore"),
    EXACT: Kind("exact", "ExactStore"),
    "hnswlib": Kind("hnsw", "HnswStore", "hnswlib"),
    "usearch": Kind("usearch", "USearchStore", "usearch"),
    "lancedb": Kind("lance", "LanceStore", "lancedb"),
}
_SETTING = "store"


def store_class(name: str) -> type[Store]:
    """The class of a store. Raises `ModelUnavailable` for an unknown name or a missing package."""
    kind = STORES.get(name)
    if kind is None:
        raise ModelUnavailable(f"There is no store {name!r}; there are {', '.join(STORES)}.")
    if kind.package:
        require(kind.package, kind.package)
    found: type[Store] = getattr(import_module(f"retrieval.stores.{kind.module}"), kind.name)
    return found


def check_store(name: str) -> None:
    """See to it that an index can be made with a store before anything is written for it.

    Raises `ModelUnavailable`, and `StoreDown` for a server that does not answer.
    """
    store_class(name).check()


def chosen_store(catalogue: Catalogue) -> str:
    """The store that was chosen for a catalogue; "" where nobody did."""
    return catalogue.get(_SETTING, "")


def choose_store(catalogue: Catalogue, name: str) -> None:
    """Have the next index be made with this store, "" for what is used where nobody chose; the
    caller holds the writer's place until then."""
    catalogue.set(_SETTING, name)


def default_store() -> str:
    """What is used where nobody chose: Chroma, on a server where the environment names one."""
    return "chroma-server" if os.environ.get("CHROMA_URL") else DEFAULT
