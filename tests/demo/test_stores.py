"""The demo's stores: invented, in towns that there are, open at hours that can be read."""

from __future__ import annotations

from collections import Counter
from fnmatch import fnmatch
from pathlib import Path

import pytest

from assistant.place.gazetteer import gazetteer
from demo.render.__main__ import DEMO
from demo.render.shops import SHOPS, Offer
from demo.render.stores import Store, file_names, held, stores
from retrieval.branches.branch import Branch, Stocked
from retrieval.branches.distance import kilometres
from retrieval.branches.hours import read_hours, zone_at
from retrieval.catalogue import Catalogue
from retrieval.ingest import IngestOptions, ingest
from retrieval.sources import find_format
from retrieval.sources.base import ReadOptions
from tests.fakes import FAKE

from .conftest import Row, read_table

FOLDER = DEMO / "feeds"
ALL = [store for shop in SHOPS for store in stores(shop)]


@pytest.mark.parametrize("store", ALL, ids=lambda one: one.code)
def test_a_store_is_in_its_town_and_its_hours_are_those_there(store: Store) -> None:
    town = gazetteer().find(store.town)
    assert town
    assert kilometres(*town.point, (store.latitude, store.longitude)) < 6
    assert read_hours(store.hours) == store.hours
    assert zone_at(store.latitude, store.longitude) == store.zone


@pytest.mark.parametrize("shop", SHOPS, ids=lambda one: one.slug)
def test_the_files_are_what_the_script_writes_and_are_read_as_what_they_are(
    shop, sold: list[Offer]
) -> None:
    places, stock = (FOLDER / name for name in file_names(shop))
    rows = read_table(stock)
    assert rows == [row for offer in sold if offer.shop is shop for row in held(offer)]
    assert [row["store_code"] for row in read_table(places)] == [s.code for s in stores(shop)]
    for path, kind in ((places, Branch), (stock, Stocked)):
        form = find_format(path)
        options = ReadOptions(source=shop.name)
        assert all(
            isinstance(form.understand(row, options), kind) for row in form.rows(path, options)
        )


def test_stores_have_some_of_what_their_shop_delivers(tables: dict[str, list[Row]]) -> None:
    for shop in SHOPS:
        deliverable = {r["id"] for r in tables[shop.slug] if r["availability"] == "in stock"}
        rows = read_table(FOLDER / file_names(shop)[1])
        assert {row["id"] for row in rows} <= deliverable
        share = Counter(row["store code"] for row in rows)
        assert share.keys() == {store.code for store in stores(shop)}
        assert all(0.3 < count / len(deliverable) < 0.5 for count in share.values())


def test_they_are_loaded_with_the_demo(tmp_path: Path) -> None:
    """As `make run` does, of one shop without its pictures."""
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.set("encoder", "fake")
    shop = SHOPS[0]
    table = tmp_path / "offers.csv"
    rows = (DEMO / "catalog" / f"{shop.slug}.csv").read_text(encoding="utf-8")
    table.write_text(rows.replace(".webp", ""), encoding="utf-8")
    feeds = [str(table), *(str(FOLDER / name) for name in file_names(shop))]
    ingest(catalogue, FAKE, feeds, IngestOptions(source=shop.name))
    assert len(catalogue.branches.of(shop.name)) == len(stores(shop))
    found = {key for key, _ in catalogue.branches.near(51.34, 12.37, 5.0)}
    assert len(found) > 50


def test_the_package_takes_them_along() -> None:
    import tomllib

    root = Path(__file__).parents[2]
    stated = tomllib.loads((root / "pyproject.toml").read_text())
    patterns = stated["tool"]["setuptools"]["package-data"]["assistant.demo"]
    assert "graft demo/feeds" in (root / "MANIFEST.in").read_text()
    for shop in SHOPS:
        for name in file_names(shop):
            assert any(fnmatch(f"feeds/{name}", one) for one in patterns)
