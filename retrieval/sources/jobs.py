"""What is done to packed feeds in a process apart: `retrieval.confined` runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from retrieval.sources.archives import UnpackLimits, unpack_here
from retrieval.sources.parquet import part_here


def _unpack(_: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    limits = UnpackLimits(**options["limits"])
    unpack_here(Path(options["path"]), Path(options["folder"]), limits)
    return None, b""


def _parquet(_: bytes, options: Mapping[str, Any]) -> tuple[Any, bytes]:
    return part_here(Path(options["path"]), options["start"])


JOBS = {"unpack": _unpack, "parquet": _parquet}
