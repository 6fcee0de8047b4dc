"""What a shopper uploads: read into memory, deleted from disk, never kept."""

from __future__ import annotations

import contextlib
import mimetypes
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gradio import route_utils
from gradio.utils import get_upload_folder
from gradio_client.utils import strip_invalid_filename_characters
from python_multipart.exceptions import FormParserError
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException

from retrieval.errors import BadMedia


@dataclass(frozen=True)
class Uploads:
    """The contents of uploaded files by kind. What is neither sound nor film counts as a photo."""

    photos: tuple[bytes, ...] = ()
    recordings: tuple[bytes, ...] = ()
    videos: tuple[bytes, ...] = ()


class _Apart(route_utils.GradioUploadFile):
    """An uploaded file on its way to a folder, which Gradio names after the digest."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.sha.update(secrets.token_bytes(16))


class _Parser(route_utils.GradioMultiPartParser):
    """Reads a form of files. Of what is not taken, nothing stays on the disk."""

    async def parse(self) -> FormData:
        """The files that the form has under "files", in order.

        Raises `MultiPartException` where it is no form.
        """
        try:
            form = await super().parse()
        except FormParserError as error:
            self._drop(self._files_to_close_on_error)
            raise MultiPartException(f"The form cannot be read: {error}") from error
        except BaseException:  # the sender has gone away, say
            self._drop(self._files_to_close_on_error)
            raise
        named = [file for file in form.getlist("files") if isinstance(file, UploadFile)]
        taken = [file for file in named if _has_name(file)]
        kept = {file.file.name for file in taken}
        self._drop(file for file in self._files_to_close_on_error if file.name not in kept)
        return FormData([("files", file) for file in taken])

    @staticmethod
    def _drop(files: Iterable[Any]) -> None:
        for file in files:
            file.close()
            Path(file.name).unlink(missing_ok=True)


def _has_name(file: UploadFile) -> bool:
    """Whether Gradio finds a name for it: it takes the last part of what the sender calls it."""
    name = Path(file.filename or "file").name
    return strip_invalid_filename_characters(name).strip(".") != ""


def keep_apart() -> None:
    """Have Gradio put every upload in a folder of its own, and keep nothing of one that failed.

    It would name the folder after the content alone: pages that attach the same photo would share
    one file, and the first to send it would delete the others'. And it would leave what it has of
    a file whose sender went away.
    """
    route_utils.GradioUploadFile = _Apart  # type: ignore[misc]
    route_utils.GradioMultiPartParser = _Parser  # type: ignore[misc]


def take(paths: Sequence[str]) -> Uploads:
    """Read uploaded files and delete them. Raises `BadMedia` for one that is gone or foreign."""
    kinds: dict[str, list[bytes]] = {"image": [], "audio": [], "video": []}
    try:
        for path in paths:
            kinds[kind_of(path)].append(own(path).read_bytes())
    except OSError as error:
        raise BadMedia("The attached file is no longer here; attach it again.") from error
    finally:
        _delete(paths)
    return Uploads(tuple(kinds["image"]), tuple(kinds["audio"]), tuple(kinds["video"]))


def kind_of(path: str) -> str:
    """ "image", "audio" or "video", by the name: what the content is, its decoder finds out."""
    kind = (mimetypes.guess_type(Path(path).name)[0] or "").partition("/")[0]
    return kind if kind in ("audio", "video") else "image"


def own(path: str) -> Path:
    """The path, if it is in the folder of uploads: a browser could name any file.

    Raises `FileNotFoundError` for any other, and for one that is gone.
    """
    resolved = Path(path).resolve(strict=True)
    if not resolved.is_relative_to(Path(get_upload_folder()).resolve()):
        raise FileNotFoundError(path)
    return resolved


def _delete(paths: Iterable[str]) -> None:
    """Delete uploaded files, and the folder that each was put in."""
    for path in paths:
        with contextlib.suppress(OSError):
            upload = own(path)
            upload.unlink()
            upload.parent.rmdir()  # fails, as it should, while another upload is in it
