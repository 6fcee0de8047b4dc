"""Bring public data sets into the form that `python -m assistant evaluate search` reads.

    python -m benchmarks.datasets grocery  --data DIR --out DIR
    python -m benchmarks.datasets grocery-adaptation --data DIR --out DIR
    python -m benchmarks.datasets magento  --data DIR --out DIR
    python -m benchmarks.datasets myntra   --data DIR --out DIR --products 5000
    python -m benchmarks.datasets myntra-variants --data DIR --out DIR --products 1500
    python -m benchmarks.datasets clothing --data DIR --out DIR --products 60
    python -m benchmarks.datasets demo     --data demo/evaluation --out DIR
    python -m benchmarks.datasets shops    --data DIR --out DIR
    … --words

`--data` is a folder with the unpacked data set; for `clothing` it holds the folders `clothing` and
`myntra`, for `shops` `myntra` and `magento`. Splits and samples are fixed by a seed. With
`--words`, every question about a photo also has half of the words that describe the product, and
other questions are left out.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

from benchmarks.pairs import Query, Row, clothing, demo, myntra_variants


def grocery(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Grocery Store (Klasson et al. 2019): phone photos in shops → catalogue pictures.

    The catalogue has the pictures only; the queries are the photos of the `val` split.
    """
    with (data / "classes.csv").open() as file:
        classes = list(csv.reader(file))[1:]
    rows = [
        {"id": name, "title": "", "category": "", "image": str(data / picture.lstrip("/"))}
        for name, _, _, _, picture, *_ in classes
    ]
    names = {row["id"] for row in rows}
    queries: list[Query] = [
        {"photo": str(photo), "relevant": [name], "kind": "photo"}
        for photo in sorted((data / "val").rglob("*.jpg"))
        if (name := next((p for p in reversed(photo.parts[:-1]) if p in names), None))
    ]
    return rows, queries


