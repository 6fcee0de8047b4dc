"""Every file and every row that matters, damaged one at a time: noticed, mended or harmless."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from fusion.strategies.photo import PhotoAdapter
from retrieval import indexing
from retrieval.adapters import read_adapter
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue, BadMatcher, ModelUnavailable
from retrieval.ingest import ensure_current, ingest
from retrieval.matching.matcher import Matcher
from retrieval.query import Query
from retrieval.search import SearchOptions
from tests.fakes import FAKE
from tests.reliability import damage


def answers(catalogue: Catalogue) -> list[list[tuple]]:
    """What is answered to some questions, whole."""
    searcher, _ = indexing.open_live(catalogue, SearchOptions(), FAKE)
    with closing(searcher.generation):
        return [
            [(hit.product.offers, hit.product.product_id) for hit in searcher.search(query, 16)]
            for query in (
                Query("red mug"),
                Query("lamp"),
                Query(images=(Image.new("RGB", (9, 9)),)),
            )
        ]


def tamper(catalogue: Catalogue, sql: str) -> None:
    """Change the database as a disk would: behind the program's back."""
    catalogue.close()
    with closing(sqlite3.connect(catalogue.folder / "catalog.db", isolation_level=None)) as raw:
        raw.execute(sql)


MUG = "WHERE offer_id = 'red-mug'"
ALTERED = {
    "offer": "UPDATE offer SET title = 'Rad mug' " + MUG,
    "offer's price": "UPDATE offer SET price_minor = 5 " + MUG,
    "offer's bytes": "UPDATE offer SET title = CAST(x'ff4d7567' AS TEXT) " + MUG,
    "offer's time": "UPDATE offer SET first_seen = 'soon' " + MUG,
    "offer's attributes": "UPDATE offer SET attributes = '{\"a' " + MUG,
    "offer's product": "UPDATE offer SET product_id = 'p1' " + MUG,
    "offer gone": "DELETE FROM offer " + MUG,
    "offer back": "UPDATE offer SET retired_at = '2020-01-01 00:00:00.000000' " + MUG,
    "block": "UPDATE block SET vector = zeroblob(length(vector)) WHERE rowid = 3",
    "block gone": "DELETE FROM block WHERE rowid = 4",
    "product": "UPDATE product SET id = 'p2' WHERE rowid = 2",
    "setting": "UPDATE setting SET value = 'stald' WHERE key = 'index'",
    "sighting": "UPDATE sighting SET digest = 'x' WHERE rowid = 2",
    "printed": "INSERT INTO printed VALUES ('x', '{\"lines\": [[\"cheap\", 1, []]]}')",
    "picture": "UPDATE picture SET digest = 'x'",
    "generation": "UPDATE generation SET live = 0",
}  # fmt: skip


@pytest.mark.parametrize("name", ALTERED)
def test_an_altered_row_is_noticed_mended_and_never_a_wrong_answer(own_catalog, feed, name):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        before = answers(catalogue)
        tamper(catalogue, ALTERED[name])
        assert catalogue.damaged_rows(deep=True)
        ensure_current(catalogue)
        said = {str(one) for found in before for one in found}
        for found in answers(catalogue):  # less than before, perhaps, and nothing else
            assert {str(one) for one in found} <= said
        ingest(catalogue, FAKE, str(feed))
        assert catalogue.damaged_rows(deep=True) == []
        assert answers(catalogue) == before
        assert catalogue.integrity_problem(deep=True) == ""


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE price SET price_minor = 1 WHERE rowid = 1",
        "UPDATE source SET location = 'x'",
        "UPDATE setting SET value = 'compact' WHERE key = 'encoder'",
    ],
)
def test_what_only_the_past_knows_is_told_of_and_left(own_catalog, sql):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        tamper(catalogue, sql)
        assert len(catalogue.damaged_rows()) == 1
        if "encoder" not in sql:
            ensure_current(catalogue)
            assert len(catalogue.damaged_rows()) == 1


def test_an_offer_that_is_altered_while_it_is_served_is_left_out(own_catalog):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        searcher, _ = indexing.open_live(catalogue, SearchOptions(), FAKE)
        tamper(catalogue, ALTERED["offer's price"])
        shown = {hit.product.title for hit in searcher.search(Query("red mug"), 16)}
        assert "Red mug" not in shown
        assert len(shown) == 15


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def empty(path: Path) -> None:
    path.write_bytes(b"")


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0x20
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [zero, empty, flip, Path.unlink])
def test_a_damaged_picture_is_noticed_and_written_anew_by_the_next_ingest(
    own_catalog, feed, harm, caplog
):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        image = next(p.image for p in catalogue.all_products() if p.title == "Red mug")
        path = catalogue.image_path(image)
        content = path.read_bytes()
        harm(path)
        assert catalogue.pictures.damaged([image]) == {image}
        assert [catalogue.pictures.read(image) for _ in range(2)] == [None, None]
        assert [image[:12] in line for line in caplog.messages] == [True]  # told once
        assert catalogue.pictures.read("f" * 64) is None
        assert len(caplog.messages) == 1  # what nobody wrote is not missed
        ingest(catalogue, FAKE, str(feed))
        assert path.read_bytes() == content == catalogue.pictures.read(image)
        assert list(own_catalog.rglob(".draft-*")) == []


