import csv
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from fusion.bridge import Bridge
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.errors import BadFeed, BadQuery
from retrieval.fetching import Fetcher
from retrieval.generation import Generation
from retrieval.indexing import bridge_path
from retrieval.ingest import IngestOptions, ensure_current, ingest, regroup, sync_all
from retrieval.query import Query
from retrieval.search import SearchOptions
from retrieval.sources.locations import find_feeds
from tests.fakes import FAKE, FakeEncoder

ROOT = Path(__file__).parents[2]


@pytest.fixture
def shop(feed: Path, tmp_path: Path) -> Path:
    """A copy of the feed that a test may change."""
    shutil.copytree(feed.parent, tmp_path / "shop")
    return tmp_path / "shop" / "shop.csv"


def rewrite(path: Path, change) -> None:
    with path.open(newline="") as file:
        rows = list(csv.reader(file))
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(change(rows))


def test_a_second_ingest_of_the_same_feed_does_nothing(shop, tmp_path):
    catalogue, encoder = Catalogue.create(tmp_path / "c"), FakeEncoder()
    (first,) = ingest(catalogue, encoder, str(shop))
    assert (first.rows, first.added, first.rejected, first.warnings) == (16, 16, [], [])
    live, seen = catalogue.generations.live, (encoder.texts_seen, encoder.images_seen)
    assert seen == (16, 16)
    (second,) = ingest(catalogue, encoder, str(shop))
    assert (second.added, second.changed, second.unchanged) == (0, 0, 16)
    assert (encoder.texts_seen, encoder.images_seen) == seen
    assert catalogue.generations.live == live


def test_only_what_changed_is_encoded(shop, tmp_path):
    catalogue, encoder = Catalogue.create(tmp_path / "c"), FakeEncoder()
    ingest(catalogue, encoder, str(shop))
    Image.new("RGB", (50, 50), "orange").save(shop.parent / "red-mug.png")
    rewrite(shop, lambda rows: [*rows[:2], [rows[2][0], "Crimson teapot", *rows[2][2:]], *rows[3:]])
    (summary,) = ingest(catalogue, encoder, str(shop))
    assert (summary.changed, summary.unchanged) == (2, 14)
    assert (encoder.texts_seen, encoder.images_seen) == (17, 17)
    searcher, _ = indexing.open_live(catalogue, SearchOptions(), encoder)
    assert searcher.search(Query("crimson"), 1)[0].product.title == "Crimson teapot"


def test_a_changed_price_needs_no_new_index(shop, tmp_path):
    catalogue = Catalogue.create(tmp_path / "c")
    ingest(catalogue, FAKE, str(shop))
    live = catalogue.generations.live
    assert live is not None
    rewrite(shop, lambda rows: [rows[0], [*rows[1][:4], "1.99", *rows[1][5:]], *rows[2:]])
    (summary,) = ingest(catalogue, FAKE, str(shop))
    assert summary.changed == 1
    assert catalogue.generations.live == (live.number, live.contents, live.revision + 1)
    assert not catalogue.generations.stale


def test_bad_pictures_cost_the_picture_or_the_row(shop, tmp_path):
    (shop.parent / "red-mug.png").write_bytes(b"not a picture")
    (shop.parent / "red-teapot.png").unlink()

    def change(rows):
        rows[2][1] = ""
        rows[3][8] = "https://127.0.0.1/lamp.png"
        return rows

    rewrite(shop, change)
    catalogue = Catalogue.create(tmp_path / "c")
    (summary,) = ingest(catalogue, FAKE, str(shop))
    assert [w.row for w in summary.warnings] == [2, 4]
    assert "not a public address" in summary.warnings[1].reason
    assert [r.row for r in summary.rejected] == [3]
    assert len(catalogue) == 15


def test_missing_blocks_are_filled_in_by_the_bridge(shop, tmp_path):
    def change(rows):
        rows[1][1:4] = "", "", ""  # the red mug without words
        rows[2][8] = ""  # the red teapot without a picture
        return rows

    rewrite(shop, change)
    catalogue = Catalogue.create(tmp_path / "c")
    ingest(catalogue, FAKE, str(shop))
    number = catalogue.generations.live.number
    generation = Generation.open(catalogue.generations.folder(number))
    bridge = Bridge.load(bridge_path(catalogue, generation.metadata["bridge"]))
    rows = {
        p.offers[0].offer_id: generation.ids.index(p.product_id) for p in catalogue.all_products()
    }
    mug, pot = rows["red-mug"], rows["red-teapot"]
    text = bridge.text_from_image(np.array(generation.blocks.image[[mug]]))
    image = bridge.image_from_text(np.array(generation.blocks.text[[pot]]))
    np.testing.assert_allclose(generation.blocks.text[[mug]], text, atol=1e-5)
    np.testing.assert_allclose(generation.blocks.image[[pot]], image, atol=1e-5)


