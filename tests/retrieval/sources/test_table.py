import json
from pathlib import Path

import polars
import pytest

from retrieval.errors import BadFeed
from retrieval.money import Money
from retrieval.offers import Review
from retrieval.sources import Heard, ReadOptions, Record, Rejection, find_format
from retrieval.sources.cleaning import plain_text, web_address
from retrieval.sources.identifiers import trusted_gtin
from retrieval.sources.table import read_mapping

OPTIONS = ReadOptions("shop", "EUR")


def read(path: Path, content: str | bytes | None = None) -> list[Record | Rejection]:
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(find_format(path).read(path, OPTIONS))


def test_a_row_becomes_an_offer(tmp_path):
    (row,) = read(
        tmp_path / "a.csv",
        "SKU,Name,Price,Image,Product URL,Stock status,EAN,Colour\n"
        '7,"Mug, large",12.50,mug.jpg,https://shop.example/7,In Stock,4006381333931,red\n',
    )
    assert isinstance(row, Record)
    assert (row.row, row.pictures) == (2, ("mug.jpg",))
    assert row.offer.offer_id == "7"
    assert row.offer.title == "Mug, large"
    assert row.offer.price == Money(1250, "EUR")
    assert row.offer.availability == "in_stock"
    assert row.offer.gtin == "4006381333931"
    assert row.offer.url == "https://shop.example/7"
    assert row.offer.attributes == {"colour": "red"}


def test_csv_jsonl_and_parquet_say_the_same(tmp_path):
    rows = [{"id": "1", "title": "Mug", "price": "3", "color": "red"}, {"id": "2", "title": "Pot"}]
    lines = "\n".join(json.dumps(row) for row in rows)
    polars.DataFrame(rows).write_parquet(tmp_path / "a.parquet")
    expected = [
        r.offer for r in read(tmp_path / "a.csv", "id,title,price,color\n1,Mug,3,red\n2,Pot,,\n")
    ]
    assert [r.offer for r in read(tmp_path / "a.jsonl", lines)] == expected
    assert [r.offer for r in read(tmp_path / "a.parquet")] == expected
    tabs = "id\ttitle\tprice\tcolor\n1\tMug\t3\tred\n2\tPot\t\t\n"
    assert [r.offer for r in read(tmp_path / "a.tsv", tabs)] == expected


def test_one_bad_row_costs_one_row(tmp_path):
    rows = [f"{i},Mug {i},{i}.00" for i in range(2, 2000)]
    rows[500] = "502,only two columns"
    rows[900] = "902,Mug,minus one"
    rows[1200] = ",No id,1.00"
    rows[1300] = "2,Mug again,1.00"
    content = "id,title,price\n" + "\n".join(rows) + "\n"
    results = read(tmp_path / "a.csv", content.encode() + b"x1,caf\xe9,1.00\nx2,fine,1.00\n")
    rejected = {r.row: r.reason for r in results if isinstance(r, Rejection)}
    assert list(rejected) == [502, 902, 1202, 1302]
    assert "columns" in rejected[502]
    assert "not a number" in rejected[902]
    assert "no id" in rejected[1202]
    assert "came before" in rejected[1302]
    assert results[-2].offer.title == "café"  # and it is told that this is no UTF-8
    assert "not UTF-8" in " ".join(results[-2].notes)
    assert len(results) == 2000


@pytest.mark.parametrize("line", ["{", "[]", "3", '{"title": "no id"}', "[" * 100_000])
def test_a_bad_json_line_costs_one_line(tmp_path, line):
    results = read(tmp_path / "a.jsonl", line + '\n{"id": 1, "title": "Mug"}\n')
    assert [type(r) for r in results] == [Rejection, Record]


def test_an_unclosed_quote_ends_with_its_line(tmp_path):
    rows = "".join(f"{n},Mug\n" for n in range(2, 30_000))
    results = read(tmp_path / "a.csv", f'id,title\n1,"open\n{rows}')
    assert [row.offer.offer_id for row in results] == [str(n) for n in range(1, 30_000)]
    assert results[0].notes == ("a quotation mark in it was not closed",)


def test_packed_attributes_are_unpacked(tmp_path):
    (row,) = read(
        tmp_path / "a.csv",
        'id,title,attrs\n1,Mug,"material=Clay, glazed,climate=Warm|Cool"\n',
    )
    assert row.offer.attributes == {"material": "Clay, glazed", "climate": "Warm|Cool"}


