from __future__ import annotations

from pathlib import Path

import pytest

from assistant.ui.uploads import Uploads, kind_of, own, take
from retrieval.errors import BadMedia


def upload(folder: Path, name: str, content: bytes) -> Path:
    """A file where Gradio would put it: in a folder named after its content."""
    path = folder / f"{hash(content) & 0xFFFF:x}" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_uploads_are_sorted_by_kind_and_deleted(upload_folder: Path) -> None:
    files = {"a.jpg": b"1", "b.wav": b"2", "c.mp4": b"3", "d": b"4"}
    paths = [upload(upload_folder, name, content) for name, content in files.items()]
    assert take([str(path) for path in paths]) == Uploads((b"1", b"4"), (b"2",), (b"3",))
    assert list(upload_folder.rglob("*")) == []


def test_all_are_deleted_even_when_one_is_gone(upload_folder: Path) -> None:
    here = upload(upload_folder, "a.jpg", b"1")
    with pytest.raises(BadMedia, match="attach it again"):
        take([str(upload_folder / "gone.jpg"), str(here)])
    assert not here.exists()


def test_a_feed_that_was_read_is_no_upload_any_more(upload_folder: Path) -> None:
    path = upload(upload_folder, "cedar.csv", b"id,title")
    assert own(str(path)) == path.resolve()
    path.unlink()
    with pytest.raises(FileNotFoundError):
        own(str(path))


def test_a_file_that_is_no_upload_is_neither_read_nor_deleted(
    upload_folder: Path, tmp_path: Path
) -> None:
    upload_folder.mkdir()
    foreign = tmp_path / "secret.jpg"
    foreign.write_bytes(b"secret")
    link = upload_folder / "link.jpg"
    link.symlink_to(foreign)
    for path in (foreign, upload_folder / ".." / "secret.jpg", link):
        with pytest.raises(BadMedia):
            take([str(path)])
    assert foreign.read_bytes() == b"secret"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.WAV", "audio"),
        ("a.m4a", "audio"),
        ("a.mov", "video"),
        ("a.heic", "image"),
        ("", "image"),
    ],
)
def test_the_name_says_the_kind(name: str, kind: str) -> None:
    assert kind_of(f"/folder/{name}") == kind
