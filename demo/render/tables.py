"""The simple table: one CSV a shop, pictures by relative path."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from demo.render.shops import SHOPS, Offer

FIXED = ("id", "title", "title_zh", "description", "category", "brand", "price", "currency",
         "availability", "url", "image", "gtin")  # fmt: skip


def row(offer: Offer) -> dict[str, str]:
    """One offer as a flat row."""
    return {
        "id": offer.id,
        "title": offer.title,
        "title_zh": offer.title_zh,
        "description": offer.description,
        "category": offer.category,
        "brand": offer.product.brand,
        "price": f"{offer.price:.2f}",
        "currency": offer.shop.currency,
        "availability": offer.availability,
        "url": offer.url,
        "image": f"images/{offer.image}",
        "gtin": offer.gtin,
        **offer.attributes,
    }


def write_csv(path: Path, rows: Sequence[dict[str, str]], first: Sequence[str] = ()) -> None:
    """Rows as CSV; columns in `first` lead, the rest follow in order of appearance."""
    columns = dict.fromkeys([c for c in first if any(c in r for r in rows)])
    for r in rows:
        columns |= dict.fromkeys(r)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(columns), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write(offers: Sequence[Offer], folder: Path) -> None:
    """One table a shop, <slug>.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    for shop in SHOPS:
        rows = [row(o) for o in offers if o.shop is shop]
        for r in rows:
            if not shop.voice.chinese:
                r.pop("title_zh")
        write_csv(folder / f"{shop.slug}.csv", rows, FIXED)
