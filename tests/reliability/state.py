"""All that a catalogue holds, so that two can be compared: offer by offer, vector by vector."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np

from retrieval.adapters import read_adapter
from retrieval.catalogue import Catalogue
from retrieval.generation import Generation

TABLES = {
    "offer": "source, offer_id, product_id, content_hash, title, brand, price_minor, currency,"
    " image,"
    ' attributes, "group", retired_at IS NULL',
    "price": "source, offer_id, price_minor, currency",
    "block": "kind, content_hash, fingerprint, hex(vector)",
    "sighting": 'source, offer_id, "row", digest',
    "quarantine": 'source, "row", reason',
    "review": "source, offer_id, text",
    "match_decision": "source_a, offer_a, source_b, offer_b, same",
    "match_pair WHERE unsure": "source_a, offer_a, source_b, offer_b",
    "picture": "image, size, digest",
    "product": "id",
}


def state(folder: Path) -> dict[str, Any]:
    """What the catalogue in `folder` holds, in values that JSON can hold."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(folder / "catalog.db")) as raw:
        for table, columns in TABLES.items():
            found[table] = sorted(
                map(list, raw.execute(f"SELECT {columns} FROM {table}")), key=repr
            )
    with closing(Catalogue.open(folder)) as catalogue:
        found["problems"] = [catalogue.integrity_problem(deep=True), catalogue.damaged_rows(True)]
        live = catalogue.generations.live
        assert live is not None
        with closing(Generation.open(catalogue.generations.folder(live.number))) as generation:
            found["ids"] = generation.ids
            found["vectors"] = [_sum(generation.blocks.text), _sum(generation.blocks.image)]
            found["store"] = generation.problems + generation.stored().differences()
            found["bridge"] = generation.metadata["bridge"]
        known = {folder.name for folder in catalogue.generations.kept}
    found["files"] = {
        str(path.relative_to(folder)): _sum(path.read_bytes())
        for path in sorted((folder / "images").rglob("*"))
        if path.is_file()
    }
    trained = (folder / "fusion").glob("*.safetensors")
    found["adapters"] = {path.name: read_adapter(path).fingerprint for path in sorted(trained)}
    found["litter"] = sorted(map(str, _litter(folder, known, found["bridge"])))
    return found


def _litter(folder: Path, known: set[str], bridge: str) -> list[str]:
    """What nobody needs: more than the live generation and the one before it, and their bridges."""
    left = [path.name for path in (folder / "generations").iterdir() if path.name not in known]
    bridges = [path.name for path in (folder / "bridges").iterdir()]
    left += bridges if len(bridges) > len(known) or f"{bridge}.safetensors" not in bridges else []
    left += [
        str(path) for path in folder.rglob("*") if ".draft-" in path.name or ".part" in path.name
    ]
    expected = {"catalog.db", "catalog.db-wal", "catalog.db-shm", ".lock", "images", "generations"}
    expected |= {"bridges", "floors", "fusion"}
    left += [path.name for path in folder.iterdir() if path.name not in expected]
    left += [path.name for path in folder.glob("fusion/*.checkpoint")]
    return left


def _sum(content: Any) -> str:
    return hashlib.sha256(
        content if isinstance(content, bytes) else np.asarray(content).tobytes()
    ).hexdigest()
