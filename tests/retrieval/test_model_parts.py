"""Weights in parts: joined once, checked, and explained where something is missing."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import pytest

from retrieval import model_parts
from retrieval.errors import ModelUnavailable
from retrieval.model_parts import Part, holds, joined

PARTS = (Part("ears-1", "2.0", "ears_1/half"), Part("ears-2", "2.0", "ears_2/half"))
WHOLE = hashlib.sha256(b"onetwo").hexdigest()


class Installed:
    """What `importlib.metadata.distribution` returns, as far as it is looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def locate_file(self, file: str) -> Path:
        return self.folder / file


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with both packages."""
    for number, content in ((1, b"one"), (2, b"two")):
        (tmp_path / f"ears_{number}").mkdir()
        (tmp_path / f"ears_{number}" / "half").write_bytes(content)
    monkeypatch.setattr(model_parts, "distribution", lambda _: Installed(tmp_path))
    return tmp_path


def test_parts_are_joined_once(site: Path) -> None:
    target = joined(PARTS, site / "models" / "ears", WHOLE)
    assert target.read_bytes() == b"onetwo"
    (site / "ears_1" / "half").unlink()
    assert joined(PARTS, target, WHOLE) == target, "what is whole needs no parts"


def test_a_damaged_file_is_joined_again(site: Path) -> None:
    target = site / "ears"
    target.write_bytes(b"onetwp")
    assert not holds(target, WHOLE)
    assert joined(PARTS, target, WHOLE).read_bytes() == b"onetwo"


def test_what_a_kill_left_is_written_over(site: Path) -> None:
    (site / "ears.partial").write_bytes(b"something longer")
    assert joined(PARTS, site / "ears", WHOLE).read_bytes() == b"onetwo"


def test_a_changed_part_is_refused(site: Path) -> None:
    (site / "ears_2" / "half").write_bytes(b"tow")
    with pytest.raises(ModelUnavailable, match=r"ears-1 and ears-2.*pip install.*ears-2==2\.0"):
        joined(PARTS, site / "ears", WHOLE)
    assert not (site / "ears").exists()
    assert not (site / "ears.partial").exists()


def test_a_missing_part_names_its_package(site: Path) -> None:
    (site / "ears_2" / "half").unlink()
    with pytest.raises(ModelUnavailable, match=r"ears-2 lacks .*pip install .*ears-2==2\.0`"):
        joined(PARTS, site / "ears", WHOLE)


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="package ears-1 is not installed; reinstall with"):
        joined(PARTS, tmp_path / "ears", WHOLE)


def test_a_folder_that_cannot_be_written_to_is_one_sentence(site: Path) -> None:
    (site / "models").write_text("a file")
    with pytest.raises(ModelUnavailable, match="cannot be written"):
        joined(PARTS, site / "models" / "ears", WHOLE)


def test_processes_may_join_at_once(site: Path) -> None:
    context = multiprocessing.get_context("fork")
    joiners = [context.Process(target=join_whole, args=(PARTS, site / "ears")) for _ in range(3)]
    for joiner in joiners:
        joiner.start()
    for joiner in joiners:
        joiner.join(120)
    assert [joiner.exitcode for joiner in joiners] == [0] * 3


def join_whole(parts: Sequence[Part], target: Path) -> None:
    assert joined(parts, target, WHOLE).read_bytes() == b"onetwo"
