"""Sets of photos of one domain and catalogue pictures of another; see `benchmarks.datasets`."""

from __future__ import annotations

import csv
import json
import random
from collections import defaultdict
from pathlib import Path

Row = dict[str, str]
Query = dict[str, object]


def myntra_variants(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Titles that several products have: one product's picture asks for another one.

    `products` titles at most; relations of the product are columns.
    """
    with (data / "styles.csv").open() as file:
        styles = [one for one in csv.DictReader(file) if one["productDisplayName"]]
    groups: dict[str, list[Row]] = defaultdict(list)
    for one in styles:
        groups[one["productDisplayName"]].append(one)
    titles = sorted(title for title, group in groups.items() if len(group) > 1)
    rows: list[Row] = []
    queries: list[Query] = []
    for title in random.Random(seed).sample(titles, min(products, len(titles))):
        item, other = groups[title][:2]
        rows.append(
            {
                "id": item["id"],
                "title": title,
                "category": item["articleType"],
                "image": str(data / "images" / f"{item['id']}.jpg"),
                **{name: item[name] for name in ("gender", "baseColour", "season", "usage")},
            }
        )
        photo = str(data / "images" / f"{other['id']}.jpg")
        queries.append({"photo": photo, "relevant": [item["id"]], "kind": "photo"})
    return rows, queries


SAME_KIND = {
    "Blazer": ["Blazers"],
    "Dress": ["Dresses"],
    "Hat": ["Caps"],
    "Hoodie": ["Sweatshirts"],
    "Outwear": ["Jackets"],
    "Pants": ["Trousers", "Jeans", "Track Pants"],
    "Shirt": ["Shirts"],
    "Shoes": ["Casual Shoes", "Sports Shoes", "Formal Shoes"],
    "Shorts": ["Shorts"],
    "Skirt": ["Skirts"],
    "T-Shirt": ["Tshirts"],
    "Top": ["Tops"],
    "Undershirt": ["Innerwear Vests"],
}
"""Label of the Clothing photos → types of Myntra that are the same kind of thing."""


def clothing(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Photos of people's own clothes → catalogue pictures of the same kind, of another shop.

    At most `products` pictures a kind; photos of every third sender are for testing.
    """
    with (data / "myntra" / "styles.csv").open() as file:
        styles = [one for one in csv.DictReader(file) if one["productDisplayName"]]
    random.Random(seed).shuffle(styles)
    rows, relevant = [], {}
    for label, types in SAME_KIND.items():
        of_kind = [one for one in styles if one["articleType"] in types][:products]
        relevant[label] = [one["id"] for one in of_kind]
        for one in of_kind:
            picture = str(data / "myntra" / "images" / f"{one['id']}.jpg")
            title = one["productDisplayName"]
            rows.append({"id": one["id"], "title": title, "category": label, "image": picture})
    with (data / "clothing" / "images.csv").open() as file:
        photos = [one for one in csv.DictReader(file) if relevant.get(one["label"])]
    senders = sorted({one["sender_id"] for one in photos})
    random.Random(seed).shuffle(senders)
    tested = set(senders[::3])
    queries: list[Query] = [
        {
            "photo": str(data / "clothing" / "images" / f"{one['image']}.jpg"),
            "relevant": relevant[one["label"]],
            "kind": "photo",
            "split": "test" if one["sender_id"] in tested else "train",
        }
        for one in photos
    ]
    return rows, queries


def demo(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """The bundled evaluation set: photos of products → their pictures."""
    with (data / "catalog.csv").open() as file:
        rows = [
            {**one, "image": str((data / one["image"]).resolve())} for one in csv.DictReader(file)
        ]
    lines = (data / "queries.jsonl").read_text().splitlines()
    queries: list[Query] = [
        {**one, "photo": str((data / one["photo"]).resolve())}
        for one in map(json.loads, lines)
        if one["kind"] == "photo"
    ]
    return rows, queries
