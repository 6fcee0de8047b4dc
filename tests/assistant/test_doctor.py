"""What the doctor finds, one thing at a time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from assistant.cli import doctor, main
from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from tests.fakes import FAKE


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Their hashes take seconds, and are tested elsewhere."""
    monkeypatch.setattr(doctor, "list_models", list)


def bad(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> dict[str, str]:
    """Check → what was found, of all that is not well."""
    main(["doctor", "--json", *options, "--catalog", str(folder)])
    checks = json.loads(capsys.readouterr().out)["checks"]
    named = {one["name"]: one["found"] for one in checks if not one["well"]}
    return named


def altered_title(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "catalog.db", isolation_level=None)) as raw:
        raw.execute("UPDATE offer SET title = 'Rad mug' WHERE offer_id = 'red-mug'")


def lost_block(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "catalog.db", isolation_level=None)) as raw:
        raw.execute("DELETE FROM block WHERE rowid = 1")


def empty_picture(folder: Path) -> None:
    next((folder / "images").rglob("*.webp")).write_bytes(b"")


def zeroed_picture(folder: Path) -> None:
    path = next((folder / "images").rglob("*.webp"))
    path.write_bytes(bytes(path.stat().st_size))


def adapter_gone(folder: Path) -> None:
    with closing(Catalogue.open(folder)) as catalogue:
        catalogue.set("fusion", "photo")


def cut_index(folder: Path) -> None:
    for path in (folder / "generations").rglob("text.npy"):
        path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize(
    ("harm", "check", "says", "deep"),
    [
        (altered_title, "rows", "1 of offer", False),
        (lost_block, "rows", "1 of block", True),
        (empty_picture, "pictures", "1 of 16 are gone or damaged", False),
        (zeroed_picture, "pictures", "1 of 16 are gone or damaged", True),
        (adapter_gone, "adapter", "There is no adapter", False),
        (cut_index, "index", "text.npy", False),
    ],
)
def test_it_is_found(
    capsys: pytest.CaptureFixture[str],
    own_catalog: Path,
    harm: Callable[[Path], None],
    check: str,
    says: str,
    deep: bool,
) -> None:
    assert bad(capsys, own_catalog, "--deep") == {}
    harm(own_catalog)
    if deep:
        assert check not in bad(capsys, own_catalog)
    assert says in bad(capsys, own_catalog, *["--deep"] * deep)[check]


def test_what_an_ingest_mends_is_well_again(
    capsys: pytest.CaptureFixture[str], own_catalog: Path, feed: Path
) -> None:
    altered_title(own_catalog)
    zeroed_picture(own_catalog)
    lost_block(own_catalog)
    with closing(Catalogue.open(own_catalog)) as catalogue:
        ingest(catalogue, FAKE, str(feed))
    assert bad(capsys, own_catalog, "--deep") == {}
