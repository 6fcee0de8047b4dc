import sqlite3
import threading
from contextlib import ExitStack, closing

import numpy as np
import pytest
from sqlalchemy import Engine, create_engine, event, inspect

from retrieval.catalogue import Catalogue, blocks, migrations, saving
from retrieval.catalogue import database as databases
from retrieval.catalogue.address import Address
from retrieval.catalogue.database import transaction
from retrieval.catalogue.postgresql import PostgreSQL
from retrieval.catalogue.schema import metadata
from retrieval.errors import BadCatalogue
from retrieval.money import Money
from retrieval.offers import Offer, Review
from tests.databases import BOTH

pytestmark = BOTH


@pytest.fixture
def catalogue(tmp_path) -> Catalogue:
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.save_source("shop", "table", "shop.csv")
    return catalogue


def offers(n: int, **fields) -> list[Offer]:
    return [
        Offer("shop", str(i), f"Mug {i}", price=Money(100 + i, "EUR"), **fields) for i in range(n)
    ]


def test_offers_come_back_as_they_went_in(catalogue):
    given = offers(3, attributes={"color": "red"}, availability="in_stock", url="https://x.example")
    assert catalogue.save_offers(given) == (3, 0)
    kept = {offer for product in catalogue.all_products() for offer in map(repr, product.offers)}
    assert kept == set(map(repr, given))
    assert len(catalogue) == 3
    assert catalogue.counts() == {"shop": 3}


def test_only_what_changed_is_written(catalogue):
    catalogue.save_offers(offers(5))
    ids = {p.offers[0].offer_id: p.product_id for p in catalogue.all_products()}
    again = offers(6)
    again[2] = Offer("shop", "2", "Teapot")
    assert catalogue.save_offers(again) == (1, 1)
    after = {p.offers[0].offer_id: p.product_id for p in catalogue.all_products()}
    assert ids.items() <= after.items()
    assert catalogue.products([after["2"]])[0].title == "Teapot"


def test_a_change_makes_the_index_stale_and_nothing_else_does(catalogue):
    catalogue.save_offers(offers(2))
    assert catalogue.generations.stale
    catalogue.generations.mark_current()
    catalogue.save_offers(offers(2))
    assert not catalogue.generations.stale


def test_products_keep_the_order_asked_for(catalogue):
    catalogue.save_offers(offers(1200))
    ids = [product.product_id for product in catalogue.all_products()][::-1]
    assert [p.product_id for p in catalogue.products([*ids, "gone"])] == ids


def test_blocks_are_kept_by_content_and_encoder(catalogue):
    vectors = np.eye(2, 4, dtype=np.float32)
    kept = catalogue.blocks("text", "one")
    kept.save(["a", "b"], vectors)
    assert kept.missing(["b", "c", "c", ""]) == ["c"]
    assert catalogue.blocks("text", "two").missing(["a"]) == ["a"]
    loaded = kept.load(["b", "a", "b", "c"], 4)
    np.testing.assert_array_equal(loaded, [vectors[1], vectors[0], vectors[1], np.zeros(4)])


def test_one_generation_is_live_and_the_one_before_it_is_kept(catalogue):
    assert catalogue.generations.live is None
    for expected in (1, 2, 3):
        number = catalogue.generations.next_number()
        assert number == expected
        catalogue.generations.folder(number).mkdir(parents=True)
        catalogue.generations.switch_to(number, f"contents {number}", 0.1)
    assert catalogue.generations.live[:2] == (3, "contents 3")
    (catalogue.folder / "generations" / "000004.tmp").mkdir()
    assert catalogue.generations.next_number() == 4
    gone = [path.name for path in catalogue.generations.leftovers()]
    assert gone == ["000001", "000004.tmp"]


def test_there_is_one_writer(catalogue):
    other = Catalogue.open(catalogue.folder)
    with catalogue.writing(), pytest.raises(BadCatalogue, match="Another process"), other.writing():
        pass
    with other.writing():
        pass


def test_opening_waits_for_the_process_that_is_making_the_catalogue(tmp_path, database):
    maker = making(database.address(tmp_path))
    threading.Timer(0.3, maker.close).start()
    assert len(Catalogue.create(tmp_path)) == 0


def test_a_locked_catalogue_is_said_to_be_in_use_and_not_to_be_broken(
    tmp_path, monkeypatch, database
):
    monkeypatch.setattr(databases, "PATIENCE", 0.1)
    with (
        closing(making(database.address(tmp_path))),
        pytest.raises(BadCatalogue, match=r"Another process is using .*; try again"),
    ):
        Catalogue.create(tmp_path)


def making(address: Address) -> sqlite3.Connection | ExitStack:
    """Whoever holds the one writing transaction of a database that has no table yet, nor, where
    that is a file, a mode."""
    if address.url is None:
        path = address.folder / "catalog.db"
        maker = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        maker.execute("BEGIN IMMEDIATE")
        return maker
    stack = ExitStack()
    stack.enter_context(transaction(PostgreSQL(address).engine))
    return stack


def test_a_transaction_that_reads_first_is_not_overtaken(catalogue, monkeypatch):
    """Where another process keeps a setting between what an ingest reads and what it writes."""
    other = Catalogue.open(catalogue.folder)
    meanwhile = threading.Thread(target=other.set, args=("key", "value"))
    look = saving._known

    def known(*args):
        found = look(*args)
        meanwhile.start()
        meanwhile.join(0.3)
        return found

    monkeypatch.setattr(saving, "_known", known)
    assert catalogue.save_offers(offers(2)) == (2, 0)
    meanwhile.join()
    assert other.get("key") == "value"


