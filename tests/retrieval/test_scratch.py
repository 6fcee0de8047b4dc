"""The folder of uploads, with programs that end well and badly."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from retrieval.scratch import scratch_folder, workspace

PROGRAM = """
from retrieval.scratch import scratch_folder
with scratch_folder() as folder:
    (folder / "photo.jpg").write_bytes(b"private")
    print(folder, flush=True)
    input()
"""


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@contextmanager
def program() -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another program that has such a folder, and the folder."""
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        yield other, Path(other.stdout.readline().strip())
        other.kill()


def test_the_folder_is_ours_alone_and_goes_with_all_in_it(temporary: Path) -> None:
    with scratch_folder() as folder:
        assert folder.parent == temporary
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "photo.jpg").write_bytes(b"private")
    assert list(temporary.iterdir()) == []


def test_what_a_killed_program_left_is_deleted_by_the_next(temporary: Path) -> None:
    with program() as (other, left):
        other.kill()
        other.wait(60)
        assert (left / "photo.jpg").exists()
        with scratch_folder() as folder:
            assert not left.exists()
            assert folder.exists()
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_running_program_is_left_alone(temporary: Path) -> None:
    with program() as (other, theirs):
        with scratch_folder():
            assert (theirs / "photo.jpg").exists()
        assert (theirs / "photo.jpg").exists()
        other.communicate("\n", timeout=60)
    assert list(temporary.iterdir()) == []


def test_what_is_not_ours_stays(temporary: Path) -> None:
    (temporary / "shopping-assistant-notes.txt").write_text("mine")
    (temporary / "other").mkdir()
    with scratch_folder():
        pass
    assert {path.name for path in temporary.iterdir()} == {"shopping-assistant-notes.txt", "other"}


def test_work_has_its_folder_within_that_of_the_program(temporary: Path) -> None:
    with scratch_folder() as root, workspace("feeds") as folder:
        assert folder.parent == root
        (folder / "feed.csv").write_text("id")
    assert list(temporary.iterdir()) == []


def test_work_of_a_program_without_one_leaves_nothing(temporary: Path) -> None:
    with workspace("feeds") as folder:
        assert folder.parent.parent == temporary
    assert list(temporary.iterdir()) == []
