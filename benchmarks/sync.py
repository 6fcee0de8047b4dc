"""How fast a feed is read again when nothing of it changed, by format.

    python -m benchmarks.sync --rows 50000

Prints one JSON object a format: rows a second of the first sync (without encoding: that is the
encoder's own cost), of a second one of the same file, and of a third with one row in a hundred
changed. A second of the CPU is what a busy machine can be judged by.
"""

from __future__ import annotations

import argparse
import csv
import json
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from xml.sax.saxutils import escape

from retrieval.catalogue import Catalogue
from retrieval.fetching import Fetcher
from retrieval.ingest import IngestOptions, sync_all
from retrieval.sources.locations import Feed

COLUMNS = "id title description category brand price currency availability link color size".split()


def row(number: int, version: int) -> list[str]:
    """One offer, whose price differs from version to version for one in a hundred."""
    price = number % 900 + 1 + (version if number % 100 == 0 else 0)
    return [
        f"sku-{number}",
        f"Stoneware mug {number}, hand made",
        f"A mug for every day, number {number}. " * 8,
        "Home > Kitchen > Mugs",
        f"Maker {number % 50}",
        f"{price}.00",
        "EUR",
        "in stock",
        f"https://shop.example/p/{number}",
        "red",
        "large",
    ]


def write_csv(path: Path, rows: list[list[str]]) -> None:
    """A plain table."""
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])


def write_xml(path: Path, rows: list[list[str]]) -> None:
    """A Google Merchant feed."""
    with path.open("w") as file:
        file.write('<rss xmlns:g="http://base.google.com/ns/1.0"><channel>')
        for one in rows:
            said = dict(zip(COLUMNS, one, strict=True))
            said["price"] += f" {said.pop('currency')}"
            tags = "".join(f"<g:{k}>{escape(v)}</g:{k}>" for k, v in said.items())
            file.write(f"<item>{tags}</item>")
        file.write("</channel></rss>")


FORMATS: dict[str, Callable[[Path, list[list[str]]], None]] = {
    "feed.csv": write_csv,
    "feed.xml": write_xml,
}


def measure(name: str, count: int) -> dict:
    """Rows a second of three syncs."""
    figures: dict = {"feed": name, "rows": count}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        catalogue = Catalogue.create(Path(folder) / "catalog")
        feeds = [Feed(path, "shop", str(path))]
        for label, version in (("first", 0), ("unchanged", 0), ("one in 100 changed", 1)):
            FORMATS[name](path, [row(number, version) for number in range(count)])
            started, cpu = time.perf_counter(), time.process_time()
            (summary,) = sync_all(catalogue, feeds, IngestOptions(), Fetcher())
            figures[label] = {
                "rows/s": round(count / (time.perf_counter() - started)),
                "rows/CPU s": round(count / (time.process_time() - cpu)),
            }
        figures["changed"] = summary.changed
        catalogue.close()
    return figures


def main() -> None:
    """Measure every format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=50_000)
    options = parser.parse_args()
    for name in FORMATS:
        print(json.dumps(measure(name, options.rows)), flush=True)


if __name__ == "__main__":
    main()