def test_a_feed_without_a_single_good_row_is_refused(tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("a,b\n1,2\n3,4\n")
    with pytest.raises(BadFeed, match="row 2: there is no id"):
        ingest(Catalogue.create(tmp_path / "c"), FAKE, str(path))


KILLED = """
import sys, tests.fakes
from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from tests.databases import BOTH

pytestmark = BOTH
ingest(Catalogue.create(sys.argv[2]), tests.fakes.SlowEncoder(), sys.argv[1])
"""


@pytest.mark.parametrize("after", ["catalog.db-wal", "images", "blocks", "generations"])
def test_an_ingest_that_is_killed_reopens_and_finishes(after, tmp_path):
    """`kill -9` at four stages: the catalogue opens, finishes by itself, and by a second ingest."""
    feed, folder = big_feed(tmp_path), tmp_path / "c"
    child = subprocess.Popen([sys.executable, "-c", KILLED, str(feed), str(folder)], cwd=ROOT)
    wait_for(folder, after, child)
    assert child.poll() in (None, 0), "it did not end by a fault of its own"
    child.kill()
    child.wait()

    catalogue = Catalogue.create(folder)
    assert catalogue.integrity_problem() == ""
    catalogue.set("encoder", "fake")
    if len(catalogue):
        ensure_current(catalogue)
        searcher, _ = indexing.open_live(catalogue, SearchOptions())
        assert len(searcher.generation.ids) == len(catalogue)
    (summary,) = ingest(catalogue, FAKE, str(feed))
    assert summary.added + summary.unchanged == 1500
    searcher, _ = indexing.open_live(catalogue, SearchOptions())
    assert len(searcher.generation.ids) == len(catalogue) == 1500
    assert searcher.generation.verify() == []
    assert searcher.search(Query("thing 1234"), 1)[0].product.title == "thing 1234"


def test_what_a_killed_ingest_left_ungrouped_is_grouped(tmp_path):
    catalogue = Catalogue.create(tmp_path / "c")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(one_row(tmp_path / "north.csv")))
    (feed,) = find_feeds(str(one_row(tmp_path / "south.csv")), tmp_path, Fetcher())
    with catalogue.writing():
        sync_all(catalogue, [feed], IngestOptions(), Fetcher())  # and killed
    assert len(catalogue) == 2
    ensure_current(catalogue)
    (product,) = catalogue.all_products()
    assert {offer.source for offer in product.offers} == {"north", "south"}


@pytest.mark.parametrize("same", [True, False])
def test_a_source_that_was_removed_can_come_back_before_the_rest_is_regrouped(same, tmp_path):
    """Its product is still that of the other shop, and bears the name it would have again."""
    catalogue = Catalogue.create(tmp_path / "c")
    north, south = one_row(tmp_path / "north.csv"), one_row(tmp_path / "south.csv")
    ingest(catalogue, FAKE, str(north))
    ingest(catalogue, FAKE, str(south))
    with catalogue.writing():
        catalogue.sources.remove("north")  # and killed
    if not same:
        north.write_text(
            "id,title,brand,gtin,price,currency\n1,Bolt BX-7 floor lamp,Bolt,,70,EUR\n"
        )
    ingest(catalogue, FAKE, str(north))
    shops = [{offer.source for offer in one.offers} for one in catalogue.all_products()]
    assert shops == ([{"north", "south"}] if same else [{"south"}, {"north"}])


def one_row(path: Path) -> Path:
    columns = "id,title,brand,gtin,price,currency"
    path.write_text(f"{columns}\n1,Alto AB-100 steel kettle 2 l,Alto,4006381333931,20,EUR\n")
    return path


