"""A second ingest of a changed feed changes what changed, and never deletes on a guess."""

import csv
import json
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from retrieval.catalogue import Catalogue, migrations
from retrieval.errors import BadCatalogue, BadFeed, HostUnreachable
from retrieval.indexing import open_live
from retrieval.ingest import IngestOptions, ingest
from retrieval.money import Money
from retrieval.query import Query
from retrieval.search import SearchOptions
from tests.databases import BOTH
from tests.fakes import FAKE, FakeEncoder

pytestmark = BOTH

DEMO = Path(__file__).parents[2] / "demo"
COLUMNS = ["id", "title", "price", "currency"]


def write(path: Path, rows: list[list[str]], columns=COLUMNS) -> Path:
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([columns, *rows])
    return path


def mugs(n: int) -> list[list[str]]:
    return [[str(i), f"Mug {i}", f"{i + 1}.00", "EUR"] for i in range(n)]


@pytest.fixture
def catalogue(tmp_path) -> Catalogue:
    return Catalogue.create(tmp_path / "catalog")


def sync(catalogue: Catalogue, path: Path | str, encoder=FAKE, **options):
    (summary,) = ingest(catalogue, encoder, str(path), IngestOptions(**options))
    return summary


def ids(catalogue: Catalogue) -> set[str]:
    return {offer.offer_id for one in catalogue.all_products() for offer in one.offers}


def test_only_what_changed_is_touched(catalogue, tmp_path):
    feed, encoder = write(tmp_path / "shop.csv", mugs(10)), FakeEncoder()
    assert sync(catalogue, feed, encoder).added == 10
    rows = mugs(10)
    rows[3][2] = "99.00"
    rows[4][1] = "Teapot"
    write(feed, [["new", "Lamp", "5.00", "EUR"], *rows[:9]])  # mug 9 is gone
    found = sync(catalogue, feed, encoder)
    assert (found.added, found.changed, found.unchanged, found.retired) == (1, 2, 7, 1)
    assert encoder.texts_seen == 10 + 2  # a price is not encoded
    assert ids(catalogue) == {"new", *map(str, range(9))}
    assert len(catalogue) == 10
    assert catalogue.counts() == {"shop": 10}
    searcher, _ = open_live(catalogue, SearchOptions(), encoder)
    assert "Mug 9" not in {hit.product.title for hit in searcher.search(Query("mug 9"), 10)}


def test_prices_keep_their_history(catalogue, tmp_path):
    feed = tmp_path / "shop.csv"
    for price in ("1.00", "1.00", "2.50", "", "2.50"):
        write(feed, [["1", "Mug", price, "EUR"]])
        sync(catalogue, feed)
    history = catalogue.price_history("shop", "1")
    paid = [Money(100, "EUR"), Money(250, "EUR"), None, Money(250, "EUR")]
    assert [price for _, price in history] == paid
    assert sorted(history, key=lambda one: one[0]) == history


def test_a_retired_offer_comes_back_as_what_it_was(catalogue, tmp_path):
    feed = write(tmp_path / "shop.csv", mugs(5))
    sync(catalogue, feed)
    before = {p.offers[0].offer_id: p.product_id for p in catalogue.all_products()}
    write(feed, mugs(4))
    assert sync(catalogue, feed).retired == 1
    write(feed, mugs(5))
    assert sync(catalogue, feed).changed == 1
    assert {p.offers[0].offer_id: p.product_id for p in catalogue.all_products()} == before
    assert len(catalogue.price_history("shop", "4")) == 1


def test_an_offer_knows_where_it_was_seen(catalogue, tmp_path):
    feed = write(tmp_path / "shop.csv", mugs(3))
    sync(catalogue, feed)
    first = catalogue.sources.sighting("shop", "2")
    assert (first.feed, first.row) == (str(feed), 4)
    write(feed, [["new", "Lamp", "", ""], *mugs(3)])
    sync(catalogue, feed)
    second = catalogue.sources.sighting("shop", "2")
    assert (second.row, second.digest) == (5, first.digest)
    assert second.seen_at > first.seen_at


def test_most_of_a_source_does_not_vanish_unasked(catalogue, tmp_path):
    feed = write(tmp_path / "shop.csv", mugs(10))
    sync(catalogue, feed)
    write(feed, mugs(4))
    (notice,) = sync(catalogue, feed).notices
    assert "6 of 10" in str(notice)
    assert "allow it if it is right" in str(notice)
    assert len(ids(catalogue)) == 10
    assert sync(catalogue, feed, allow_shrink=True).retired == 6
    assert len(ids(catalogue)) == 4


