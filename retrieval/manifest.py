"""The manifest of a folder of derived files: what belongs in it, and whether it is still so."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Container, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

NAME = "manifest.json"


def write_manifest(
    folder: Path, content: Mapping[str, Any], volatile: Container[Path] = ()
) -> None:
    """Describe `folder` in its manifest: `content`, and size and SHA-256 of every file.

    `volatile`: files of which reading may change the bytes.
    """
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path not in volatile)
    with ThreadPoolExecutor() as pool:  # hashing releases the interpreter's lock
        digests = pool.map(_sha256, paths)
    files = {
        str(path.relative_to(folder)): {"size": path.stat().st_size, "sha256": digest}
        for path, digest in zip(paths, digests, strict=True)
    }
    body = {**content, "files": files}
    (folder / NAME).write_text(json.dumps({**body, "checksum": _checksum(body)}, indent=1))


def read_manifest(folder: Path) -> dict[str, Any]:
    """What `write_manifest` wrote; raises OSError or ValueError when it is missing or damaged."""
    body = json.loads((folder / NAME).read_bytes())
    if not isinstance(body, dict) or body.pop("checksum", None) != _checksum(body):
        raise ValueError(f"{folder / NAME} is damaged")
    return body


def damaged_files(folder: Path, manifest: Mapping[str, Any], max_bytes: float) -> list[str]:
    """Paths inside `folder` of files that are missing or not as the manifest says.

    Sizes are compared always, contents from the smallest file on until `max_bytes` are read.
    """
    files = manifest["files"]
    names = sorted(files, key=lambda name: files[name]["size"])
    read = 0
    deep = {name: (read := read + files[name]["size"]) <= max_bytes for name in names}
    with ThreadPoolExecutor() as pool:
        sound = pool.map(lambda name: _is_sound(folder / name, files[name], deep[name]), names)
    return sorted(name for name, good in zip(names, sound, strict=True) if not good)


def sync_folder(folder: Path) -> None:
    """Have the operating system bring every file in `folder`, and its names, to the disk."""
    for path in [folder, *folder.rglob("*")]:
        sync(path)


def sync(path: Path) -> None:
    """Have the operating system bring one file, or the names in one folder, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _is_sound(path: Path, expected: Mapping[str, Any], deep: bool) -> bool:
    try:
        if path.suffix == ".sqlite3":  # opening a database may change its bytes
            return _is_sound_database(path)
        if path.stat().st_size != expected["size"]:
            return False
        return not deep or _sha256(path) == expected["sha256"]
    except OSError:
        return False


def _is_sound_database(path: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
    except sqlite3.Error:
        return False


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _checksum(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