def test_a_feed_that_cannot_be_read_does_not_stop_the_others(tmp_path):
    shops = tmp_path / "shops"
    shops.mkdir()
    (shops / "bad.csv").write_text("id,title,price\n1,,\n")
    one_row(shops / "good.csv")
    catalogue = Catalogue.create(tmp_path / "c")
    bad, good = ingest(catalogue, FAKE, str(shops))
    assert "No row" in bad.problem
    assert (good.problem, good.added, len(catalogue)) == ("", 1, 1)


@pytest.mark.parametrize("content", [b"", b"no bridge at all", None])
def test_a_bridge_that_is_damaged_or_gone_is_fitted_anew(content, tmp_path):
    catalogue = Catalogue.create(tmp_path / "c")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(big_feed(tmp_path)))
    (bridge,) = (catalogue.folder / "bridges").iterdir()
    bridge.unlink() if content is None else bridge.write_bytes(content)
    ensure_current(catalogue)
    searcher, _ = indexing.open_live(catalogue, SearchOptions())
    assert searcher.search(Query("thing 1234"), 1)[0].product.title == "thing 1234"


def big_feed(folder: Path) -> Path:
    for shade in range(50):
        Image.new("RGB", (32, 32), (shade * 5, 90, 90)).save(folder / f"{shade}.png")
    path = folder / "feed.csv"
    lines = [f"{i},thing {i},{i % 90 + 1},{i % 50}.png" for i in range(1500)]
    path.write_text("\n".join(["id,title,price,image", *lines]))
    return path


def wait_for(folder: Path, stage: str, child: subprocess.Popen) -> None:
    """Until the child has begun a stage (or is done, which is as good a moment as any)."""
    while child.poll() is None:
        if blocks_in(folder) > 200 if stage == "blocks" else (folder / stage).exists():
            return
        time.sleep(0.01)


def blocks_in(folder: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{folder}/catalog.db?mode=ro", uri=True)) as database:
            return database.execute("SELECT count(*) FROM block").fetchone()[0]
    except sqlite3.OperationalError:  # not there yet
        return 0


def test_two_processes_may_make_a_catalogue_at_once(tmp_path):
    command = "import sys; from retrieval.catalogue import Catalogue; Catalogue.create(sys.argv[1])"
    children = [
        subprocess.Popen([sys.executable, "-c", command, str(tmp_path / "c")], cwd=ROOT)
        for _ in range(4)
    ]
    assert [child.wait() for child in children] == [0] * 4


class OtherWeights(FakeEncoder):
    fingerprint = "fake-2"


def test_the_old_generation_answers_words_while_the_catalogue_is_encoded_anew(shop, tmp_path):
    """Its weights are gone: BM25 answers, photos are refused in one sentence, then all is new."""
    catalogue = Catalogue.create(tmp_path / "c")
    ingest(catalogue, FAKE, str(shop))
    old = catalogue.generations.live.number
    assert not indexing.is_outdated(catalogue, FAKE)
    new = OtherWeights()
    assert indexing.is_outdated(catalogue, new)
    searcher, _ = indexing.open_live(catalogue, SearchOptions(), new)
    (hit,) = searcher.search(Query("red teapot"), 1)
    assert hit.product.offers[0].offer_id == "red-teapot"
    with pytest.raises(BadQuery, match="up to date"):
        searcher.search(Query(images=(Image.new("RGB", (9, 9)),)), 1)
    seen = []
    with catalogue.writing():
        regroup(catalogue, new, lambda stage, done, total: seen.append(stage))
    assert "Encoding titles" in seen
    assert catalogue.generations.live.number > old
    assert not indexing.is_outdated(catalogue, new)
    searcher, _ = indexing.open_live(catalogue, SearchOptions(), new)
    assert searcher.encode.encoder is new


def test_what_was_to_be_deleted_when_the_program_was_killed_goes_with_the_next_start(own_catalog):
    """A generation that was replaced twice, with its bridge, and a build that was not finished."""
    catalogue = Catalogue.open(own_catalog)
    kept = sorted(path for path in own_catalog.rglob("*") if "catalog.db" not in path.name)
    live = catalogue.generations.folder(catalogue.generations.live.number)
    for name in ("999998", "999999.unfinished"):
        shutil.copytree(live, live.with_name(name))
    (own_catalog / "bridges" / "old.safetensors").write_bytes(b"x")
    ensure_current(catalogue)
    catalogue.close()
    assert kept == sorted(path for path in own_catalog.rglob("*") if "catalog.db" not in path.name)
