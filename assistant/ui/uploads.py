"""What a shopper uploads: read into memory, deleted from disk, never kept."""

from __future__ import annotations

import base64
import contextlib
import io
import mimetypes
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from retrieval.errors import BadMedia
from retrieval.images import decode_image

THUMBNAIL = 320  # pixels; the longest side of the copy that the chat shows


@dataclass(frozen=True)
class Uploads:
    """The contents of uploaded files by kind. What is neither sound nor film counts as a photo."""

    photos: tuple[bytes, ...] = ()
    recordings: tuple[bytes, ...] = ()
    videos: tuple[bytes, ...] = ()


def take(paths: Sequence[str | Path]) -> Uploads:
    """Read uploaded files and delete them. Raises `BadMedia` for one that is gone."""
    kinds: dict[str, list[bytes]] = {"image": [], "audio": [], "video": []}
    try:
        for path in paths:
            kinds[kind_of(path)].append(Path(path).read_bytes())
    except OSError as error:
        raise BadMedia("The attached file is no longer here; attach it again.") from error
    finally:
        discard(paths)
    return Uploads(tuple(kinds["image"]), tuple(kinds["audio"]), tuple(kinds["video"]))


def discard(paths: Iterable[str | Path]) -> None:
    """Delete uploaded files, and the folder that each was put in."""
    for path in map(Path, paths):
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            path.parent.rmdir()  # fails, as it should, while another upload is in it


def kind_of(path: str | Path) -> str:
    """ "image", "audio" or "video", by the name: what the content is, its decoder finds out."""
    kind = (mimetypes.guess_type(Path(path).name)[0] or "").partition("/")[0]
    return kind if kind in ("audio", "video") else "image"


def thumbnail(photo: bytes) -> str:
    """A small re-encoded copy without metadata, as a data URI. Raises `BadMedia`."""
    return data_uri(decode_image(photo))


def data_uri(image: Image.Image) -> str:
    """The image scaled down to a thumbnail, as a data URI."""
    small = image.copy()
    small.thumbnail((THUMBNAIL, THUMBNAIL))
    buffer = io.BytesIO()
    small.save(buffer, "WEBP", quality=80)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()
