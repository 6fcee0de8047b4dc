"""Unpacking .zip and .gz that strangers packed: bounded, and nothing leaves the folder.

It is done in a process apart, as an archive says itself how much memory unpacking it takes.
"""

from __future__ import annotations

import gzip
import lzma
import stat
import zipfile
import zlib
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from retrieval.errors import BadFeed
from retrieval.sources.processes import worked
from retrieval.trouble import check_machine

DAMAGED = (
    OSError,
    EOFError,
    ValueError,
    RuntimeError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
"""What the standard library raises on archives that are damaged, locked or of an unknown kind."""


@dataclass(frozen=True)
class UnpackLimits:
    """How much an archive may hold."""

    files: int = 20_000
    size: int = 2 * 2**30  # bytes, unpacked
    ratio: int = 200  # unpacked to packed, once past `free`
    free: int = 10 * 2**20  # bytes that are unpacked whatever the ratio


def is_archive(path: Path) -> bool:
    """Whether a file begins like a zip or gzip archive."""
    with path.open("rb") as file:
        head = file.read(4)
    return head == b"PK\x03\x04" or head[:2] == b"\x1f\x8b"


def unpack(path: Path, folder: Path, limits: UnpackLimits = UnpackLimits()) -> None:
    """Unpack an archive into an empty folder.

    Raises `BadFeed` when it is damaged or cut off, passes a limit, or names a file outside;
    `MachineTrouble` when the disk is full.
    """
    options = {"folder": str(folder.resolve()), "limits": asdict(limits)}
    worked("unpack", path, options)


def unpack_here(path: Path, folder: Path, limits: UnpackLimits) -> None:
    """The work of `unpack`, in the process that may end."""
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == b"PK"
        if zipped:
            _unzip(path, folder, limits)
        else:
            with gzip.open(path) as inner:
                _copy(inner, folder / (path.stem or "feed"), _Budget(path, limits))
    except DAMAGED as error:
        check_machine(error)
        raise BadFeed(
            f"{path} cannot be unpacked whole ({error}); perhaps it was cut off, get it again."
        ) from error


def _unzip(path: Path, folder: Path, limits: UnpackLimits) -> None:
    budget = _Budget(path, limits)
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) > limits.files:
            raise BadFeed(f"{path} holds more than {limits.files:,} files, the limit.")
        for member in members:
            name = PurePosixPath(member.filename.replace("\\", "/"))
            if name.is_absolute() or ".." in name.parts or ":" in member.filename:
                raise BadFeed(f"{path} names a file outside itself ({member.filename!r:.80}).")
            if stat.S_ISLNK(member.external_attr >> 16):
                raise BadFeed(f"{path} holds a link ({member.filename!r:.80}); pack the file.")
            target = folder.joinpath(*name.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(member) as inner:
                _copy(inner, target, budget)


class _Budget:
    """Counts what is really unpacked: an archive's own figures may lie."""

    def __init__(self, path: Path, limits: UnpackLimits) -> None:
        self.path = path
        self.most = min(limits.size, max(limits.free, path.stat().st_size * limits.ratio))

    def spend(self, size: int) -> None:
        self.most -= size
        if self.most < 0:
            raise BadFeed(
                f"{self.path} unpacks to far more than a feed should; give the files unpacked."
            )


def _copy(inner: IO[bytes] | gzip.GzipFile, target: Path, budget: _Budget) -> None:
    with target.open("wb") as file:
        while chunk := inner.read(2**20):
            budget.spend(len(chunk))
            file.write(chunk)
