"""What is exported is what is on sale; a feed that is read again gives the same offers."""

import csv
import io
import json
from dataclasses import replace

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.sources import Sighting
from retrieval.export import EXPORTS
from retrieval.export.base import Exported
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.sources import ReadOptions, find_format
from tests.databases import BOTH

pytestmark = BOTH

MUG = Offer(
    source="Moor",
    offer_id="M-1",
    title="Mug & saucer, 8 < 9 cm",
    description="Holds tea.",
    category="Home > Mugs",
    brand="Moor",
    price=Money(4990, "EUR"),
    availability="in_stock",
    url="https://moor.example/m",
    gtin="4006381333931",
    mpn="MS1",
    condition="new",
    group="MUGS",
    rating=4.5,
    rating_count=12,
    attributes={"Colour": "red", "list_price": "€59.90"},
)
OFFERS = [
    MUG,
    replace(MUG, offer_id="M-2", attributes={"Colour": "blue"}, availability="backorder"),
    Offer(source="Moor", offer_id="P", title="Pot", price=Money(1500, "JPY")),
    Offer(source="Moor", offer_id="K", title="Kettle", price=Money(1250, "KWD"), group="KETTLES"),
    Offer(source="Moor", offer_id="F", title="=1+1", description="@x"),
]


@pytest.fixture
def catalogue(tmp_path) -> Catalogue:
    """The offers, and one that is no longer sold."""
    made = Catalogue.create(tmp_path / "c")
    made.sources.begin("Moor", "table", "a.csv")
    gone = Offer(source="Moor", offer_id="gone", title="Gone")
    place = "https://moor.example/m.jpg"
    seen = [Sighting(one.offer_id, picture=place * (one is MUG)) for one in [*OFFERS, gone]]
    made.save_offers([*OFFERS, gone], seen)
    made.sources.retire("Moor", ["gone"])
    return made


def export(catalogue: Catalogue, name: str, source: str = "") -> str:
    stream = (Exported(*each) for each in catalogue.offers_on_sale(source))
    return "".join(EXPORTS[name].write(stream))


def test_json_lines_hold_every_offer_on_sale(catalogue):
    rows = {row["id"]: row for row in map(json.loads, export(catalogue, "jsonl").splitlines())}
    assert rows.keys() == {"M-1", "M-2", "P", "K", "F"}
    mug = rows["M-1"]
    assert (mug["price"], mug["currency"], mug["list_price"]) == ("49.90", "EUR", "59.90")
    assert mug["rating"] == {"value": 4.5, "count": 12}
    assert (mug["attributes"], mug["images"]) == ({"Colour": "red"}, ["https://moor.example/m.jpg"])
    assert (rows["P"]["price"], rows["K"]["price"]) == ("1500", "1.250")
    assert rows["F"]["price"] is rows["F"]["rating"] is rows["F"]["gtin"] is None


def test_one_source_is_exported_alone(catalogue):
    assert export(catalogue, "jsonl", "Other") == ""
    assert export(catalogue, "jsonl", "Moor").count("\n") == len(OFFERS)


def test_no_cell_of_the_table_is_a_formula(catalogue):
    rows = list(csv.DictReader(io.StringIO(export(catalogue, "csv"))))
    (odd,) = [row for row in rows if row["id"] == "F"]
    assert (odd["title"], odd["description"]) == ("'=1+1", "'@x")


@pytest.mark.parametrize(("name", "suffix"), [("google", "xml"), ("agentic", "jsonl")])
def test_an_exported_feed_is_read_as_the_same_offers(catalogue, tmp_path, name, suffix):
    path = tmp_path / f"feed.{suffix}"
    path.write_text(export(catalogue, name), encoding="utf-8")
    assert find_format(path).name == name
    found = {row.offer.offer_id: row for row in find_format(path).read(path, ReadOptions("Moor"))}
    assert {key: row.offer for key, row in found.items()} == {one.offer_id: one for one in OFFERS}
    assert found["M-1"].pictures == ("https://moor.example/m.jpg",)


def test_the_command_streams_to_standard_output(catalogue, capsys):
    from assistant.cli import main

    assert main(["export", "--catalog", str(catalogue.folder), "--source", "Moor"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(OFFERS)
    assert main(["export", "--catalog", str(catalogue.folder), "--source", "Nobody"]) == 2
