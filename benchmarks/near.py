"""What nearness as a part of the score gives and costs, at several weights.

    python -m benchmarks.near --catalog DIR [--queries FILE] [--way WAY …] [--most N]

Asks a catalogue for what is near, among 20 made-up stores within 30 km of the shopper; each product
is, with probability 1/2, in three of them. A layout of stores is a seed; figures are means over
layouts. Three ways to ask:

- understood: as in a conversation, where what words limit is a limit;
- rank: words limit nothing, which is the worst that nearness can do;
- kind: for a kind of thing and no more, so that all of the kind is right.

What is right:

- `--queries FILE`: queries with what is right (an evaluation set's `queries.jsonl`; beside it
  `same_product.csv` may say which offers are one product);
- else a wish a product, of a sample: its colour or material and its kind ("red mug"), right being
  all that state both.

R@1 and nDCG@6 of what is right, the mean distance of the first product, and of the six that are
shown (no store counts as 60 km). Wishes of even numbers are to choose by, odd ones to tell.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sin, sqrt, tau
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant.assistant import Assistant
from assistant.constraints import Wishes, constraints_of
from assistant.evaluation.search import read_cases
from assistant.language import understand
from benchmarks.taste import Shop
from fusion.place import NearOptions
from retrieval.branches.distance import kilometres
from retrieval.evaluation.metrics import ndcg_at
from retrieval.query import Query
from retrieval.search import Hit

HERE = (51.34, 12.37)
STORES, RADIUS, IN_HOW_MANY, NOWHERE = 20, 30.0, 3, 60.0
DEGREE = 111.2  # km from south to north
SCREEN = 6  # products that an answer shows
WEIGHTS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1.0)
HALVES = (2.0, 5.0, 15.0)  # km
FACETS = ("colour", "material")
WAYS = ("understood", "rank", "kind")


@dataclass(frozen=True)
class Case:
    """A wish, and what is right: names of products."""

    number: int
    text: str
    right: frozenset[str]


def layout(products: Sequence[str], seed: int) -> dict[str, float]:
    """Product → km to its nearest store; none for what no store has."""
    dice = random.Random(seed)
    far = []
    for _ in range(STORES):
        away, turn = RADIUS * sqrt(dice.random()), tau * dice.random()
        north, east = away * cos(turn) / DEGREE, away * sin(turn) / DEGREE / cos(radians(HERE[0]))
        far.append(kilometres(*HERE, (HERE[0] + north, HERE[1] + east)))
    return {
        one: min(dice.sample(far, IN_HOW_MANY)) for one in sorted(products) if dice.random() < 0.5
    }


def found(assistant: Assistant, text: str, understood: bool) -> list[Hit]:
    """All that nearness weighs, best first by everything else."""
    depth = assistant.searcher.options.near.depth
    if understood:
        said = understand(text, assistant.vocabulary)
        query = Query(said.ranking_text, constraints=constraints_of(said.wishes))
        if hits := assistant.searcher.search(query, depth):
            return hits
    return assistant.searcher.search(Query(text), depth)


def named(hits: Sequence[Hit], right: frozenset[str], same: Mapping[str, str]) -> list[str]:
    """The names of hits: that of a right product once, "" for all else."""
    left = set(right)
    names = []
    for hit in hits:
        own = {hit.product.product_id, *(same.get(o.offer_id, o.offer_id) for o in hit.offers)}
        names.append(min(own & left, default=""))
        left.discard(names[-1])
    return names


def measured(
    asked: Sequence[tuple[Case, list[Hit]]],
    options: NearOptions,
    layouts: Sequence[dict[str, float]],
    same: Mapping[str, str],
) -> tuple[float, float, float, float]:
    """(R@1, nDCG at a screen, km of the first product, km of a screen)."""
    rows = []
    for case, hits in asked:
        scores = np.array([hit.score for hit in hits])
        names = named(hits, case.right, same)
        gains = dict.fromkeys(case.right, 1.0)
        for places in layouts:
            km = np.array([places.get(hit.product.product_id, np.nan) for hit in hits])
            order = np.argsort(-(scores + options.shares(km)), kind="stable")[:SCREEN]
            told = np.nan_to_num(km[order], nan=NOWHERE)
            ndcg = ndcg_at(SCREEN, [names[n] for n in order], gains)
            rows.append((float(bool(names[order[0]])), ndcg, told[0], told.mean()))
    return tuple(map(fmean, zip(*rows, strict=True)))  # type: ignore[return-value]


def queries(file: Path, most: int) -> Iterator[Case]:
    """The typed queries of an evaluation set, a sample."""
    typed = [
        one for one in read_cases(file)
        if one.turn.text and not (one.turn.photos or one.turn.voice)
    ]  # fmt: skip
    chosen = random.Random(0).sample(typed, min(most, len(typed)))
    for number, one in enumerate(chosen):
        yield Case(number, one.turn.text, frozenset(one.gains))


def wishes(assistant: Assistant, most: int) -> Iterator[Case]:
    """Wishes for a kind of thing in a colour or of a material that some, and not all, have."""
    shop = Shop(assistant)
    made = []
    for kind, products in sorted(shop.kinds.items()):
        for facet in FACETS:
            for value in shop.values[facet]:
                wish = constraints_of(Wishes(include={facet: (value,)}))
                right = frozenset(
                    one for one in products if wish.admit(shop.facts[one].offer)
                )  # fmt: skip
                if 2 <= len(right) <= len(products) / 2:
                    made.append((f"{value} {kind}", right))
    chosen = random.Random(0).sample(made, min(most, len(made)))
    for number, (text, right) in enumerate(chosen):
        yield Case(number, text, right)


def kinds(assistant: Assistant) -> Iterator[Case]:
    """Each kind of thing that there are a dozen of."""
    for number, (kind, products) in enumerate(sorted(Shop(assistant).kinds.items())):
        yield Case(number, kind, frozenset(products))


def main() -> None:
    """Print a line a weight and half."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--catalog", type=Path, required=True, metavar="DIR")
    parser.add_argument("--queries", type=Path, metavar="FILE")
    parser.add_argument("--way", choices=WAYS, nargs="+", default=list(WAYS))
    parser.add_argument("--most", type=int, default=200, metavar="N", help="wishes that are asked")
    parser.add_argument("--layouts", type=int, default=5, metavar="N")
    options = parser.parse_args()
    assistant = Assistant.open(options.catalog)
    same: dict[str, str] = {}
    if options.queries and (told := options.queries.with_name("same_product.csv")).is_file():
        with told.open(encoding="utf-8", newline="") as file:
            same = {row["offer_id"]: row["product"] for row in csv.DictReader(file)}
    layouts = [layout(assistant.searcher.generation.ids, n) for n in range(options.layouts)]
    for way in options.way:
        if way == "kind":
            cases, known = list(kinds(assistant)), {}
        elif options.queries:
            cases, known = list(queries(options.queries, options.most)), same
        else:
            cases, known = list(wishes(assistant, options.most)), {}
        asked = [(one, found(assistant, one.text, way != "rank")) for one in cases]
        tell(way, [one for one in asked if one[1]], layouts, known)


def tell(
    way: str,
    asked: Sequence[tuple[Case, list[Hit]]],
    layouts: Sequence[dict[str, float]],
    same: Mapping[str, str],
) -> None:
    """Print the figures of both halves."""
    for name, odd in (("to choose by", 0), ("to tell", 1)):
        half = [one for one in asked if one[0].number % 2 == odd]
        print(f"{way}, {name}: {len(half)} wishes, {len(layouts)} layouts")
        for most in WEIGHTS:
            for km in HALVES if most else HALVES[:1]:
                figures = measured(half, NearOptions(most, km), layouts, same)
                line = "R@1 {:.3f}  nDCG@6 {:.3f}  first {:.1f} km  six {:.1f} km".format(*figures)
                print(f"weight {most:<5} half {km:<5} {line}", flush=True)


if __name__ == "__main__":
    main()
