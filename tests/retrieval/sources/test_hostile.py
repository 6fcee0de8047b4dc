"""Feeds that mean no good, or were made by a program with a fault: a bad row costs that row."""

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.errors import BadFeed
from retrieval.fetching import Fetcher
from retrieval.money import Money
from retrieval.sources import FORMATS, ReadOptions, Record, Rejection, find_format
from retrieval.sources.cleaning import plain_text, web_address
from retrieval.sources.locations import find_feeds
from retrieval.sources.readers import flat, parse_json
from retrieval.sources.table import TableFormat

OPTIONS = ReadOptions("shop", "EUR")
GOOD = {"id": "last", "title": "Mug"}
XML = (
    '<?xml version="1.0" encoding="{}"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel>'
    "<item><g:id>1</g:id><g:title>{}</g:title></item></channel></rss>"
)


def read(path: Path, *rows: str) -> list:
    path.write_text("\n".join(rows))
    return list(find_format(path).read(path, OPTIONS))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"id": "1", "title": "Mug", "price": "9" * 25}, "higher than any price"),
        ({"id": "1", "title": "Mug", "price": "9" * 90}, "higher than any price"),
        ({"id": "1", "title": "Mug", "price": -1}, "negative"),
        ({"id": "\ud800\0", "title": ""}, "neither a title nor a picture"),
        ({"id": "", "title": "\ud800"}, "no id"),
    ],
)
def test_a_bad_row_is_quarantined_and_the_next_one_read(tmp_path, row, reason):
    bad, good = read(tmp_path / "a.jsonl", json.dumps(row), json.dumps(GOOD))
    assert isinstance(bad, Rejection)
    assert reason in bad.reason
    assert json.loads(bad.raw.encode()) == json.loads(json.dumps(row).replace("\\ud800", "\\ufffd"))
    assert good.offer.offer_id == "last"


@pytest.mark.parametrize("amount", [10**25, 10**400])
def test_no_amount_is_too_large_to_be_refused(tmp_path, amount):
    row = {"item_id": "1", "title": "Mug", "price": {"amount": amount, "currency": "EUR"}}
    (bad,) = read(tmp_path / "a.jsonl", json.dumps(row))
    assert "higher than any price" in bad.reason


@pytest.mark.parametrize(
    "row",
    [
        {"id": "1", "title": "Mug", "link": "https://shop.example/\ud800"},
        {"id": "1", "title": "Mug", "\ud800": "\ud800"},
        {"id": "1", "title": "Mug", "price": float("nan"), "rating": float("nan")},
        {"id": "1", "title": "Mug", "description": "<![odd[ <b>x"},
    ],
)
def test_a_row_with_an_odd_cell_is_a_row(tmp_path, row):
    (record,) = read(tmp_path / "a.jsonl", json.dumps(row))
    assert record.offer.title == "Mug"
    assert record.offer.price is record.offer.rating is None
    assert record.offer.url == ""
    assert len(record.offer.content_hash.encode()) == 64


@pytest.mark.parametrize("depth", [99, 700])
def test_deep_nesting_costs_what_is_too_deep(tmp_path, depth):
    row = f'{{"id": "1", "title": "Mug", "a": {"[" * depth}{"]" * depth}}}'
    (record,) = read(tmp_path / "a.jsonl", row)
    assert record.offer.title == "Mug"
    assert flat(parse_json('{"a": ' * depth + "1" + "}" * depth)).count("a") == min(depth, 100)


@pytest.mark.parametrize("name", [["u", "v"], 5, {"@id": []}])
def test_an_id_may_be_of_any_type(tmp_path, name):
    nodes = [{"@type": "Product", "name": "A", "@id": name}, {"@type": "Product", "name": "B"}]
    nodes[1]["sku"] = "1"
    first, second = read(tmp_path / "a.jsonld", json.dumps(nodes))
    assert second.offer.title == "B"
    assert isinstance(first, Record | Rejection)


def test_a_fault_of_ours_costs_the_row_that_brings_it_out(tmp_path, monkeypatch):
    understand = TableFormat.understand

    def faulty(self, row, options):
        return [][1] if row.number == 2 else understand(self, row, options)

    monkeypatch.setattr(TableFormat, "understand", faulty)
    bad, good = read(tmp_path / "a.csv", "id,title", "0,Pot", "1,Mug")
    assert bad.reason == "this program fails on it (IndexError: list index out of range)"
    assert json.loads(bad.raw) == {"id": "0", "title": "Pot"}
    assert good.offer.title == "Mug"


def test_csv_that_is_not_utf8_is_legible_in_the_quarantine(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("id,title,größe\n1,Mug,3\n2,Topf,4,é\n".encode("latin-1"))
    good, bad = find_format(path).read(path, OPTIONS)
    assert good.offer.title == "Mug"
    assert "columns" in bad.reason
    assert bad.raw.encode()


NAMES = (
    "@type @id id item_id offer_id title name price offers amount currency value image media url"
    " variants variant_options review rating text sku brand gtin attrs aggregateRating @graph"
    " additionalProperty hasVariant"
).split()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just("Product"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner),
    max_leaves=12,
)