def test_a_row_with_a_picture_needs_no_title(tmp_path):
    first, second = read(tmp_path / "a.csv", "id,title,image\n1,,a.jpg\n2,,\n")
    assert isinstance(first, Record)
    assert isinstance(second, Rejection)


def test_markup_and_tricks_become_plain_text():
    assert plain_text("<b>Mug</b>&nbsp;&amp; pot<script>alert(1)</script>") == "Mug & pot"
    assert plain_text("a\u202eb\x00c\u200bd") == "abcd"
    assert plain_text("x" * 100, 10) == "x" * 10
    assert plain_text("5 < 6 cm") == "5 < 6 cm"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "/relative",
        "http://",
        "data:text/html,x",
        'https://x.example/"onload',
    ],
)
def test_only_web_addresses_are_addresses(address):
    assert web_address(address) == ""


def test_what_is_no_feed_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("nothing here")
    with pytest.raises(BadFeed, match="header"):
        read(tmp_path / "a.csv")
    with pytest.raises(BadFeed, match="Parquet"):
        read(tmp_path / "a.parquet", b"PAR1 not really")
    (tmp_path / "a.docx").write_bytes(b"PK\0\0")
    with pytest.raises(BadFeed, match="no format"):
        find_format(tmp_path / "a.docx")
    with pytest.raises(BadFeed, match="choose one of inventory, stores, google"):
        find_format(tmp_path / "a.csv", "tables")


@pytest.mark.parametrize("name", ["mapping.json", "mapping.toml"])
def test_a_mapping_names_the_columns(tmp_path, name):
    mapping = {"offer_id": "Nr", "title": "Bezeichnung", "price": "VK brutto", "brand": "Marke"}
    lines = [f'{field} = "{column}"' for field, column in mapping.items()]
    text = "\n".join(lines) if name.endswith("toml") else json.dumps(mapping)
    (tmp_path / name).write_text(text)
    options = ReadOptions("shop", "EUR", read_mapping(tmp_path / name))
    path = tmp_path / "a.csv"
    path.write_text("Nr;Bezeichnung;VK brutto;Marke;price;Farbe\n1;Becher;12,50;Moor;9.99;rot\n")
    (row,) = find_format(path).read(path, options)
    assert (row.offer.title, row.offer.brand) == ("Becher", "Moor")
    assert row.offer.price == Money(1250, "EUR")
    assert row.offer.attributes == {"price": "9.99", "farbe": "rot"}


def test_a_mapping_that_does_not_fit_is_refused(tmp_path):
    (tmp_path / "m.json").write_text('{"titel": "x"}')
    with pytest.raises(BadFeed, match="titel, which is no field; the fields are offer_id"):
        read_mapping(tmp_path / "m.json")
    (tmp_path / "a.csv").write_text("id,title\n1,Mug\n")
    options = ReadOptions("shop", mapping={"title": "Name"})
    with pytest.raises(BadFeed, match=r"no column 'Name'.* it has 'id', 'title'"):
        list(find_format(tmp_path / "a.csv").read(tmp_path / "a.csv", options))


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ("4006381333931", "4006381333931"),
        ("4 006381-333931", "4006381333931"),
        ("0306406152", "9780306406157"),  # an ISBN-10
        ("036000291452", "036000291452"),
        ("4006381333930", ""),  # wrong check digit
        ("4.00638E+12", ""),  # a spreadsheet was here
        ("2000000000008", ""),  # for use within one shop
        ("00000000", ""),
        ("", ""),
    ],
)
def test_only_sound_gtins_are_identifiers(stated, kept):
    assert trusted_gtin(stated) == kept


def test_an_unsound_gtin_is_kept_as_stated(tmp_path):
    (row,) = read(tmp_path / "a.csv", "id,title,ean\n1,Mug,4006381333930\n")
    assert row.offer.gtin == ""
    assert row.offer.attributes == {"stated_gtin": "4006381333930"}


def test_reviews_are_read_from_a_table(tmp_path):
    good, silent, nameless = read(
        tmp_path / "r.csv",
        "shop,offer_id,rating,title,text,author\nb,1,4,Fine,Holds <b>tea</b>.,Ann\n"
        "b,2,,,,Ann\nb,,4,,Good,Ann\n",
    )
    assert good == Heard(2, Review("b", "1", 4.0, "Fine", "Holds tea ."), ("1",))
    assert "neither" in silent.reason
    assert "no offer" in nameless.reason