def test_pictures_of_an_earlier_version_are_watched_from_the_next_ingest_on(own_catalog, feed):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        images = [product.image for product in catalogue.all_products()]
        tamper(catalogue, "DELETE FROM picture")
        ingest(catalogue, FAKE, str(feed))
        assert catalogue.pictures.known(images).keys() == set(images)
        zero(catalogue.image_path(images[0]))
        assert catalogue.pictures.damaged(images) == {images[0]}


@pytest.mark.parametrize("harm", [zero, empty, flip, Path.unlink])
def test_a_damaged_bridge_is_fitted_anew(own_catalog, harm):
    with closing(Catalogue.open(own_catalog)) as catalogue:
        before = answers(catalogue)
        (bridge,) = (own_catalog / "bridges").iterdir()
        content = bridge.read_bytes()
        harm(bridge)
        ensure_current(catalogue)
        assert bridge.read_bytes() == content
        assert answers(catalogue) == before


@pytest.mark.parametrize("place", [0, 20, 5000, 30_000])
def test_a_database_whose_pages_are_damaged_is_said_to_be(own_catalog, place):
    """One sentence with what to do, when it is opened or at the latest by doctor."""
    with closing(Catalogue.open(own_catalog)) as catalogue:
        before = answers(catalogue)
        tamper(catalogue, "PRAGMA wal_checkpoint(TRUNCATE)")
    path = own_catalog / "catalog.db"
    content = bytearray(path.read_bytes())
    content[place : place + 3000] = bytes(3000)
    path.write_bytes(content)
    said, found = "", None
    try:
        with closing(Catalogue.open(own_catalog)) as catalogue:
            said = catalogue.integrity_problem(deep=True) and "ingest the feeds again"
            ensure_current(catalogue)
            found = answers(catalogue)
    except BadCatalogue as error:
        said = str(error)
    assert "ingest the feeds again" in said or found == before  # nobody used that part


def test_the_log_of_writes_is_whole_or_ends_earlier(own_catalog, tmp_path):
    """SQLite sums up each frame: after a flipped bit the catalogue is what it was before it."""
    writer = Catalogue.open(own_catalog)
    before = answers(writer)
    for step in range(4):
        writer.set("step", str(step))
    copy = Path(shutil.copytree(own_catalog, tmp_path / "copy"))
    writer.close()
    log = copy / "catalog.db-wal"
    content = bytearray(log.read_bytes())
    content[len(content) * 2 // 3] ^= 1
    log.write_bytes(content)
    (copy / "catalog.db-shm").unlink(missing_ok=True)
    with closing(Catalogue.open(copy)) as catalogue:
        assert catalogue.integrity_problem(deep=True) == ""
        assert catalogue.damaged_rows(deep=True) == []
        assert catalogue.get("step") in ("", "0", "1", "2")
        assert answers(catalogue) == before


def test_an_altered_matcher_is_refused(tmp_path):
    path = tmp_path / "matcher.safetensors"
    Matcher.load().save(path)
    assert Matcher.load(path).fingerprint == Matcher.load().fingerprint
    content = bytearray(path.read_bytes())
    content[-3] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(BadMatcher, match="altered"):
        Matcher.load(path)


def test_an_altered_adapter_is_refused(tmp_path):
    path = tmp_path / "photo.safetensors"
    PhotoAdapter(6, 4, 2).save(path)
    assert read_adapter(path).fingerprint
    content = bytearray(path.read_bytes())
    content[-3] ^= 0x10
    path.write_bytes(content)
    with pytest.raises(ModelUnavailable, match="altered"):
        read_adapter(path)


def test_a_damaged_page_of_the_database_is_told_or_harmless(own_catalog, tmp_path):
    """Of tables and of their indexes; wherever it is come upon, there is a sentence."""
    whole = damage.after(own_catalog)
    file = own_catalog / "catalog.db"
    content = file.read_bytes()
    size = int.from_bytes(content[16:18], "big")
    told = 0
    for start in range(size, len(content), size):
        for harm in (bytes(size), content[:size]):
            shutil.rmtree(tmp_path / "harmed", ignore_errors=True)
            folder = Path(shutil.copytree(own_catalog, tmp_path / "harmed"))
            (folder / file.name).write_bytes(content[:start] + harm + content[start + size :])
            found = damage.after(folder)
            assert damage.wrong(whole["answers"], found) == [], start // size
            told += found["answers"] is None
    assert told
