"""Weights that ordinary packages carry in parts: joined once into the models folder, and checked.

Nothing of such a package is imported: its files are found through its metadata and read as data.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from filelock import FileLock

from retrieval.errors import ModelUnavailable

_CHUNK = 1 << 22  # bytes read at once


@dataclass(frozen=True)
class Part:
    """A file inside an installed package."""

    package: str
    version: str
    file: str  # its path, as the package's own list of files has it

    def find(self) -> Path:
        """Where the file is. Raises `ModelUnavailable` when it, or its package, is missing."""
        try:
            path = Path(str(distribution(self.package).locate_file(self.file)))
        except PackageNotFoundError:
            raise ModelUnavailable(
                f"The package {self.package} is not installed; {_remedy([self])}."
            ) from None
        if not path.is_file():
            raise ModelUnavailable(
                f"The package {self.package} lacks its file {self.file}; {_remedy([self])}."
            )
        return path


def joined(parts: Sequence[Part], target: Path, sha256: str) -> Path:
    """The parts, one behind the other, as the file `target`, whose hash is `sha256` (hex).

    A file that is there and whole is left alone. Processes may do this at once: `target` is there
    whole or not at all. Raises `ModelUnavailable` when a part is missing, when the hash of the
    whole differs, or when it cannot be written.
    """
    if holds(target, sha256):
        return target
    sources = [part.find() for part in parts]
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(f"{target}.lock"):
            if not holds(target, sha256):  # nobody else wrote it meanwhile
                _write(sources, target, sha256, parts)
    except OSError as error:
        raise ModelUnavailable(
            f"{target} cannot be written ({error.strerror}); make room there, and see that the "
            "folder may be written to."
        ) from error
    return target


def holds(path: Path, sha256: str) -> bool:
    """Whether the file is there and has this hash."""
    if not path.is_file():
        return False
    digest = hashlib.sha256()
    for chunk in _chunks(path):
        digest.update(chunk)
    return digest.hexdigest() == sha256


def _write(sources: Sequence[Path], target: Path, sha256: str, parts: Sequence[Part]) -> None:
    draft = target.with_name(f"{target.name}.partial")  # what a kill leaves is written over
    digest = hashlib.sha256()
    with draft.open("wb") as file:
        for source in sources:
            for chunk in _chunks(source):
                digest.update(chunk)
                file.write(chunk)
    if digest.hexdigest() != sha256:
        draft.unlink()
        names = " and ".join(dict.fromkeys(part.package for part in parts))
        raise ModelUnavailable(
            f"{target.name} of the package {names} is not the file it should be (its SHA-256 "
            f"differs); {_remedy(parts)}."
        )
    os.replace(draft, target)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _remedy(parts: Sequence[Part]) -> str:
    wanted = " ".join(dict.fromkeys(f"{part.package}=={part.version}" for part in parts))
    return f"reinstall with `python -m pip install --force-reinstall --no-deps {wanted}`"
