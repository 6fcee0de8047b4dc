import json

from retrieval.money import Money
from retrieval.sources import ReadOptions, find_format

TEE = {
    "id": "tee",
    "title": "Tee",
    "description": {"plain": "Soft cotton."},
    "brand": "Moor",
    "variants": [
        {
            "id": "tee-red-m",
            "title": "Tee – Red / M",
            "barcodes": [{"type": "GTIN", "value": "4006381333931"}],
            "price": {"amount": 1999, "currency": "usd"},
            "list_price": {"amount": 2499, "currency": "USD"},
            "availability": {"available": False, "status": "out_of_stock"},
            "variant_options": [{"name": "Color", "value": "Red"}],
            "media": [
                {"type": "video", "url": "https://cdn.example/v.mp4"},
                {"type": "image", "url": "https://cdn.example/r.jpg"},
            ],
            "seller": {"name": "Moor & Sons"},
        },
        {"id": "tee-blue", "price": {"amount": 1500, "currency": "JPY"}},
        {"id": "tee-odd", "price": {"amount": 15.5, "currency": "USD"}},
        {"title": "no id of its own"},
    ],
}


def read(path, *lines: dict) -> list:
    path.write_text("\n".join(map(json.dumps, lines)))
    found = find_format(path)
    assert found.name == "agentic"
    return list(found.read(path, ReadOptions("shop")))


def test_amounts_are_minor_units(tmp_path):
    red, blue, odd, nameless = read(tmp_path / "feed.jsonl", TEE)
    assert red.offer.price == Money(1999, "USD")
    assert blue.offer.price == Money(1500, "JPY")
    assert "minor units" in odd.reason
    assert "no id" in nameless.reason
    assert (red.offer.availability, red.offer.gtin) == ("out_of_stock", "4006381333931")
    assert red.offer.attributes == {
        "color": "Red",
        "seller": "Moor & Sons",
        "list_price": "$24.99",
    }
    assert red.pictures == ("https://cdn.example/r.jpg",)
    assert (blue.offer.title, blue.offer.description) == ("Tee", "Soft cotton.")
    assert red.offer.group == blue.offer.group == "tee"


def test_flat_rows_are_read_too(tmp_path):
    header = {"feed_id": "f1", "account_id": "a1"}
    row = {
        "is_eligible_search": True,
        "item_id": "7",
        "title": "Mug",
        "price": "9.50 USD",
        "availability": "in_stock",
        "url": "https://shop.example/7",
        "image_url": "https://shop.example/7.jpg",
        "color": "red",
    }
    (mug,) = read(tmp_path / "feed.jsonl", header, row)
    assert (mug.row, mug.offer.offer_id, mug.offer.price) == (2, "7", Money(950, "USD"))
    assert mug.offer.attributes == {"color": "red"}
    assert mug.pictures == ("https://shop.example/7.jpg",)
