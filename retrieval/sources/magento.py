"""The product export of Magento and Adobe Commerce: a row a product and store view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urljoin

from retrieval.sources.base import ATTRIBUTE, FeedFormat, ReadOptions, Record, Rejection, Row
from retrieval.sources.offering import offer_from
from retrieval.sources.readers import count_lines
from retrieval.sources.sniffing import Head
from retrieval.sources.table import assign
from retrieval.sources.tables import csv_rows

FIELDS = {
    "sku": "offer_id",
    "name": "title",
    "description": "description",
    "price": "price",
    "special_price": "sale_price",
    "special_price_from_date": "sale_starts",
    "special_price_to_date": "sale_ends",
    "msrp_price": "list_price",
    "qty": "quantity",
    "is_in_stock": "availability",
    "product_online": "published",
    "manufacturer": "brand",
}
"""Their column → ours. A special price without dates holds."""

TECHNICAL = frozenset(
    "store_view_code attribute_set_code product_type categories product_websites tax_class_name"
    " visibility url_key meta_title meta_keywords meta_description base_image_label small_image"
    " small_image_label thumbnail_image thumbnail_image_label swatch_image swatch_image_label"
    " created_at updated_at new_from_date new_to_date display_product_options_in map_price"
    " map_enabled gift_message_available custom_design custom_design_from custom_design_to"
    " custom_layout_update page_layout product_options_container msrp_display_actual_price_type"
    " out_of_stock_qty use_config_min_qty is_qty_decimal allow_backorders use_config_backorders"
    " min_cart_qty use_config_min_sale_qty max_cart_qty use_config_max_sale_qty"
    " notify_on_stock_below use_config_notify_stock_qty manage_stock use_config_manage_stock"
    " use_config_qty_increments qty_increments use_config_enable_qty_inc"
    " enable_qty_increments is_decimal_divided website_id"
    " related_skus related_position crosssell_skus crosssell_position upsell_skus upsell_position"
    " additional_images additional_image_labels hide_from_product_page custom_options bundle_values"
    " bundle_price_type bundle_sku_type bundle_price_view bundle_weight_type associated_skus"
    " configurable_variations configurable_variation_labels base_image short_description"
    " country_of_manufacture_id downloadable_links downloadable_samples".split()
)
NOT_SOLD = ("configurable", "grouped")
"""Kinds that are sold as their parts."""


class MagentoFormat(FeedFormat):
    """One offer a simple product; rows of other store views translate it."""

    name = "magento"

    def recognises(self, head: Head) -> bool:
        return {"sku", "attribute_set_code", "product_type"} <= head.columns

    def rows(self, path: Path, options: ReadOptions) -> Iterator[Row]:
        beside = _Beside(path)
        for row in csv_rows(path):
            sku = row.content.get("sku", "")
            if row.problem or not row.content.get("store_view_code"):
                more = {"translations": beside.titles.get(sku), "group": beside.groups.get(sku)}
                yield Row(**{**vars(row), "content": {**row.content, **more}})

    def understand(self, row: Row, options: ReadOptions) -> Record | Rejection:
        said = {name: value for name, value in row.content.items() if isinstance(value, str)}
        if said.get("product_type", "").strip().lower() in NOT_SOLD:
            return Rejection(row.number, "it is sold as its parts, which have rows of their own")
        fields = {ours: said.get(theirs, "") for theirs, ours in FIELDS.items()}
        _, rest = assign(said, {f"{ATTRIBUTE}:{c}": c for c in said if c not in FIELDS})
        fields["description"] = fields["description"] or said.get("short_description", "")
        fields["category"] = _category(said.get("categories", ""))
        fields["brand"] = fields["brand"] or rest.get("brand", "")
        fields["group"] = row.content.get("group") or ""
        fields["availability"] = _availability(said)
        key = said.get("url_key", "")
        fields["url"] = urljoin(options.base, f"/{key}.html") if options.base and key else ""
        attributes = {n: v for n, v in rest.items() if n not in TECHNICAL and n not in FIELDS}
        attributes |= row.content.get("translations") or {}
        return offer_from(row, fields, attributes, options, pictures=_pictures(said, options))

    def count(self, path: Path) -> int | None:
        return count_lines(path)

    def taken_for(self, columns: tuple[str, ...], options: ReadOptions) -> dict[str, str]:
        used = {"categories": "category", "url_key": "url", "base_image": "picture",
                "additional_images": "picture", "configurable_variations": "group"}  # fmt: skip
        return {
            name: FIELDS.get(name) or used.get(name) or ("" if name in TECHNICAL else ATTRIBUTE)
            for name in columns
        }


class _Beside:
    """What other rows say of a product: its titles in other store views, and its parent."""

    def __init__(self, path: Path) -> None:
        self.titles: dict[str, dict[str, str]] = {}
        self.groups: dict[str, str] = {}
        for row in csv_rows(path):
            sku, view = row.content.get("sku", ""), row.content.get("store_view_code", "")
            if view and row.content.get("name"):
                name = f"title_{view[:2].lower()}"
                self.titles.setdefault(sku, {})[name] = row.content["name"]
            for child in re.findall(
                r"(?:^|\|)sku=([^,|]+)", row.content.get("configurable_variations", "")
            ):
                self.groups[child] = sku


def _category(text: str) -> str:
    """The deepest of the paths, without the root that nobody sees."""
    paths = [re.sub(r"^Default Category/?", "", one.strip()) for one in text.split(",")]
    return max(paths, key=lambda path: path.count("/")).replace("/", " > ")


def _availability(said: Mapping[str, str]) -> str:
    stated = said.get("is_in_stock", "")
    if said.get("manage_stock") == "0" and said.get("use_config_manage_stock") == "0":
        return "in stock"
    if stated == "1" and re.fullmatch(r"-?0*(?:\.0+)?", said.get("qty", "1")) and said.get("qty"):
        return "backorder" if said.get("allow_backorders", "0") not in ("0", "") else ""
    return stated


def _pictures(said: Mapping[str, str], options: ReadOptions) -> list[str]:
    """Addresses of the pictures, which the export names by their place in the media folder."""
    listed = [said.get("base_image", ""), *said.get("additional_images", "").split(",")]
    media = urljoin(options.base, "/media/catalog/product/") if options.base else ""
    return [
        one if "://" in one or not media else urljoin(media, one.lstrip("/"))
        for one in listed
        if one and one != "no_selection" and ("://" in one or media)
    ]
