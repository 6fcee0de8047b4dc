"""The three feeds hold what the tables hold, each in its own format."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from demo.render.__main__ import DEMO
from demo.render.feeds import FEEDS, GOOGLE
from demo.render.shops import SHOPS

from .conftest import read_table

FOLDER = DEMO / "feeds"
NAMES = {"g": GOOGLE}


def test_every_shop_has_its_feed() -> None:
    listed = json.loads((FOLDER / "shops.json").read_text(encoding="utf-8"))
    given = {name for one in listed for name in one["feeds"]}
    assert {path.name for path in FOLDER.iterdir()} == {*given, "shops.json"}
    assert {name for name, _ in FEEDS.values()} < given
    assert FEEDS.keys() == {shop.slug for shop in SHOPS}


def test_google_feed(tables) -> None:
    items = ElementTree.parse(FOLDER / "lindenhof-markt.xml").getroot().findall("channel/item")
    rows = tables["lindenhof-markt"]
    assert len(items) == len(rows)
    for item, row in zip(items, rows, strict=True):
        said = {tag: item.findtext(f"g:{tag}", namespaces=NAMES) for tag in ("id", "title", "link")}
        assert said == {"id": row["id"], "title": row["title"], "link": row["url"]}
        assert item.findtext("g:price", namespaces=NAMES) == f"{row['price']} EUR"
        date = item.findtext("g:availability_date", namespaces=NAMES)
        assert (date is not None) == (row["availability"] == "preorder")
        marked = (
            item.findtext("g:gtin", namespaces=NAMES),
            item.findtext("g:identifier_exists", namespaces=NAMES),
        )
        assert marked == ((row["gtin"], None) if row["gtin"] else (None, "no"))
        assert (FOLDER / item.findtext("g:image_link", namespaces=NAMES)).resolve().is_file()


def test_shopify_feed(tables) -> None:
    feed, rows = read_table(FOLDER / "harbor-and-pine-shopify.csv"), tables["harbor-and-pine"]
    assert [(f["Variant SKU"], f["Title"], f["Variant Price"]) for f in feed] == [
        (r["id"], r["title"], r["price"]) for r in rows
    ]
    assert len({f["Handle"] for f in feed}) == len(feed)
    assert all((FOLDER / f["Image Src"]).resolve().is_file() for f in feed)


def test_woocommerce_feed(tables) -> None:
    feed, rows = read_table(FOLDER / "moss-lane-stores-woocommerce.csv"), tables["moss-lane-stores"]
    assert [(f["SKU"], f["Name"], f["Regular price"], f["Meta: title_zh"]) for f in feed] == [
        (r["id"], r["title"], r["price"], r["title_zh"]) for r in rows
    ]
    assert all((FOLDER / f["Images"]).resolve().is_file() for f in feed)
