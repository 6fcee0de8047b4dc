"""What a catalogue of n products costs: memory, questions, one new product, new prices, recall.

    python -m benchmarks.scale 10000 100000 --work DIR [--beside CHECKOUT] [--retrieval]

Invents feeds with a large vocabulary, takes one in, serves it to a shopper who asks all the while,
then has another process add one product, and change one price in a hundred. `--beside` measures
another checkout of this program as well, in the same run: what compares two versions on a machine
that does other things too are CPU seconds and ratios. Vectors come from an encoder that costs
nothing (`HashedWords`): what encoding costs is measured by `benchmarks.text_encoders`. Each size
is kept in DIR, and what was measured of it is not measured again: a run that was stopped goes on.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.scaling.feeds import NEW, Names, added, limits, questions, rows, write

HERE = Path(__file__).parents[1]
PHASE = Path(__file__).parent / "scaling" / "phase.py"


def run(root: Path, *arguments: str) -> dict:
    """One phase with the code of a checkout; what it printed last."""
    environment = {**os.environ, "PYTHONPATH": str(root), "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, str(PHASE), *arguments]
    done = subprocess.run(command, cwd=root, env=environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def plan_of(folder: Path, count: int, names: Names) -> Path:
    """The questions and changes of one size, as a file."""
    asked = questions(count, names)
    meanwhile = asked["a short wish"][50:80]
    whole = write(folder / "whole.csv", rows(count, names, new=True))
    prices = write(folder / "prices.csv", rows(count, names, prices=100))
    own = write(folder / "own.csv", iter([added()]))
    again = write(folder / "again.csv", rows(count, names, prices=200))
    changes = {
        "one new product, a feed of its own": (own, "other", NEW),
        "1 % of prices": (prices, "shop", ""),
        "1 % of prices again": (again, "shop", ""),
        "one new product, the whole feed": (whole, "shop", NEW),
    }
    plan = {
        "limits": limits(count, names),
        "questions": asked,
        "changes": {
            name: {"feed": str(feed), "shop": shop, "word": word, "meanwhile": meanwhile}
            for name, (feed, shop, word) in changes.items()
        },
    }
    path = folder / "plan.json"
    path.write_text(json.dumps(plan))
    return path


@dataclass(frozen=True)
class Prepared:
    """What is measured of one size: in a folder of its own, from a feed and a plan of questions."""

    folder: Path
    feed: Path
    plan: Path

    @classmethod
    def of(cls, count: int, work: Path) -> Prepared:
        """Write them, the same ones every time."""
        folder, names = work / str(count), Names()
        folder.mkdir(parents=True, exist_ok=True)
        feed = write(folder / "feed.csv", rows(count, names))
        return cls(folder, feed, plan_of(folder, count, names))


def once(path: Path, make: Callable[[], dict]) -> dict:
    """What was measured before, or else is now; it is kept in `path`."""
    if not path.exists():
        path.write_text(json.dumps(make(), indent=1))
    found: dict = json.loads(path.read_text())
    return found


def measure_retrieval(root: Path, name: str, count: int, work: Path) -> dict:
    """Ingest, changes and searches, without the models that read words."""
    at = Prepared.of(count, work)
    catalog = at.folder / f"retrieval-{name}"
    shutil.rmtree(catalog, ignore_errors=True)
    told: dict[str, float] = {}
    for step, path, shop in (
        ("ingest", at.feed, "shop"),
        ("one new product", at.folder / "own.csv", "other"),
        ("1 % of prices", at.folder / "prices.csv", "shop"),
    ):
        cost = run(root, "ingest", str(catalog), str(path), shop)
        told |= {f"{step}, CPU s": cost["cpu"], f"{step}, peak MB": cost["peak"]}
    found = run(root, "retrieve", str(catalog), str(at.plan))
    told |= {"opening, CPU s": found["open cpu"], "server, own memory MB": found["memory"]}
    told |= {f"{kind}, CPU ms": cost for kind, cost in found["questions"].items()}
    shutil.rmtree(catalog)
    return told


def measure(root: Path, name: str, count: int, work: Path) -> dict:
    """All phases of one version and size."""
    at = Prepared.of(count, work)
    catalog, served = at.folder / f"catalog-{name}", at.folder / f"served-{name}"

    def take() -> dict:
        shutil.rmtree(catalog, ignore_errors=True)
        return run(root, "ingest", str(catalog), str(at.feed), "shop")

    ingested = once(catalog.with_suffix(".json"), take)  # a run that was stopped goes on from there
    shutil.rmtree(served, ignore_errors=True)
    shutil.copytree(catalog, served)
    found = {"ingest": ingested, **run(root, "serve", str(served), str(at.plan))}
    shutil.rmtree(served)
    return found


def lines(found: dict) -> dict[str, float]:
    """What is told of one size, name → figure."""
    told = {
        "ingest, CPU s": found["ingest"]["cpu"],
        "ingest, peak MB": found["ingest"]["peak"],
        "server, opening, CPU s": found["open cpu"],
        "server, own memory MB": found["memory"],
        "server, peak MB": found["peak"],
    }
    for kind, one in found["questions"].items():
        told[f"{kind}: CPU ms, p50"] = one["cpu"]
        told[f"{kind}: without reading the words"] = one["cpu"] - one["reading"]
    for change in (name for name in found if name.startswith(("one new", "1 %"))):
        one = found[change]
        told[f"{change}: ingest, CPU s"] = one["ingest"]["cpu"]
        told[f"{change}: server, CPU s"] = one["server cpu"]
        told[f"{change}: found after s"] = one["found after"]
        told[f"{change}: longest wait ms"] = one["longest wait"]
    return told | {f"recall@10, {share} allowed": r for share, r in found["recall"].items()}


def main() -> None:
    """Print a table: a row a figure, a column a version and size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="+", help="numbers of products")
    parser.add_argument("--work", type=Path, help="folder for feeds, catalogues and figures")
    parser.add_argument("--beside", type=Path, help="another checkout, measured as well")
    parser.add_argument(
        "--retrieval", action="store_true", help="without the models that read words"
    )
    options = parser.parse_args()
    work = (options.work or Path(tempfile.mkdtemp(prefix="scale-"))).resolve()
    work.mkdir(parents=True, exist_ok=True)
    versions = {"before": options.beside.resolve()} if options.beside else {}
    versions["now"] = HERE
    columns = {
        f"{name} {count:,}": (
            once(
                work / f"retrieval-{name}-{count}.json",
                partial(measure_retrieval, root, name, count, work),
            )
            if options.retrieval
            else lines(
                once(work / f"{name}-{count}.json", partial(measure, root, name, count, work))
            )
        )
        for count in options.sizes
        for name, root in versions.items()
    }
    print("| | " + " | ".join(columns) + " |")
    print("|---|" + "---|" * len(columns))
    for figure in next(iter(columns.values())):
        print(
            f"| {figure} | " + " | ".join(f"{one[figure]:,.2f}" for one in columns.values()) + " |"
        )


if __name__ == "__main__":
    main()
