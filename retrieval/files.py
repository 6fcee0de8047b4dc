"""Reading the files that people hand in."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import BadMedia


def read_limited(source: Path | bytes, what: str, max_bytes: int) -> bytes:
    """The content of a file, or the bytes given in its place; `what` names it in messages.

    Raises `BadMedia` when there is no such file, it is empty, cannot be read or has more than
    `max_bytes`, which is found out without reading it.
    """
    size = len(source) if isinstance(source, bytes) else _size_on_disk(source, what)
    if size == 0:
        raise BadMedia(f"This {what} is empty; save or send it again.")
    if size > max_bytes:
        raise BadMedia(
            f"This {what} has {size / 2**20:.0f} MB, more than the {max_bytes / 2**20:.0f} MB"
            " that are accepted; send a smaller one."
        )
    if isinstance(source, bytes):
        return source
    try:
        return source.read_bytes()
    except OSError as error:
        raise BadMedia(f"{source} cannot be read ({error.strerror}); check the file.") from error


def _size_on_disk(path: Path, what: str) -> int:
    try:
        if path.is_file():
            return path.stat().st_size
        found = path.exists()
    except (OSError, ValueError) as error:  # a name that no file can have
        raise BadMedia(f"{str(path)!r:.80} is not a path; check it.") from error
    if found:
        raise BadMedia(f"{path} is not a file; give the path of one {what}.")
    raise BadMedia(f"There is no file at {path}; check the path.")
