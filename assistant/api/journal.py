"""What became of recommendations: ratings and clicks, a JSON line each, without anyone's words."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

NAME = "events.jsonl"
MOST = 16 * 2**20  # bytes; then the file is put aside, in the place of the one before


class Journal:
    """Appends to `events.jsonl` in the catalogue's folder."""

    def __init__(self) -> None:
        self._lock = threading.Lock()

    def note(self, folder: Path, kind: str, **fields: Any) -> None:
        """Write down what happened, to the minute: closer would tell shoppers apart."""
        minute = datetime.now(UTC).replace(second=0, microsecond=0, tzinfo=None).isoformat()
        stated = {name: value for name, value in fields.items() if value is not None}
        line = json.dumps({"time": f"{minute}Z", "kind": kind, **stated}, ensure_ascii=False)
        path = folder / NAME
        with self._lock:
            if path.is_file() and path.stat().st_size > MOST:
                path.replace(path.with_suffix(".old.jsonl"))
            with path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