XML = '<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{}</channel></rss>'
ITEM = "<item><g:id>{0}</g:id><g:title>Mug {0}</g:title></item>"


def xml(n: int) -> str:
    return XML.format("".join(map(ITEM.format, range(n))))


@pytest.mark.parametrize(
    ("name", "whole", "part"),
    [
        ("shop.xml", xml(2000), xml(2000)[:-300]),
        (
            "shop.jsonl",
            "\n".join(json.dumps({"id": i, "title": f"Mug {i}"}) for i in range(20)),
            "\n".join(json.dumps({"id": i, "title": f"Mug {i}"}) for i in range(18))[:-5],
        ),
        (
            "shop.csv",
            "id,title,price\n1,Mug,1\n2,Pot,2\n3,Pan,3\n",
            "id,title,price\n1,Mug,1\n2,Po",
        ),
    ],
)
def test_half_a_feed_deletes_nothing(catalogue, tmp_path, name, whole, part):
    (tmp_path / name).write_text(whole)
    sync(catalogue, tmp_path / name)
    before = ids(catalogue)
    (tmp_path / name).write_text(part)
    assert "cut off" in outcome(catalogue, tmp_path / name)
    assert ids(catalogue) == before
    info = catalogue.sources.info("shop")
    assert info.completed_at < info.ingested_at


def outcome(catalogue: Catalogue, path: Path) -> str:
    """What a sync says of a feed that ends too early, one way or the other."""
    try:
        return " ".join(map(str, sync(catalogue, path, allow_shrink=True).notices))
    except BadFeed as error:
        return str(error)


def test_rejected_rows_are_kept_until_the_next_sync(catalogue, tmp_path):
    rows = mugs(3)
    rows[1][2] = "ask us"
    feed = write(tmp_path / "shop.csv", rows)
    assert len(sync(catalogue, feed).rejected) == 1
    (held,) = catalogue.sources.quarantined("shop")
    assert (held.row, held.feed) == (3, str(feed))
    assert "ask us" in held.reason
    assert json.loads(held.raw) == dict(zip(COLUMNS, rows[1], strict=True))
    sync(catalogue, write(feed, mugs(3)))
    assert list(catalogue.sources.quarantined()) == []


def test_feeds_of_one_shop_are_one_source(catalogue, tmp_path):
    one, two = write(tmp_path / "a.csv", mugs(3)), write(tmp_path / "b.csv", mugs(5)[2:])
    (found,) = ingest(catalogue, FAKE, [str(one), str(two)], IngestOptions(source="shop"))
    assert (found.added, found.retired, len(found.rejected)) == (5, 0, 1)
    assert catalogue.counts() == {"shop": 5}


def test_other_options_read_the_rows_anew(catalogue, tmp_path):
    feed = write(tmp_path / "shop.csv", [["1", "Mug", "2", ""]])
    sync(catalogue, feed, currency="USD")
    assert sync(catalogue, feed, currency="GBP").changed == 1
    (product,) = catalogue.all_products()
    assert product.offers[0].price == Money(200, "GBP")


def test_a_source_is_forgotten_whole(catalogue, tmp_path):
    sync(catalogue, write(tmp_path / "one.csv", mugs(2)))
    sync(catalogue, write(tmp_path / "two.csv", mugs(3)))
    with catalogue.writing():
        catalogue.sources.remove("one")
    assert catalogue.counts() == {"two": 3}
    assert len(catalogue) == 3
    assert catalogue.price_history("one", "1") == []
    assert catalogue.generations.stale
    with pytest.raises(BadCatalogue, match="There is no source 'one'; there are two"):
        catalogue.sources.info("one")


def test_reviews_are_replaced_whole_or_not_at_all(catalogue, tmp_path):
    columns = ["shop", "offer_id", "rating", "text"]
    feed = write(tmp_path / "r.csv", [["s", "1", "4", "Good"], ["s", "1", "2", "Bad"]], columns)
    assert sync(catalogue, feed).reviews == 2
    write(feed, [["s", "1", "5", "Best"], ["s", "2", "5", "Fine"]], columns)
    sync(catalogue, feed)
    assert [review.text for review in catalogue.reviews.of("s", "1")] == ["Best"]
    assert len(catalogue) == 0


REVIEW_COLUMNS = ["shop", "offer_id", "rating", "text"]