def test_folders_that_are_no_catalogue_are_refused(tmp_path):
    with pytest.raises(BadCatalogue, match="no catalogue"):
        Catalogue.open(tmp_path / "gone")
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(BadCatalogue, match="is a file"):
        Catalogue.create(tmp_path / "letter.txt")


def test_a_folder_of_something_else_is_no_place_for_a_catalogue(tmp_path, database):
    (tmp_path / "letter.txt").write_text("dear")
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "catalog.db").write_bytes(b"this is no database, only words" * 100)
    if database.is_sqlite:
        with pytest.raises(BadCatalogue, match="not a catalogue"):
            Catalogue.create(tmp_path)
        with pytest.raises(BadCatalogue, match="cannot be read"):
            Catalogue.open(tmp_path / "junk")
    else:  # beside other files its pictures may lie, but not in another catalogue
        assert len(Catalogue.create(tmp_path)) == 0
        with pytest.raises(BadCatalogue, match="a catalogue of its own"):
            Catalogue.create(tmp_path / "junk")


def test_a_catalogue_from_a_newer_program_is_refused(catalogue):
    with transaction(catalogue.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    catalogue.close()
    with pytest.raises(BadCatalogue, match="newer version"):
        Catalogue.open(catalogue.folder)


def test_migrations_arrive_at_the_schema(tmp_path, database):
    places = [database.address(tmp_path / name) for name in "ab"]
    migrated, declared = (
        create_engine(place.url or f"sqlite:///{place.folder}") for place in places
    )
    with migrated.begin() as connection:
        migrations.upgrade(connection)
    metadata.create_all(declared)

    def shape(engine):
        look = inspect(engine)
        tables = set(look.get_table_names()) - {"alembic_version"}
        return {
            t: [
                {(c["name"], str(c["type"]), c["nullable"]) for c in look.get_columns(t)},
                look.get_pk_constraint(t)["constrained_columns"],
                [f["referred_table"] for f in look.get_foreign_keys(t)],
                sorted(i["name"] for i in look.get_indexes(t)),
            ]
            for t in tables
        }

    assert shape(migrated) == shape(declared)


def test_migrations_are_one_transaction(tmp_path, database):
    def killed(connection, cursor, statement, parameters, *_):
        if statement.startswith("UPDATE alembic_version"):
            raise KeyboardInterrupt

    event.listen(Engine, "before_cursor_execute", killed)
    try:
        with pytest.raises(KeyboardInterrupt):
            Catalogue.create(tmp_path / "c")
    finally:
        event.remove(Engine, "before_cursor_execute", killed)
    place = database.address(tmp_path / "c")
    left = create_engine(place.url or f"sqlite:///{place.folder / 'catalog.db'}")
    assert inspect(left).get_table_names() == []
    left.dispose()
    assert len(Catalogue.create(tmp_path / "c")) == 0


def test_what_no_database_keeps_alike_comes_back_alike(catalogue):
    dear = Offer("shop", "dear", "Mug", price=Money(9_000_000_000_000, "VND"), rating_count=2**40)
    catalogue.save_offers([dear])
    (back,) = catalogue.all_products()
    assert back.offers[0].price == dear.price
    assert back.offers[0].rating_count == 2**40
    raw = "a\0b"  # as in a row of a broken feed
    catalogue.sources.quarantine("shop", "feed", [(2**31 - 1, "no title", raw)])
    (kept,) = catalogue.sources.quarantined("shop")
    assert kept.raw.startswith("a")


def test_halves_of_ratings_are_rounded_alike(catalogue):
    catalogue.save_offers(offers(1))
    said = [Review("shop", "0", rating=stars) for stars in (4.0, 4.5, 4.25)]
    catalogue.reviews.replace("feed", said)
    (product,) = catalogue.all_products()
    assert (product.offers[0].rating, product.offers[0].rating_count) == (4.3, 3)


def test_names_are_sorted_by_their_characters(catalogue):
    for name in ("b", "a", "B", "Ä", "_"):
        catalogue.save_source(name, "table", "x")
    assert [one.name for one in catalogue.sources.list()] == ["B", "_", "a", "b", "shop", "Ä"]


@pytest.mark.parametrize("few", [0, 3, 10_000])
def test_few_blocks_and_many_are_found_alike(catalogue, monkeypatch, few):
    monkeypatch.setattr(blocks, "FEW", few)
    monkeypatch.setattr(blocks, "CHUNK", 2)
    vectors = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    names = [f"h{number}" for number in range(9)]
    store = catalogue.blocks("text", "one")
    store.save(names, vectors)
    catalogue.blocks("image", "one").save(["h3"], vectors[:1])
    wanted = ["h7", "gone", "h1", "h7", "", "h3", "h0"]
    expected = [
        vectors[7],
        np.zeros(4),
        vectors[1],
        vectors[7],
        np.zeros(4),
        vectors[3],
        vectors[0],
    ]
    np.testing.assert_array_equal(store.load(wanted, 4), expected)
    assert store.missing(wanted) == ["gone"]
