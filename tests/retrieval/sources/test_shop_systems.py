"""Exports of shop systems as their users report them."""

import json

import pytest

from retrieval.money import Money
from retrieval.sources import ReadOptions, Record, find_format

OPTIONS = ReadOptions("shop", "EUR", base="https://shop.example")


def read(path, content: str, options: ReadOptions = OPTIONS) -> list:
    path.write_text(content)
    return list(find_format(path).read(path, options))


MAGENTO = (
    "sku,store_view_code,attribute_set_code,product_type,categories,name,product_online,"
    "price,special_price,special_price_from_date,special_price_to_date,qty,is_in_stock,url_key,"
    "additional_attributes,configurable_variations\n"
)


def test_magentos_store_views_states_and_specials(tmp_path):
    rows = (
        'B1,,Default,simple,"Default Category/Bags,Default Category/Bags/Totes",Tote,1,'
        '80.0000,60.0000,01/01/2020,12/31/2098,4,1,tote,"color=red,brand=Moor",\n'
        "B1,de,,,,Tasche,,,,,,,,,,\n"
        "B2,,Default,simple,Default Category/Bags,Off,2,80,,,,4,1,off,,\n"
        "B3,,Default,simple,Default Category/Bags,None left,1,80,60,,1/1/2021,0,0,none,,\n"
        'B,,Default,configurable,Default Category/Bags,Bags,1,,,,,,1,bags,,"sku=B1,color=red"\n'
    )
    found = read(tmp_path / "a.csv", MAGENTO + rows)
    tote, none = (row.offer for row in found if isinstance(row, Record))
    assert (tote.title, tote.price, tote.category) == ("Tote", Money(6000, "EUR"), "Bags > Totes")
    assert (tote.brand, tote.group, tote.availability) == ("Moor", "B", "in_stock")
    assert tote.url == "https://shop.example/tote.html"
    assert tote.attributes["title_de"] == "Tasche"
    assert (none.price, none.availability) == (Money(8000, "EUR"), "out_of_stock")
    assert len(found) == 4


PRESTA = (
    "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax included;On sale (0/1);"
    "Discount amount;Discount percent;Discount from (yyyy-mm-dd);Discount to (yyyy-mm-dd);"
    "Reference #;Quantity;Image URLs (x,y,z...)\n"
)


def test_prestashops_discounts(tmp_path):
    rows = (
        "1;1;Lamp;Home,Lamps;50,00;1;5,00;;2020-01-01;2098-01-01;L-1;3;https://s.example/1.jpg\n"
        "2;1;Fan;Home,Fans;50,00;1;;20;0000-00-00;0000-00-00;F-1;0;\n"
        "3;1;Mat;Home,Mats;50,00;0;5,00;;2020-01-01;2021-01-01;M-1;3;\n"
        "4;0;Old;Home;50,00;0;;;;;O-1;3;\n"
    )
    found = read(tmp_path / "a.csv", PRESTA + rows)
    offers = [row.offer for row in found if isinstance(row, Record)]
    assert [one.price.minor for one in offers] == [4500, 4000, 5000]
    assert [one.availability for one in offers] == ["in_stock", "out_of_stock", "in_stock"]
    assert offers[0].category == "Lamps"


SHOPIFY = (
    "Handle,Title,Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price,"
    "Variant Compare At Price,Image Src,Status\n"
)


@pytest.mark.parametrize(
    ("was", "former"), [("0.00", None), ("", None), ("8", None), ("9.50", None), ("12", "€12.00")]
)
def test_shopifys_price_is_paid_whatever_it_is_compared_to(tmp_path, was, former):
    row = f"cup,Cup,Moor,true,Title,Default Title,C,9.50,{was},,active\n"
    (cup,) = read(tmp_path / "a.csv", SHOPIFY + row)
    assert cup.offer.price == Money(950, "EUR")
    assert cup.offer.attributes.get("list_price") == former
    assert cup.offer.url == "https://shop.example/products/cup"


def test_variants_that_share_a_number_stay_apart_in_any_order(tmp_path):
    rows = [f"sock,Sock,Moor,true,Size,{size},SOCK,5,,,active\n" for size in ("S", "M", "L")]
    picture = "sock,Sock,Moor,true,,,,,,https://s.example/2.jpg,active\n"
    there = read(tmp_path / "a.csv", SHOPIFY + "".join([*rows, picture]))
    back = read(tmp_path / "b.csv", SHOPIFY + "".join([*reversed(rows), picture]))
    ids = {row.offer.offer_id for row in there}
    assert ids == {row.offer.offer_id for row in back} == {"sock/S", "sock/M", "sock/L"}


@pytest.mark.parametrize(
    "state",
    [{"status": "draft"}, {"status": "archived"}, {"published_at": None}],
)
def test_what_shopify_does_not_publish_is_not_offered(tmp_path, state):
    variant = {"sku": "C", "price": "9.50", "inventory_management": "shopify",
               "inventory_quantity": 0, "inventory_policy": "deny"}  # fmt: skip
    cup = {"title": "Cup", "handle": "cup", "body_html": "", "variants": [variant]}
    hidden = {**cup, **state, "variants": [{**variant, "sku": "H"}]}
    found = read(tmp_path / "a.json", json.dumps({"products": [cup, hidden]}))
    (offer,) = (row.offer for row in found if isinstance(row, Record))
    assert (offer.offer_id, offer.availability) == ("C", "out_of_stock")


WOO = "ID,Type,SKU,Name,Published,In stock?,Weight (lbs),Sale price,Regular price,Images,Brands\n"


def test_woocommerces_escapes_units_and_links(tmp_path):
    image = "https://woo.example/sub/wp-content/uploads/1.jpg"
    row = f'7,simple,W7,\'-5 °C bag,1,1,2.5,0.00,30,{image},"Moor\\, Ltd"\n'
    (bag,) = read(tmp_path / "a.csv", WOO + row, ReadOptions("shop", "EUR"))
    assert (bag.offer.title, bag.offer.brand) == ("-5 °C bag", "Moor, Ltd")
    assert bag.offer.price == Money(3000, "EUR")
    assert bag.offer.attributes["weight"] == "2.5 lbs"
    assert bag.offer.url == "https://woo.example/sub/?post_type=product&p=7"


def test_a_catalogue_of_meta_is_a_table(tmp_path):
    content = (
        "# Required | A unique id,# Required | A title,,,,\n"
        "id,title,availability,price,sale_price,quantity_to_sell_on_facebook\n"
        "F1,Bag,available for order,30.00 EUR,20.00 EUR,4\n"
    )
    (bag,) = read(tmp_path / "a.csv", content)
    assert (bag.offer.price, bag.offer.availability) == (Money(2000, "EUR"), "backorder")