def grocery_adaptation(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Grocery Store with names, and the photos of `train` to learn from, of `val` to test with."""
    rows, tested = grocery(data, products, seed)
    with (data / "classes.csv").open() as file:
        classes = {one["Class Name (str)"]: one for one in csv.DictReader(file)}
    for row in rows:
        about = classes[row["id"]]
        row["title"] = row["id"].replace("-", " ")
        row["category"] = about["Coarse Class Name (str)"].replace("-", " ")
        words = data / about["Product Description Path (str)"].lstrip("/")
        row["description"] = words.read_text(encoding="utf-8")
    queries: list[Query] = [{**one, "split": "test"} for one in tested]
    for photo in sorted((data / "train").rglob("*.jpg")):
        name = next((p for p in reversed(photo.parts[:-1]) if p in classes), None)
        if name:
            one: Query = {"photo": str(photo), "relevant": [name], "kind": "photo"}
            queries.append({**one, "split": "train"})
    return rows, queries


def magento(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Magento's sample shop: another view of a colour variant → that variant; typed titles too."""
    with (data / "catalog.csv").open() as file:
        variants = list(csv.DictReader(file))
    rows: list[Row] = []
    queries: list[Query] = []
    by_title: dict[str, list[str]] = defaultdict(list)
    by_sku: dict[str, list[str]] = defaultdict(list)
    for one in variants:
        by_title[f"{one['color'].lower()} {one['name']}"].append(one["variant"])
        by_sku[one["sku"]].append(one["variant"])
        rows.append(
            {
                "id": one["variant"],
                "title": one["name"],
                "description": one["description"],
                "category": one["category"],
                "image": str(data / one["image"]),
                "color": one["color"],
            }
        )
    for one in variants:
        main = data / one["image"]
        stem = main.stem.removesuffix("_main")
        for view in sorted(main.parent.glob(f"{stem}_*")):
            if view != main:
                exact: Query = {"photo": str(view), "relevant": [one["variant"]], "kind": "photo"}
                any_colour = {"relevant": by_sku[one["sku"]], "kind": "photo, any colour"}
                queries += [exact, {**exact, **any_colour}]
    queries += [
        {"text": title, "relevant": ids, "kind": "text"} for title, ids in sorted(by_title.items())
    ]
    return rows, queries


def myntra(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Myntra fashion: title → product, the titles of half of the products withheld.

    A withheld product can only be found by its picture. Titles repeat, so every product with the
    same title is relevant.
    """
    with (data / "styles.csv").open() as file:
        styles = [one for one in csv.DictReader(file) if one["productDisplayName"]]
    chosen = random.Random(seed).sample(styles, min(products, len(styles)))
    titles = sorted({one["productDisplayName"] for one in chosen})
    random.Random(seed + 1).shuffle(titles)
    withheld = set(titles[: len(titles) // 2])
    relevant: dict[str, list[str]] = defaultdict(list)
    rows = []
    for one in chosen:
        title = one["productDisplayName"]
        relevant[title].append(one["id"])
        hidden = title in withheld
        picture = data / "images" / f"{one['id']}.jpg"
        rows.append({"id": one["id"], "title": "" if hidden else title, "image": str(picture)})
    asked = random.Random(seed + 2).sample(titles, min(1000, len(titles)))
    queries: list[Query] = [
        {
            "text": title,
            "relevant": relevant[title],
            "kind": "title withheld" if title in withheld else "title in the catalogue",
        }
        for title in asked
    ]
    return rows, queries


def shops(data: Path, products: int, seed: int) -> tuple[list[Row], list[Query]]:
    """Every product of Myntra and of Magento's sample shop, a catalogue to measure speed with."""
    with (data / "myntra" / "styles.csv").open() as file:
        styles = list(csv.DictReader(file))
    rows: list[Row] = [
        {
            "id": one["id"],
            "title": one["productDisplayName"],
            "category": one["articleType"],
            "color": one["baseColour"],
            "image": str(data / "myntra" / "images" / f"{one['id']}.jpg"),
        }
        for one in styles
    ]
    variants, _ = magento(data / "magento", products, seed)
    return rows + [{name: one[name] for name in rows[0]} for one in variants], []


def with_words(rows: list[Row], queries: list[Query], seed: int, most: int = 16) -> list[Query]:
    """Photo questions that also have half of the words of their product's description or title."""
    described = {row["id"]: row.get("description") or row["title"] for row in rows}
    chance = random.Random(seed)
    found = []
    for query in queries:
        relevant = query["relevant"]
        if "photo" in query and isinstance(relevant, list) and query["kind"] == "photo":
            words = described[relevant[0]].split()[:most]
            kept = sorted(chance.sample(range(len(words)), max(2, len(words) // 2)))
            found.append({**query, "text": " ".join(words[i] for i in kept)})
    return found


DATASETS: dict[str, Callable[[Path, int, int], tuple[list[Row], list[Query]]]] = {
    "grocery": grocery,
    "grocery-adaptation": grocery_adaptation,
    "magento": magento,
    "myntra": myntra,
    "myntra-variants": myntra_variants,
    "clothing": clothing,
    "demo": demo,
    "shops": shops,
}


def write(out: Path, rows: Iterable[Row], queries: Iterable[Query]) -> None:
    """Write `catalog.csv` and `queries.jsonl`."""
    out.mkdir(parents=True, exist_ok=True)
    rows = list(rows)
    with (out / "catalog.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    with (out / "queries.jsonl").open("w") as file:
        file.writelines(json.dumps(query) + "\n" for query in queries)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("dataset", choices=DATASETS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--products", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--words", action="store_true")
    options = parser.parse_args()
    rows, queries = DATASETS[options.dataset](
        options.data.resolve(), options.products, options.seed
    )
    if options.words:
        queries = with_words(rows, queries, options.seed)
    write(options.out, rows, queries)
    print(f"{len(rows)} products and {len(queries)} queries in {options.out}")


if __name__ == "__main__":
    main()
