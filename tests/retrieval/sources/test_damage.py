"""A damaged row costs that row: the kinds of damage that public reports tell of."""

import json

import pytest

from retrieval.errors import BadFeed
from retrieval.sources import ReadOptions, Record, Rejection, find_format

OPTIONS = ReadOptions("shop", "EUR")
ITEM = "<item><g:id>{}</g:id><title>{}</title><g:price>4.50 EUR</g:price></item>"


def read(path, content: str | bytes) -> list:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(find_format(path).read(path, OPTIONS))


def ids(rows) -> list[str]:
    return [row.offer.offer_id for row in rows if isinstance(row, Record)]


@pytest.mark.parametrize("mark", [";", "\t", ","])
@pytest.mark.parametrize("closing", ['Frame 18" x 24"', 'Shelf 30" deep', "Tray"])
def test_an_open_quote_swallows_no_row(tmp_path, mark, closing):
    rows = [["k0", "Bowl", "a", "4"], ["k1", '"12 inch pan', "a", "4"]]
    rows += [[f"k{n}", "Bowl", "a", "4"] for n in range(2, 6)]
    rows += [["k6", closing, "a", "4"], ["k7", "Bowl", "a", "4"]]
    table = "\n".join(mark.join(row) for row in [["id", "title", "note", "price"], *rows])
    found = read(tmp_path / "a.csv", table + "\n")
    assert ids(found) == [row[0] for row in rows]
    assert found[1].offer.title in ('"12 inch pan', "12 inch pan")


def test_text_of_several_lines_stays_one_row(tmp_path):
    text = 'Soft, warm, and light.\nWash cold, dry flat, rest.\n""Best"", they say, of all.'
    found = read(tmp_path / "a.csv", f'id,title,description,price\n1,Rug,"{text}",4\n2,Bowl,x,5\n')
    assert ids(found) == ["1", "2"]
    assert 'light. Wash cold, dry flat, rest. "Best"' in found[0].offer.description


@pytest.mark.parametrize(
    ("row", "reason"), [("3;Bowl", "2 columns instead of 3"), ("3;Bowl;4;x;y", "5 columns")]
)
def test_a_cell_too_few_or_too_many_costs_the_row(tmp_path, row, reason):
    found = read(tmp_path / "a.csv", f"id;title;price\n1;Rug;3,50;;\n{row}\n2;Bowl;4,00;\n")
    assert ids(found) == ["1", "2"]
    assert reason in found[1].reason
    assert not found[1].cut


@pytest.mark.parametrize("first", ["sep=;\n", "\n\n", "# made by hand;;\n", "Stock list\n\n"])
def test_what_stands_above_the_header_is_passed_over(tmp_path, first):
    assert ids(read(tmp_path / "a.csv", f"{first}id;title;price\n1;Rug;3,50\n2;Pot;4,50\n")) == [
        "1",
        "2",
    ]


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("utf-16", "Türgriff"),
        ("utf-16-le", "Knob for doors"),
        ("utf-8-sig", "Türgriff"),
        ("cp1252", "Türgriff für Käfige"),
        ("cp1250", "Gałka złota żółta"),
        ("gb18030", "红色陶瓷茶杯大号保温杯带盖子"),
        ("cp932", "赤い陶器のマグカップ大きいサイズ"),
    ],
)
def test_a_table_is_read_in_the_encoding_it_is_in(tmp_path, encoding, title):
    rows = "".join(f"{n};{title};4,50\n" for n in range(5))
    found = read(tmp_path / "a.csv", f"id;title;price\n{rows}".encode(encoding))
    assert [row.offer.title for row in found] == [title] * 5


def test_a_row_in_another_encoding_than_the_rest_is_refused(tmp_path):
    rows = [f"{n};Größe {n};4,50".encode() for n in range(5)]
    content = b"\n".join([b"id;title;price", *rows, "9;Größe;4,50".encode("cp1252"), b"7;Pot;1"])
    found = read(tmp_path / "a.csv", content)
    assert "UTF-8" in found[5].reason
    assert ids(found) == ["0", "1", "2", "3", "4", "7"]


@pytest.mark.parametrize(
    ("damage", "title"),
    [
        ("Caf&eacute; table", "Café table"),
        ("Salt & pepper", "Salt & pepper"),
        ("Up & down &nbsp; set", "Up & down set"),
        ("Tab\x0ble", "Table"),
        ("For < 5 kg", "For < 5 kg"),
        ("<b>Bold", None),
        ("x</wrong>", None),
    ],
)
def test_a_flaw_in_an_item_costs_at_most_the_item(tmp_path, damage, title):
    items = [ITEM.format(1, "Rug"), ITEM.format(2, damage), ITEM.format(3, "Pot")]
    feed = f'<rss xmlns:g="http://base.google.com/ns/1.0"><channel>{"".join(items)}</channel></rss>'
    found = read(tmp_path / "a.xml", feed)
    assert ids(found) == (["1", "2", "3"] if title else ["1", "3"])
    if title:
        assert found[1].offer.title == title
        assert any("mended" in note for note in found[1].notes)


