"""How often what is mined from reviews is right: judged by hand, sentence by sentence.

`python -m benchmarks.opinions [--magento DIR]` prints the precision over the judged sample.
`--sample N --seed S` prints a new sample to judge instead, as lines of JSON.

A judgement says whether the sentence speaks of the aspect ("aspect") and whether it is for or
against it as mined ("side"). `benchmarks/opinions.jsonl` holds those of the demo's reviews with
their sentences, and of a real shop's (DIR: `catalog.csv` and `reviews.csv`) by row number only.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from retrieval.offers import Offer, Product, Review
from retrieval.opinions import Mention, frequent_in, mentions

ROOT = Path(__file__).parents[1]
JUDGED = Path(__file__).with_suffix(".jsonl")
SHOPS = ("lindenhof-markt", "harbor-and-pine", "moss-lane-stores")

Key = tuple[str, str]
"""(review, number of the mention among the review's)."""


def demo() -> dict[Key, Mention]:
    """What is mined from the demo's reviews."""
    reviews, products = [], {}
    for shop in SHOPS:
        for row in _rows(ROOT / "demo" / "catalog" / f"{shop}.csv"):
            products[row["id"]] = _product(row["id"], row)
        for row in _rows(ROOT / "demo" / "feeds" / f"{shop}-reviews.csv"):
            reviews.append((row["review_id"], row["offer_id"], row["text"]))
    return _mined(reviews, products)


def magento(folder: Path) -> dict[Key, Mention]:
    """What is mined from a real shop's reviews, which are known by their row number."""
    products = {}
    for row in _rows(folder / "catalog.csv"):
        stated = dict(pair.split("=", 1) for pair in row["attrs"].split(",") if "=" in pair)
        products[row["sku"]] = _product(row["sku"], {"color": row["color"], **stated})
    rows = enumerate(_rows(folder / "reviews.csv"), start=2)
    return _mined([(str(n), row["sku"], row["review"]) for n, row in rows], products)


def _mined(reviews: list[tuple[str, str, str]], products: dict[str, Product]) -> dict[Key, Mention]:
    read = [(name, offer, Review("", offer, text=text)) for name, offer, text in reviews]
    nouns = frequent_in(review for _, _, review in read)
    found = {}
    for name, offer, review in read:
        product = products.get(offer) or _product(offer, {})
        for number, mention in enumerate(mentions(product, [review], nouns)):
            found[name, str(number)] = mention
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _product(name: str, row: dict[str, str]) -> Product:
    known = {"id", "title", "title_zh", "description", "category", "brand", "price", "currency"}
    known |= {"availability", "url", "image", "gtin"}
    attributes = {key: value for key, value in row.items() if value and key not in known}
    return Product(name, (Offer("", name, attributes=attributes),))


def precision(judged: list[dict], mined: dict[str, dict[Key, Mention]]) -> dict[str, dict]:
    """Set of reviews → figures over the judgements that still stand for something mined."""
    found: dict[str, dict] = {}
    for name, mentions_of in mined.items():
        counts: Counter[str] = Counter()
        for row in judged:
            if row["set"] != name:
                continue
            same = [
                one
                for (review, _), one in mentions_of.items()
                if review == row["review"]
                and (one.aspect, one.polarity) == (row["mined"], row["polarity"])
            ]
            counts["judged"] += 1
            counts["mined"] += bool(same)
            for part in ("aspect", "side"):
                counts[part] += bool(same) and row[part]
            counts["both"] += bool(same) and row["aspect"] and row["side"]
        total = counts["mined"] or 1
        found[name] = {
            "judged": counts["judged"],
            "still mined": counts["mined"],
            **{part: round(counts[part] / total, 3) for part in ("aspect", "side", "both")},
        }
    return found


def main() -> None:
    """Print the precision, or a sample to judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--magento", type=Path, metavar="DIR")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    mined = {"demo": demo()}
    if options.magento:
        mined["magento"] = magento(options.magento)
    if options.sample:
        for name, found in mined.items():
            keys = random.Random(options.seed).sample(sorted(found), options.sample)
            for key in keys:
                one = found[key]
                row: dict[str, object] = {"set": name, "review": key[0], "mined": one.aspect}
                row |= {"polarity": one.polarity, "aspect": None, "side": None}
                print(json.dumps({**row, "sentence": one.sentence}, ensure_ascii=False))
        return
    judged = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    for name, figures in precision(judged, mined).items():
        print(name, len(mined[name]), "mentions;", figures)


if __name__ == "__main__":
    main()
