"""Feed formats by name."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import BadFeed
from retrieval.sources.base import FeedFormat, ReadOptions, Record, Rejection
from retrieval.sources.table import TableFormat

__all__ = ["FORMATS", "FeedFormat", "ReadOptions", "Record", "Rejection", "feeds_in", "find_format"]

FORMATS: dict[str, FeedFormat] = {f.name: f for f in (TableFormat(),)}


def find_format(path: Path, name: str | None = None) -> FeedFormat:
    """The format called `name`, or the one that recognises the file. Raises `BadFeed`."""
    if name is not None:
        if name not in FORMATS:
            raise BadFeed(f"There is no feed format {name!r}; choose one of {', '.join(FORMATS)}.")
        return FORMATS[name]
    for candidate in FORMATS.values():
        if candidate.recognises(path):
            return candidate
    raise BadFeed(
        f"{path} is in no format that is known here; give a CSV, TSV, JSONL or Parquet file, "
        f"or name its format with --format ({', '.join(FORMATS)})."
    )


def feeds_in(location: str) -> list[Path]:
    """The feed files that a command-line SOURCE names: a file, or every feed of a folder.

    Raises `BadFeed` when there are none.
    """
    if location.startswith(("http://", "https://")):
        raise BadFeed(f"{location} is a web address; save the feed to a file and give its path.")
    path = Path(location)
    if not path.exists():
        raise BadFeed(f"There is no file or folder {path}.")
    if path.is_file():
        return [path]
    found = [
        child
        for child in sorted(path.iterdir())
        if child.is_file() and any(f.recognises(child) for f in FORMATS.values())
    ]
    if not found:
        raise BadFeed(f"No feed was found in the folder {path}; name a file.")
    return found
