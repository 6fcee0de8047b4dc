import json

import pytest

from retrieval.money import Money
from retrieval.sources import ReadOptions, Record, Rejection, find_format

OLDER = (
    "Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,"
    "Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price,"
    "Variant Compare At Price,Variant Barcode,Image Src,Variant Image,Status,"
    "glaze (product.metafields.custom.glaze)\n"
    "mug,Mug,<p>For tea.</p>,Moor,Mugs,true,Color,Red,M-R,shopify,3,deny,9.50,12.00,"
    "4006381333931,a.jpg,r.jpg,active,matt\n"
    "mug,,,,,,,Blue,M-B,shopify,0,continue,9.50,,,b.jpg,,,\n"
    "mug,,,,,,,,,,,,,,,c.jpg,,,\n"
    "pot,Pot,,Moor,Pots,true,Title,Default Title,,,,deny,20.00,,,p.jpg,,active,\n"
    "pan,Pan,,Moor,Pans,true,Title,Default Title,P,,,deny,20.00,,,,,draft,\n"
)
NEWER = (
    "Title,URL handle,Description,Vendor,Type,Published on online store,Status,SKU,Barcode,"
    "Option1 name,Option1 value,Price,Compare-at price,Inventory tracker,Inventory quantity,"
    "Continue selling when out of stock,Product image URL,Variant image URL,"
    "glaze (product.metafields.custom.glaze)\n"
    "Mug,mug,<p>For tea.</p>,Moor,Mugs,true,active,M-R,4006381333931,Color,Red,9.50,12.00,shopify,"
    "3,DENY,a.jpg,r.jpg,matt\n"
    ",mug,,,,,,M-B,,,Blue,9.50,,shopify,0,CONTINUE,b.jpg,,\n"
    ",mug,,,,,,,,,,,,,,,c.jpg,,\n"
    "Pot,pot,,Moor,Pots,true,active,,,Title,Default Title,20.00,,,,DENY,p.jpg,,\n"
    "Pan,pan,,Moor,Pans,true,draft,P,,Title,Default Title,20.00,,,,DENY,,,\n"
)


def read(path, text: str, base: str = "") -> list:
    path.write_text(text)
    found = find_format(path)
    assert found.name == "shopify"
    return list(found.read(path, ReadOptions("shop", "USD", base=base)))


@pytest.mark.parametrize("text", [OLDER, NEWER], ids=["older", "newer"])
def test_both_dialects_say_the_same(tmp_path, text):
    red, blue, pot, pan = read(tmp_path / "products.csv", text)
    assert [row.row for row in (red, blue, pot, pan)] == [2, 3, 5, 6]
    assert (red.offer.offer_id, red.offer.title) == ("M-R", "Mug – Red")
    assert red.offer.price == Money(950, "USD")
    assert red.offer.description == blue.offer.description == "For tea."
    assert red.offer.gtin == "4006381333931"
    assert red.offer.attributes == {
        "color": "Red",
        "glaze": "matt",
        "type": "Mugs",
        "list_price": "$12.00",
    }
    assert red.pictures == ("r.jpg", "a.jpg", "b.jpg", "c.jpg")
    assert blue.pictures == ("a.jpg", "b.jpg", "c.jpg")
    assert (red.offer.availability, blue.offer.availability) == ("in_stock", "backorder")
    assert red.offer.group == blue.offer.group == "mug"
    assert (pot.offer.offer_id, pot.offer.title, pot.offer.group) == ("pot", "Pot", "")
    assert isinstance(pan, Rejection)
    assert "not published" in pan.reason


def test_a_shops_public_list_is_read(tmp_path):
    document = {
        "products": [
            {
                "id": 1,
                "title": "Mug",
                "handle": "mug",
                "body_html": "<p>For tea.</p>",
                "vendor": "Moor",
                "product_type": "Mugs",
                "tags": ["tea", "clay"],
                "options": [{"name": "Color", "values": ["Red", "Blue"]}],
                "images": [{"src": "https://cdn.example/a.jpg"}],
                "variants": [
                    {"option1": "Red", "sku": "M-R", "price": "9.50", "available": True},
                    {"option1": "Blue", "sku": "", "price": "9.50", "available": False},
                    "not a variant",
                ],
            }
        ]
    }
    red, blue = read(
        tmp_path / "p.json", json.dumps(document), "https://shop.example/products.json"
    )
    assert isinstance(red, Record)
    assert (red.offer.title, red.offer.price) == ("Mug – Red", Money(950, "USD"))
    assert red.offer.url == "https://shop.example/products/mug"
    assert red.offer.attributes["tags"] == "tea, clay"
    assert blue.offer.offer_id == "mug/Blue"
    assert (red.offer.availability, blue.offer.availability) == ("in_stock", "out_of_stock")
    assert blue.pictures == ("https://cdn.example/a.jpg",)