@pytest.mark.parametrize("allow_shrink", [False, True])
def test_reviews_alone_say_nothing_of_what_is_on_sale(catalogue, tmp_path, allow_shrink):
    rows = mugs(3)
    rows[2][2] = "ask us"
    feed = write(tmp_path / "shop.csv", rows)
    sync(catalogue, feed)
    before = catalogue.sources.info("shop")
    said = write(
        tmp_path / "r.csv", [["", "1", "5", "Good"], ["", "", "5", "Lost"]], REVIEW_COLUMNS
    )
    for _ in range(2):
        found = sync(catalogue, said, source="shop", allow_shrink=allow_shrink)
    assert (found.reviews, found.retired, found.notices) == (1, 0, [])
    assert ids(catalogue) == {"0", "1"}
    after = catalogue.sources.info("shop")
    assert (after.location, after.format) == (str(feed), "table")
    assert after.completed_at == before.completed_at
    assert [one.feed for one in catalogue.sources.quarantined()] == [str(feed), str(said)]


def test_reviews_beside_a_feed_do_not_keep_what_it_dropped(catalogue, tmp_path):
    feed = write(tmp_path / "shop.csv", mugs(5))
    said = write(tmp_path / "r.csv", [["", "1", "5", "Good"]], REVIEW_COLUMNS)
    both = [str(feed), str(said)]
    ingest(catalogue, FAKE, both, IngestOptions(source="shop"))
    write(feed, mugs(4))
    (found,) = ingest(catalogue, FAKE, both, IngestOptions(source="shop"))
    assert (found.retired, found.reviews) == (1, 1)


def test_a_place_that_no_picture_can_have_costs_the_picture(catalogue, tmp_path):
    columns = [*COLUMNS, "image"]
    places = ["http://[x", "http://a..b/x.png", "a\0b", "x" * 5000, "/dev/zero"]
    rows = [[*row, place] for row, place in zip(mugs(5), places, strict=True)]
    found = sync(catalogue, write(tmp_path / "shop.csv", rows, columns))
    assert (found.added, sorted(w.row for w in found.warnings)) == (5, [2, 3, 4, 5, 6])


def test_a_review_that_a_page_no_longer_has_is_gone(catalogue, tmp_path):
    page = tmp_path / "mug.jsonld"
    mug = {"@context": "https://schema.org", "@type": "Product", "sku": "M", "name": "Mug"}
    said = {"@type": "Review", "reviewBody": "Good", "reviewRating": {"ratingValue": 5}}
    page.write_text(json.dumps({**mug, "review": [said]}))
    assert sync(catalogue, page, source="s").reviews == 1
    page.write_text(json.dumps(mug))
    sync(catalogue, page, source="s")
    assert catalogue.reviews.of("s", "M") == []


def test_reviews_rate_what_the_shop_does_not(catalogue, tmp_path):
    columns = ["id", "title", "price", "currency", "rating"]
    rows = [["1", "Mug", "2", "EUR", ""], ["2", "Pot", "3", "EUR", "4.5"]]
    sync(catalogue, write(tmp_path / "shop.csv", rows, columns), source="s")
    said = [["s", "1", "4", "Good"], ["s", "1", "1", "Bad"], ["s", "2", "1", "Bad"]]
    columns = ["shop", "offer_id", "rating", "text"]
    sync(catalogue, write(tmp_path / "r.csv", said, columns), source="r")
    assert (catalogue.offer("s", "1").rating, catalogue.offer("s", "1").rating_count) == (2.5, 2)
    assert [one.offers[0].rating for one in catalogue.all_products()] == [2.5, 4.5]


@pytest.mark.parametrize(
    ("name", "currency", "table"),
    [
        ("lindenhof-markt.xml", "", "lindenhof-markt.csv"),
        ("harbor-and-pine-shopify.csv", "USD", "harbor-and-pine.csv"),
        ("moss-lane-stores-woocommerce.csv", "GBP", "moss-lane-stores.csv"),
    ],
)
def test_the_demo_feeds_are_read_completely(catalogue, name, currency, table):
    found = sync(catalogue, DEMO / "feeds" / name, source="shop", currency=currency)
    with (DEMO / "catalog" / table).open(newline="", encoding="utf-8") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert (found.rejected, found.warnings, found.added) == ([], [], len(rows))
    for product in catalogue.all_products():
        (offer,) = product.offers
        row = rows.pop(offer.offer_id)
        assert (offer.title, offer.brand, offer.gtin) == (row["title"], row["brand"], row["gtin"])
        assert offer.price == Money.of(row["price"], row["currency"])
        assert offer.image
        assert offer.attributes["color"] == row["color"]
    assert rows == {}


