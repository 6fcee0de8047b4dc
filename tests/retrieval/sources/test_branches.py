"""Stores and what they have, from Google's local inventory, Business Profiles and plain columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.branches.branch import Branch, Stocked
from retrieval.money import Money
from retrieval.previewing import preview
from retrieval.sources import ReadOptions, Record, Rejection, find_format
from retrieval.sources.base import Reading
from retrieval.sources.locations import Feed
from tests import stores

OPTIONS = ReadOptions("Alder", zone="")


def readings(folder: Path, text: str, name: str = "feed.csv", wanted: str = "") -> list[Reading]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    found = find_format(path)
    if wanted:
        assert found.name == wanted
    return list(found.read(path, OPTIONS))


def reasons(found: list[Reading]) -> list[str]:
    return [one.reason for one in found if isinstance(one, Rejection)]


def test_local_inventory_is_read(tmp_path: Path) -> None:
    found = readings(tmp_path, stores.INVENTORY, "inventory.tsv", "inventory")
    assert found[0] == Stocked(
        "Alder", "m1", "A", 3, "in_stock", Money(600, "EUR"), "buy", "same day"
    )
    assert [one.ready for one in found if isinstance(one, Stocked)][:4] == [
        "same day", "", "next day", "same day",
    ]  # fmt: skip
    assert not reasons(found)


def test_local_inventory_in_xml_is_read(tmp_path: Path) -> None:
    feed = """<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0">
      <channel><title>Inventory</title><item><g:store_code>A</g:store_code><g:id>m1</g:id>
      <g:quantity>2</g:quantity><g:price>5.00 EUR</g:price></item></channel></rss>"""
    assert readings(tmp_path, feed, "inventory.xml", "inventory") == [
        Stocked("Alder", "m1", "A", 2, "in_stock", Money(500, "EUR"))
    ]


def test_a_table_of_stores_is_read(tmp_path: Path) -> None:
    found = readings(tmp_path, stores.STORES, "stores.csv", "stores")
    assert found[1] == Branch(
        "Alder", "B", "Alder South", 51.31, 12.38, "Weg 2, Leipzig",
        "Mo-Fr 14:00-20:00; 2026 Dec 25 off", "Europe/Berlin",
    )  # fmt: skip
    assert [one.zone for one in found if isinstance(one, Branch)][-1] == "Asia/Tokyo"


def test_a_column_a_day_as_business_profiles_export_them(tmp_path: Path) -> None:
    [found] = readings(
        tmp_path,
        "Store code,Business name,Address line 1,Latitude,Longitude,Monday hours,Sunday hours,"
        'Special hours\nA,Alder,Markt 1,51.3,12.4,"9:00 AM-12:00 PM, 1:00 PM-6:00 PM",x,'
        "2026-12-24: 09:00-13:00\n",
        wanted="stores",
    )
    assert isinstance(found, Branch)
    assert found.hours == "Mo 09:00-12:00,13:00-18:00; Su off; 2026 Dec 24 09:00-13:00"


def test_plain_columns_say_both_in_one_table(tmp_path: Path) -> None:
    [found] = readings(
        tmp_path,
        "store_code,id,quantity,store_name,latitude,longitude\nA,m1,2,Alder Markt,51.3,12.4\n",
        wanted="inventory",
    )
    assert found == (
        Branch("Alder", "A", "Alder Markt", 51.3, 12.4),
        Stocked("Alder", "m1", "A", 2, "in_stock"),
    )


def test_a_table_of_products_may_name_their_store(tmp_path: Path) -> None:
    [found] = readings(
        tmp_path,
        "id,title,price,currency,availability,store_code,store_name,store_latitude,"
        "store_longitude,store_opening_hours,store_quantity\n"
        "m1,Mug,5,EUR,in stock,A,Alder,51.3,12.4,Mo-Fr 9-18,0\n",
        wanted="table",
    )
    assert isinstance(found, Record)
    [(branch, stock)] = found.branches
    assert (branch.code, branch.hours) == ("A", "Mo-Fr 09:00-18:00")
    assert (stock.quantity, stock.availability) == (0, "out_of_stock")
    assert found.offer.availability == "in_stock"
    assert not [name for name in found.offer.attributes if "store" in name]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A,x,151,12,,", "its latitude 151 is not between -90 and 90"),
        ("A,x,51,-190,,", "its longitude -190 is not between -180 and 180"),
        ("A,x,north,12,,", "its latitude 'north' is no number of degrees"),
        ("A,x,51,,,", "it states one of latitude and longitude without the other"),
        ("A,x,0,0,,", "its latitude and longitude are both 0, which is a place in the sea"),
        ("A,x,51,12,,Mars/Crater", "there is no time zone 'Mars/Crater'; "
                                   "name one such as Europe/Berlin"),
        ("A,x,,,Mo 9-18,", "its opening hours have no time zone; name one such as Europe/Berlin, "
                            "or give its coordinates"),
        (",x,51,12,,", "it names no store by its code"),
    ],
)  # fmt: skip
def test_a_bad_store_costs_its_row_and_says_why(tmp_path: Path, row: str, reason: str) -> None:
    head = "store_code,name,latitude,longitude,opening_hours,time_zone\n"
    good = "B,Alder,51,12,Mo-Fr 9-18,Europe/Berlin\n"
    found = readings(tmp_path, f"{head}{row}\n{good}", wanted="stores")
    assert reasons(found) == [reason]
    assert sum(isinstance(one, Branch) for one in found) == 1


def test_hours_that_cannot_be_read_cost_the_row_of_a_product_too(tmp_path: Path) -> None:
    found = readings(
        tmp_path, "id,title,store_code,store_hours\nm1,Mug,A,whenever\nm2,Mug,,\n", wanted="table"
    )
    assert reasons(found)[0].startswith("its opening hours 'whenever' cannot be read")
    assert sum(isinstance(one, Record) for one in found) == 1


def test_tables_of_products_are_not_taken_for_inventory(tmp_path: Path) -> None:
    for head in (
        "store_code,id,name,price,quantity\nA,m1,Mug,5,2\n",
        "store_view_code,sku,name,price,qty\n,m1,Mug,5,2\n",
        "id,title,price,quantity,address\nm1,Mug,5,2,Markt 1\n",
    ):
        assert isinstance(readings(tmp_path, head)[0], Record)


def test_a_preview_tells_what_is_taken_and_why_a_row_is_not(tmp_path: Path) -> None:
    path = tmp_path / "stores.csv"
    path.write_text(stores.STORES + "E,Alder,99,12,,,\n", encoding="utf-8")
    seen = preview([Feed(path, "Alder", "stores.csv")], OPTIONS)
    assert (seen.format, seen.taken, seen.refused) == ("stores", 4, 1)
    assert seen.rejected[0].reason == "its latitude 99 is not between -90 and 90"
    taken = {one.column: one.taken_for for one in seen.columns}
    assert taken["Latitude"] == "latitude"
    assert taken["Opening hours"] == "hours"
