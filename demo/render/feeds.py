"""The three shops' own feeds: Google Merchant XML, Shopify CSV, WooCommerce CSV.

Pictures are given relative to the feed, as a shop would that ships them beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from demo.render import stores
from demo.render.reviews import file_name
from demo.render.shops import SHOPS, Offer, Shop
from demo.render.tables import write_csv

GOOGLE = "http://base.google.com/ns/1.0"
IMAGES = "../catalog/images"
EXPECTED = "2027-02-15T09:00+0100"  # when preorders arrive; Google wants a day for them
GOOGLE_FIELDS = {"color": "color", "material": "material", "pattern": "pattern", "size": "size"}
GOOGLE_SIZES = {"width_cm": "product_width", "height_cm": "product_height",
                "depth_cm": "product_length", "length_cm": "product_length"}  # fmt: skip


def google(shop: Shop, offers: Sequence[Offer], path: Path) -> None:
    """RSS 2.0 with the g: namespace, as Google Merchant Center reads it."""
    ElementTree.register_namespace("g", GOOGLE)
    rss = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(rss, "channel")
    for tag, text in (("title", shop.name), ("link", shop.site), ("description", "All products")):
        ElementTree.SubElement(channel, tag).text = text
    for offer in offers:
        _google_item(ElementTree.SubElement(channel, "item"), offer)
    ElementTree.indent(rss, " ")
    ElementTree.ElementTree(rss).write(path, encoding="utf-8", xml_declaration=True)


def _google_item(item: ElementTree.Element, offer: Offer) -> None:
    def put(tag: str, text: str) -> None:
        ElementTree.SubElement(item, f"{{{GOOGLE}}}{tag}").text = text

    put("id", offer.id)
    put("title", offer.title)
    put("description", offer.description)
    put("link", offer.url)
    put("image_link", f"{IMAGES}/{offer.image}")
    put("availability", offer.availability.replace(" ", "_"))
    if offer.availability == "preorder":
        put("availability_date", EXPECTED)
    put("price", f"{offer.price:.2f} {offer.shop.currency}")
    put("brand", offer.product.brand)
    put("condition", "new")
    put("product_type", offer.category)
    put("gtin", offer.gtin) if offer.gtin else put("identifier_exists", "no")
    for trait, value in offer.attributes.items():
        if trait in GOOGLE_FIELDS:
            put(GOOGLE_FIELDS[trait], value)
        elif trait in GOOGLE_SIZES:
            put(GOOGLE_SIZES[trait], f"{value} cm")
        elif trait == "weight_g":
            put("product_weight", f"{value} g")
        else:
            _google_detail(item, trait, value)


def _google_detail(item: ElementTree.Element, trait: str, value: str) -> None:
    detail = ElementTree.SubElement(item, f"{{{GOOGLE}}}product_detail")
    ElementTree.SubElement(detail, f"{{{GOOGLE}}}attribute_name").text = trait
    ElementTree.SubElement(detail, f"{{{GOOGLE}}}attribute_value").text = value


def shopify(_: Shop, offers: Sequence[Offer], path: Path) -> None:
    """The product CSV that Shopify exports; traits as tags and metafields."""
    write_csv(path, [_shopify_row(o) for o in offers])


def _shopify_row(offer: Offer) -> dict[str, str]:
    said = offer.attributes
    meta = {t: v for t, v in said.items() if t != "weight_g"}
    return {
        "Handle": offer.url.rsplit("/", 1)[1],
        "Title": offer.title,
        "Body (HTML)": f"<p>{offer.description}</p>",
        "Vendor": offer.product.brand,
        "Product Category": offer.product.kind.category,
        "Type": offer.category,
        "Tags": ", ".join(said[t] for t in ("color", "material", "pattern") if said.get(t)),
        "Published": "true",
        "Option1 Name": "Title",
        "Option1 Value": "Default Title",
        "Variant SKU": offer.id,
        "Variant Grams": said.get("weight_g", "0"),
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": "12" if offer.availability == "in stock" else "0",
        "Variant Inventory Policy": "continue" if offer.availability == "preorder" else "deny",
        "Variant Fulfillment Service": "manual",
        "Variant Price": f"{offer.price:.2f}",
        "Variant Requires Shipping": "true",
        "Variant Taxable": "true",
        "Variant Barcode": offer.gtin,
        "Image Src": f"{IMAGES}/{offer.image}",
        "Image Position": "1",
        "Image Alt Text": offer.title,
        "Gift Card": "false",
        "Status": "active",
        **{f"{t} (product.metafields.custom.{t})": v for t, v in meta.items()},
    }


def woocommerce(_: Shop, offers: Sequence[Offer], path: Path) -> None:
    """The product CSV that WooCommerce exports; Chinese titles as a meta column."""
    write_csv(path, [_woocommerce_row(number, o) for number, o in enumerate(offers, 101)])


def _woocommerce_row(number: int, offer: Offer) -> dict[str, str]:
    said = dict(offer.attributes)
    grams = said.pop("weight_g", "")
    row = {
        "ID": str(number),
        "Type": "simple",
        "SKU": offer.id,
        "GTIN, UPC, EAN, or ISBN": offer.gtin,
        "Name": offer.title,
        "Published": "1",
        "Is featured?": "0",
        "Visibility in catalog": "visible",
        "Short description": offer.description.split(". ")[0] + ".",
        "Description": offer.description,
        "In stock?": {"in stock": "1", "out of stock": "0"}.get(offer.availability, "backorder"),
        "Weight (kg)": f"{float(grams) / 1000:g}" if grams else "",
        "Length (cm)": said.pop("depth_cm", said.pop("length_cm", "")),
        "Width (cm)": said.pop("width_cm", ""),
        "Height (cm)": said.pop("height_cm", ""),
        "Regular price": f"{offer.price:.2f}",
        "Categories": offer.product.kind.category,
        "Images": f"{IMAGES}/{offer.image}",
        "Brands": offer.product.brand,
        "External URL": offer.url,
        "Meta: title_zh": offer.title_zh,
    }
    for place, (trait, value) in enumerate(said.items(), 1):
        row |= {f"Attribute {place} name": trait, f"Attribute {place} value(s)": value}
        row |= {f"Attribute {place} visible": "1", f"Attribute {place} global": "0"}
    return row


FEEDS: dict[str, tuple[str, Callable[[Shop, Sequence[Offer], Path], None]]] = {
    "lindenhof-markt": ("lindenhof-markt.xml", google),
    "harbor-and-pine": ("harbor-and-pine-shopify.csv", shopify),
    "moss-lane-stores": ("moss-lane-stores-woocommerce.csv", woocommerce),
}


def write(offers: Sequence[Offer], folder: Path) -> None:
    """Each shop's offers in its own format, and the list of who gives which files."""
    folder.mkdir(parents=True, exist_ok=True)
    for shop in SHOPS:
        name, write_feed = FEEDS[shop.slug]
        write_feed(shop, [o for o in offers if o.shop is shop], folder / name)
    listed = [
        {
            "shop": s.name,
            "currency": s.currency,
            "feeds": [FEEDS[s.slug][0], file_name(s), *stores.file_names(s)],
        }
        for s in SHOPS
    ]
    (folder / "shops.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n")