def test_a_catalogue_of_the_first_version_is_brought_up(feed, own_catalog, database):
    if not database.is_sqlite:
        pytest.skip("The first version knew SQLite only.")
    _go_back(own_catalog / "catalog.db")
    catalogue = Catalogue.open(own_catalog)
    assert len(catalogue) == 16
    assert len(catalogue.price_history("shop", "red-mug")) == 1
    found = sync(catalogue, feed)
    assert (found.changed, found.unchanged, found.added) == (0, 16, 0)
    assert len(catalogue.price_history("shop", "red-mug")) == 1


def _go_back(path: Path) -> None:
    """Make the tables those of the first version, with the offers that are there."""
    with sqlite3.connect(path) as database:
        names = [row[1] for row in database.execute("PRAGMA table_info(offer)")]
        offers = database.execute("SELECT * FROM offer").fetchall()
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            database.execute(f'DROP TABLE "{table}"')
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with sqlite3.connect(path) as database:
        kept = [row[1] for row in database.execute("PRAGMA table_info(offer)")]
        database.execute("INSERT INTO source VALUES ('shop', 'table', 'shop.csv', NULL)")
        for values in offers:
            row = dict(zip(names, values, strict=True))
            database.execute("INSERT INTO product VALUES (?)", [row["product_id"]])
            marks = ", ".join("?" * len(kept))
            database.execute(f"INSERT INTO offer VALUES ({marks})", [row[name] for name in kept])


def test_a_damaged_row_keeps_its_offer_on_sale(catalogue, tmp_path):
    rows = mugs(10)
    feed = write(tmp_path / "shop.csv", rows)
    sync(catalogue, feed)
    lines = feed.read_text().splitlines()
    lines[4] = lines[4].rsplit(",", 2)[0]  # two cells are missing; another offer is gone
    feed.write_text("\n".join([*lines[:-1], ""]))
    found = sync(catalogue, feed)
    assert (found.retired, len(found.rejected)) == (1, 1)
    assert len(ids(catalogue)) == 9
    assert "damaged rows" in str(found.notices[0])


def test_what_is_odd_about_a_feed_is_found(catalogue, tmp_path):
    rows = [["1", "Mug", "", "EUR"], ["2", "Pot", "", "EUR"], ["3", "Pan", "", "EUR"]]
    columns = ["id", "title", "cost", "currency"]
    found = sync(catalogue, write(tmp_path / "shop.csv", rows, columns))
    said = " ".join(found.findings)
    assert all(f"No offer has a {what}" in said for what in ("price", "picture", "link"))
    again = write(tmp_path / "twin.csv", rows, columns)
    assert "title of one of shop" in " ".join(sync(catalogue, again).findings)
    wide = [["1", "Mug", "2", "EUR"], ["2", "Pot", "999999", "EUR"]]
    found = sync(
        catalogue, write(tmp_path / "wide.csv", wide, ["id", "title", "price", "currency"])
    )
    assert any("Prices span from €2.00 to €999,999.00" in one for one in found.findings)


def test_what_a_keeper_says_of_a_column_holds_from_then_on(catalogue, tmp_path):
    columns = ["id", "title", "cost", "kind"]
    feed = write(tmp_path / "shop.csv", [["1", "Mug", "4.50", "x"]], columns)
    sync(catalogue, feed, mapping={"price": "cost"}, currency="EUR")
    assert catalogue.offer("shop", "1").price == Money(450, "EUR")
    write(feed, [["1", "Mug", "5.50", "x"]], columns)
    (priced,) = [c for c in sync(catalogue, feed, currency="EUR").columns if c.column == "cost"]
    assert priced.taken_for == "price"
    assert catalogue.offer("shop", "1").price == Money(550, "EUR")
    sync(catalogue, feed, mapping={"auto:cost": "cost"}, currency="EUR")
    assert catalogue.offer("shop", "1").price is None


def test_a_host_that_does_not_answer_costs_one_warning(catalogue, tmp_path, monkeypatch):
    asked = []

    def refuse(self, url, *_, **__):
        asked.append(url)
        raise HostUnreachable(f"{url} cannot be fetched whole (no route).")

    monkeypatch.setattr("retrieval.fetching.Fetcher.fetch", refuse)
    columns = ["id", "title", "image"]
    rows = [[str(n), f"Mug {n}", f"https://img.example/{n}.png"] for n in range(60)]
    found = sync(catalogue, write(tmp_path / "shop.csv", rows, columns))
    (warning,) = found.warnings
    assert "img.example does not answer: 60 offers" in warning.reason
    assert (found.added, len(asked) < 6) == (60, True)