@pytest.mark.parametrize("name", ["agentic", "jsonld", "table", "reviews"])
@given(rows=st.lists(st.dictionaries(st.sampled_from(NAMES), VALUES), min_size=1, max_size=3))
@settings(deadline=None, suppress_health_check=list(HealthCheck), max_examples=60)
def test_whatever_the_values_no_row_is_a_fault_of_ours(tmp_path, name, rows):
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(map(json.dumps, [GOOD, *rows])))
    for result in FORMATS[name].read(path, OPTIONS):
        assert "this program fails" not in getattr(result, "reason", "")


@pytest.mark.parametrize("header", ["", "\0" * 9, "id", '"id,title' + "x" * 2_000_000])
def test_a_table_without_a_header_is_no_feed(tmp_path, header):
    with pytest.raises(BadFeed, match="header"):
        read(tmp_path / "a.csv", header)


@pytest.mark.parametrize("encoding", ["gb2312", "GBK", "big5", "gb18030"])
def test_xml_in_a_chinese_encoding_is_read(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_bytes(XML.format(encoding, "茶杯").encode(encoding))
    (record,) = find_format(path).read(path, OPTIONS)
    assert record.offer.title == "茶杯"


@pytest.mark.parametrize("encoding", ["foo-1", "zlib", "utf-7", "big5"])
def test_a_wrong_declaration_of_xml_that_is_utf_8_is_not_believed(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_bytes(XML.format(encoding, "Größe 茶杯 +").encode())
    (record,) = find_format(path).read(path, OPTIONS)
    assert record.offer.title == "Größe 茶杯 +"
    assert any("is UTF-8" in note for note in record.notes)


def test_xml_that_cannot_be_decoded_is_no_feed(tmp_path):
    path = tmp_path / "a.xml"
    path.write_bytes(XML.format("big5", "Café x").encode("cp1252"))
    with pytest.raises(BadFeed, match="save it as UTF-8"):
        list(find_format(path).read(path, OPTIONS))


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_a_damaged_archive_is_no_feed(tmp_path, method):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        rows = (f"{i},Mug {i * 7919 % 1000},{i}" for i in range(2000))
        archive.writestr("a.csv", "id,title,price\n" + "\n".join(rows))
    data = bytearray(path.read_bytes())
    data[200:260] = bytes(byte ^ 0x5A for byte in data[200:260])
    path.write_bytes(data)
    (tmp_path / "work").mkdir()
    with pytest.raises(BadFeed, match="cannot be unpacked"):
        find_feeds(str(path), tmp_path / "work", Fetcher())


@pytest.mark.parametrize(
    "url", ["http://[bad", "http://a..b/", f"http://{'a' * 70}.example/", "http://a:99999999/"]
)
def test_an_address_that_is_none_is_no_feed(tmp_path, url):
    with pytest.raises(BadFeed, match=r"cannot be|not a web address"):
        find_feeds(url, tmp_path, Fetcher())


@pytest.mark.parametrize("part", ["<", "<a ", "<!--", "</", "&", "<script>", "<b><p>", "<a b='"])
def test_markup_takes_linear_time(part):
    assert "x" not in plain_text((part * 400_000)[:400_000])


def test_an_address_holds_no_invisible_characters():
    assert web_address("https://shop.example/\u202egnp") == ""
    assert web_address("https://shop.example/\x7f") == ""


def test_the_highest_price_is_kept_exactly(tmp_path):
    (record,) = read(tmp_path / "a.jsonl", json.dumps({**GOOD, "price": "9999999999999.99"}))
    assert record.offer.price == Money(10**15 - 1, "EUR")


def test_a_table_of_countless_columns_is_no_feed(tmp_path):
    """A header of one line once took 2.1 GB, and minutes."""
    with pytest.raises(BadFeed, match="400,002 columns"):
        read(tmp_path / "a.csv", "id,title" + ",a" * 400_000, "1,Mug")


def test_a_row_of_countless_fields_is_refused_and_the_next_one_read(tmp_path):
    wide = {f"a{n}": 1 for n in range(6000)}
    bad, good = read(tmp_path / "a.jsonl", json.dumps(wide), json.dumps(GOOD))
    assert "more than 5,000 fields" in bad.reason
    assert good.offer.title == "Mug"


def test_headings_take_neither_time_nor_memory_however_long(tmp_path):
    """The pattern for notes in brackets would look through the rest at each bracket."""
    rows = [json.dumps({**GOOD, "(" * 900_000 + str(n): n}) for n in range(3)]
    assert isinstance(read(tmp_path / "a.jsonl", *rows)[0], Record)