def test_a_prefix_that_is_not_declared_is_googles(tmp_path):
    feed = f"<rss><channel>{ITEM.format(1, 'Rug')}{ITEM.format(2, 'Pot')}</channel></rss>"
    assert ids(read(tmp_path / "a.xml", feed)) == ["1", "2"]


@pytest.mark.parametrize("cell", ['"=""00417"""', "00417"])
def test_what_keeps_a_spreadsheet_from_counting_is_no_part_of_a_cell(tmp_path, cell):
    assert ids(read(tmp_path / "a.csv", f"id,title,price\n{cell},Rug,3\n")) == ["00417"]


def test_a_feed_of_xml_that_ends_early_is_cut_off(tmp_path):
    feed = f"<rss><channel>{ITEM.format(1, 'Rug')}{ITEM.format(2, 'Salt & pepper')}"
    with pytest.raises(BadFeed, match="cut off"):
        read(tmp_path / "a.xml", feed)


PRODUCT = (
    '{"@type":"Product","sku":"R","name":"Rug","offers":{"price":"4","priceCurrency":"EUR"%s}%s}'
)


@pytest.mark.parametrize(
    "script",
    [
        PRODUCT % (",", ","),
        "<!--\n" + PRODUCT % ("", "") + "\n-->",
        "//<![CDATA[\n" + PRODUCT % ("", "") + "\n//]]>",
        "/* made by a theme */ " + PRODUCT % ("", "") + ";",
        PRODUCT % (', "url": "https://s.example/a//b,}"', ""),
        PRODUCT.replace("Rug", "Rug\\'s") % ("", ""),
        PRODUCT.replace('"', "&quot;") % ("", ""),
    ],
)
def test_structured_data_with_a_common_flaw_is_read(tmp_path, script):
    page = f'<html><script type="application/ld+json">{script}</script></html>'
    (row,) = read(tmp_path / "a.html", page)
    assert (row.offer.offer_id, row.offer.price.minor) == ("R", 400)


def test_a_line_of_json_may_stand_in_a_list(tmp_path):
    content = '[\n{"id": 1, "title": "Rug"},\n{"id": 2, "title": "Pot",}\n]\n'
    assert ids(read(tmp_path / "a.jsonl", content)) == ["1", "2"]


@pytest.mark.parametrize(
    ("end", "cut"), [('{"id": 2, "ti', True), ('{"id": 2 "title": ""}', False)]
)
def test_only_a_row_that_ends_early_is_called_cut_off(tmp_path, end, cut):
    bad = read(tmp_path / "a.jsonl", '{"id": 1, "title": "Rug"}\n' + end)[1]
    assert isinstance(bad, Rejection)
    assert bad.cut is cut


def test_microdata_is_read_and_a_page_without_a_product_is_named(tmp_path):
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.html").write_text(
        '<div itemscope itemtype="http://schema.org/Product"><span itemprop="name">Rug</span>'
        '<meta itemprop="sku" content="R"><img itemprop="image" src="https://s.example/r.png">'
        '<div itemprop="offers" itemscope itemtype="http://schema.org/Offer">'
        '<span itemprop="price">12,50 €</span><link itemprop="availability" '
        'href="http://schema.org/OutOfStock"></div></div>'
    )
    (tmp_path / "p" / "b.html").write_text("<html><p>About us</p></html>")
    rug, about = find_format(tmp_path / "p").read(tmp_path / "p", OPTIONS)
    assert (rug.offer.price.minor, rug.offer.availability) == (1250, "out_of_stock")
    assert rug.pictures == ("https://s.example/r.png",)
    assert "b.html" in about.reason


@pytest.mark.parametrize("charset", ["windows-1252", "utf-8", ""])
def test_a_page_is_read_in_its_encoding(tmp_path, charset):
    script = json.dumps({"@type": "Product", "sku": "R", "name": "Läufer"}, ensure_ascii=False)
    meta = f'<meta charset="{charset}">' if charset else ""
    page = f'<html>{meta}<script type="application/ld+json">{script}</script></html>'
    (row,) = read(tmp_path / "a.html", page.encode("cp1252"))
    assert row.offer.title == "Läufer"


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": 1, "title": "Rug"}, {"id": 2, "title": "Pot"}]',
        '{"total": 2, "items": [{"id": 1, "title": "Rug"}, {"id": 2, "title": "Pot"}]}',
        '{\n"items": [\n{"id": 1, "title": "Rug"},\n{"id": 2, "title": "Pot"}\n]}',
        '{"id": 1, "title": "Rug"}\n{"id": 2, "title": "Pot"}',
    ],
)
def test_a_list_of_json_is_read_however_it_is_wrapped(tmp_path, content):
    assert ids(read(tmp_path / "a.json", content)) == ["1", "2"]


def test_lines_of_json_may_be_in_utf_16(tmp_path):
    content = '{"id": 1, "title": "Türgriff"}\n{"id": 2, "title": "Pot"}\n'.encode("utf-16")
    found = read(tmp_path / "a.jsonl", content)
    assert [row.offer.title for row in found] == ["Türgriff", "Pot"]
