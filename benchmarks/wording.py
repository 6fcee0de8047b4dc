"""How the things of a catalogue are asked for in words, and catalogues that are silent about some.

    python -m benchmarks.wording retail_text --data DIR --out DIR
    python -m benchmarks.wording Abt-Buy     --data DIR --out DIR
    python -m benchmarks.wording folder      --data DIR --out DIR [--products 2000] [--withhold .25]

`retail_text` and `Abt-Buy` (or another matching set) read those data sets; `folder` reads a
`catalog.csv` in the form of `evaluate search`, which `benchmarks.datasets` writes. Asked are whole
titles as they stand, fragments of two to four words of titles, and quotations of eight to twelve
words out of the middle of descriptions; relevant is every product that has the words in that order.
With `--withhold`, that share of the titles lose all words: only pictures can tell these products.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.datasets import write
from benchmarks.lexical_share import columns, title_of
from benchmarks.pairs import Query, Row

ASKED = 300  # questions of a kind at most
NUMBERS = (2, 4), (8, 12)  # words of a fragment of a title, of a quotation


def retail_text(data: Path) -> list[Row]:
    """2,465 products of twenty categories, without pictures."""
    import yaml

    path = data / "src" / "products" / "data" / "products.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [
        {
            "id": one["id"],
            "title": one["name"],
            "description": one["description"],
            "category": f"{one['category']} > {one['style']}",
            "image": "",
        }
        for one in yaml.load(path.read_text(encoding="utf-8"), loader)
    ]


def matching(data: Path) -> list[Row]:
    """The records of both shops of a product-matching set, without pictures."""
    records: dict[str, Row] = {}
    for line in (data / "train.txt").read_text(encoding="utf-8").splitlines():
        for side in line.split("\t")[:2]:
            fields = columns(side)
            row = {
                "id": str(len(records)),
                "title": title_of(fields),
                "description": fields.get("description", ""),
                "category": fields.get("category", ""),
                "image": "",
                "brand": fields.get("brand") or fields.get("manufacturer") or "",
            }
            records.setdefault(side, row)
    return list(records.values())


def folder(data: Path) -> list[Row]:
    """A catalogue in the form of `evaluate search`; pictures keep their places."""
    with (data / "catalog.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["image"] = str((data / row["image"]).resolve()) if row.get("image") else ""
    return rows


SETS: dict[str, Callable[[Path], list[Row]]] = {
    "retail_text": retail_text,
    "Abt-Buy": matching,
    "Amazon-Google": matching,
    "Walmart-Amazon": matching,
    "folder": folder,
}


def questions(rows: list[Row], seed: int) -> Iterator[Query]:
    """Questions of the three kinds, and what has their words."""
    chance = random.Random(seed)
    titles = sorted({row["title"] for row in rows if row["title"]})
    texts = sorted({text for row in rows if (text := row.get("description", ""))})
    short, long = NUMBERS
    yield from _asked("title", chance.sample(titles, min(ASKED, len(titles))), rows, "title")
    parts = [_part(title, short, 0, chance) for title in titles if len(title.split()) > short[1]]
    yield from _asked("fragment", _some(parts, chance), rows, "title")
    quotes = [_part(text, long, 1 / 4, chance) for text in texts if len(text.split()) > 2 * long[1]]
    yield from _asked("quotation", _some(quotes, chance), rows, "description")


def _some(texts: list[str], chance: random.Random) -> list[str]:
    texts = sorted(set(texts))
    return chance.sample(texts, min(ASKED, len(texts)))


def _part(text: str, number: tuple[int, int], margin: float, chance: random.Random) -> str:
    """So many words in a row, from between `margin` of the text and its end less that."""
    words, count = text.split(), chance.randint(*number)
    first, last = int(margin * len(words)), len(words) - int(margin * len(words)) - count
    start = chance.randint(first, max(first, last))
    return " ".join(words[start : start + count])


def _asked(kind: str, texts: list[str], rows: list[Row], field: str) -> Iterator[Query]:
    plain = {row["id"]: _padded(row.get(field, "")) for row in rows}
    for text in texts:
        asked = _padded(text)
        found = [one for one, words in plain.items() if asked in words]
        if kind == "title":
            found = [one for one in found if plain[one] == asked]
        if found:
            yield {"text": text, "relevant": found, "kind": kind}


def _padded(text: str) -> str:
    words = re.findall(r"\w+", text.casefold())
    return f" {' '.join(words)} "


def silenced(rows: list[Row], share: float, seed: int) -> tuple[list[Row], list[Query]]:
    """A catalogue that is silent about `share` of its titles, and its titles as questions."""
    titles = sorted({row["title"] for row in rows})
    random.Random(seed).shuffle(titles)
    hidden = set(titles[: round(share * len(titles))])
    asked = random.Random(seed + 1).sample(titles, min(4 * ASKED, len(titles)))
    queries: list[Query] = [
        {
            "text": title,
            "relevant": [row["id"] for row in rows if row["title"] == title],
            "kind": "withheld" if title in hidden else "titled",
        }
        for title in asked
    ]
    kept = ("id", "image")
    return [
        {name: "" if row["title"] in hidden and name not in kept else v for name, v in row.items()}
        for row in rows
    ], queries


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("dataset", choices=SETS)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--products", type=int, default=2500)
    parser.add_argument("--withhold", type=float, default=0.0)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    rows = SETS[options.dataset](options.data)
    rows = random.Random(options.seed).sample(rows, min(options.products, len(rows)))
    if options.withhold:
        rows, queries = silenced(rows, options.withhold, options.seed)
    else:
        queries = list(questions(rows, options.seed))
    write(options.out, rows, queries)
    print(f"{len(rows)} products and {len(queries)} questions in {options.out}")


if __name__ == "__main__":
    main()
