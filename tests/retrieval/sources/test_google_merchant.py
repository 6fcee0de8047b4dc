import pytest

from retrieval.errors import BadFeed
from retrieval.money import Money
from retrieval.sources import ReadOptions, Record, find_format

G = 'xmlns:g="http://base.google.com/ns/1.0"'
OPTIONS = ReadOptions("shop")

ITEM = """<item>
  <title>plain title</title><g:title>Mug, large</g:title><g:id>7</g:id>
  <link>https://shop.example/7</link>
  <g:price>1.299,00 EUR</g:price><g:sale_price>999.00 EUR</g:sale_price>{dates}
  <g:availability>out of stock</g:availability>
  <g:gtin>4006381333931</g:gtin><g:mpn>MG-7</g:mpn><g:item_group_id>mugs</g:item_group_id>
  <g:condition>refurbished</g:condition><g:google_product_category>632</g:google_product_category>
  <g:image_link>https://shop.example/7.jpg</g:image_link>
  <g:additional_image_link>https://shop.example/7b.jpg</g:additional_image_link>
  <g:additional_image_link>https://shop.example/7c.jpg</g:additional_image_link>
  <g:color>red</g:color><g:shipping><g:country>DE</g:country></g:shipping>
  <g:product_detail><g:attribute_name>handle</g:attribute_name>
    <g:attribute_value>large</g:attribute_value></g:product_detail>
</item>"""


def read(path, text: str, options=OPTIONS) -> list:
    path.write_text(text)
    found = find_format(path)
    assert found.name == "google"
    return list(found.read(path, options))


def rss(*items: str) -> str:
    return f'<rss version="2.0" {G}><channel><title>Shop</title>{"".join(items)}</channel></rss>'


def test_an_rss_item_becomes_an_offer(tmp_path):
    (row,) = read(tmp_path / "feed", rss(ITEM.format(dates="")))
    offer = row.offer
    assert (offer.offer_id, offer.title, offer.url) == ("7", "Mug, large", "https://shop.example/7")
    assert offer.price == Money(99900, "EUR")
    assert (offer.availability, offer.condition) == ("out_of_stock", "refurbished")
    assert (offer.gtin, offer.mpn, offer.group) == ("4006381333931", "MG-7", "mugs")
    assert offer.attributes == {"color": "red", "handle": "large", "list_price": "€1,299.00"}
    assert row.pictures == tuple(f"https://shop.example/{n}.jpg" for n in ("7", "7b", "7c"))


@pytest.mark.parametrize(
    ("dates", "minor"),
    [
        ("2001-01-01T00:00Z/2001-02-01T00:00Z", 129900),
        ("2001-01-01T00:00+01:00/2999-02-01T00:00+01:00", 99900),
        ("2999-01-01/2999-02-01", 129900),
    ],
)
def test_a_sale_holds_in_its_days(tmp_path, dates, minor):
    tag = f"<g:sale_price_effective_date>{dates}</g:sale_price_effective_date>"
    (row,) = read(tmp_path / "feed.xml", rss(ITEM.format(dates=tag)))
    assert row.offer.price == Money(minor, "EUR")
    assert row.digest == ""  # tomorrow it may mean something else


def test_atom_and_tsv_say_the_same(tmp_path):
    atom = (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {G}><entry><g:id>1</g:id><title>Mug</title>'
        '<link href="https://shop.example/1"/><summary>For tea.</summary>'
        "<g:price>3.50 GBP</g:price><g:availability>in_stock</g:availability>"
        "<g:image_link>1.jpg</g:image_link></entry></feed>"
    )
    tsv = (
        "id\ttitle\tlink\tdescription\tprice\tavailability\timage link\n"
        "1\tMug\thttps://shop.example/1\tFor tea.\t3.50 GBP\tin stock\t1.jpg\n"
    )
    (one,), (two,) = read(tmp_path / "a.xml", atom), read(tmp_path / "a.txt", tsv)
    assert one.offer == two.offer
    assert one.offer.description == "For tea."
    assert one.offer.price == Money(350, "GBP")
    assert one.pictures == two.pictures == ("1.jpg",)


def test_a_bad_item_costs_one_item(tmp_path):
    good = "<item><g:id>1</g:id><g:title>Mug</g:title></item>"
    rows = read(tmp_path / "a.xml", rss(good, good, "<item><g:title>Pot</g:title></item>", good))
    assert isinstance(rows[0], Record)
    assert [row.reason for row in rows[1:]] == [
        "the id '1' came before",
        "there is no id",
        "the id '1' came before",
    ]


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_document_type_is_refused(tmp_path, doctype):
    with pytest.raises(BadFeed, match="document type"):
        read(tmp_path / "a.xml", doctype + rss("<item><g:id>&b;</g:id></item>"))


def test_a_feed_that_was_cut_off_is_no_feed(tmp_path):
    text = rss(*(f"<item><g:id>{n}</g:id><g:title>Mug</g:title></item>" for n in range(5)))
    with pytest.raises(BadFeed, match="cut off"):
        read(tmp_path / "a.xml", text[:-30])
