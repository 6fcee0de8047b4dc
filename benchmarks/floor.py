"""Whether a catalogue knows what it does not sell: photos and typed wishes, sold and not.

    python -m benchmarks.floor --catalog DIR [--sold DIR] [--unsold DIR …] [--half 0]

`--sold` and `--unsold` are folders of photos, of which an even sample is asked. `--wishes` is a
table of things with the columns sold (yes or no), en and zh: `benchmarks/wishes.csv` for the demo,
whose even rows (`--half 0`) served to develop with and whose odd rows (`--half 1`) did not. Printed
are the AUROC of the likeness of what comes nearest, the share of unsold things that are refused
where 5 % of the sold ones are, and what is refused ("nothing like it") at the bounds in use.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from assistant.assistant import Assistant
from assistant.constraints import search_text
from assistant.language import Context, understand
from retrieval.floor import Likeness, best
from retrieval.images import decode_image
from retrieval.query import Query
from retrieval.search import Searcher

HERE = Path(__file__).parent


def of_photos(searcher: Searcher, folder: Path, sample: int) -> list[Likeness]:
    """The likeness of the answers to an even sample of the photos in a folder."""
    photos = sorted(path for path in folder.rglob("*.jpg"))
    chosen = np.linspace(0, len(photos) - 1, min(sample, len(photos))).astype(int)
    return [_nearest(searcher, Query(images=(decode_image(photos[i]),))) for i in chosen]


def of_wishes(assistant: Assistant, texts: Sequence[str]) -> list[Likeness]:
    """The likeness of the answers to typed wishes, understood as a single question is."""
    found = []
    for text in texts:
        understood = understand(text, assistant.vocabulary, Context())
        english = understood.wording if understood.language == "en" else ""
        words = english or search_text(understood.wishes, understood.words) or text
        found.append(_nearest(assistant.searcher, Query(words)))
    return found


def _nearest(searcher: Searcher, query: Query) -> Likeness:
    return best([hit.likeness for hit in searcher.search(query, 10)])


def report(name: str, sold: Sequence[Likeness], unsold: Sequence[Likeness]) -> None:
    """One line: how well the two are told apart."""
    p, q = (np.array([one.p for one in group]) for group in (sold, unsold))
    area = roc_auc_score([1] * len(p) + [0] * len(q), np.concatenate([p, q]))
    at = (q < np.quantile(p, 0.05)).mean()
    levels = [np.mean([one.level == "nothing" for one in group]) for group in (sold, unsold)]
    print(
        f"{name:<24} {len(p):>4} sold, {len(q):>4} not: AUROC {area:.3f}; at 5 % of sold refused "
        f"{at:.3f} of others; in use {levels[0]:.3f} of sold, {levels[1]:.3f} of others",
        flush=True,
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--sold", type=Path)
    parser.add_argument("--unsold", type=Path, nargs="*", default=[])
    parser.add_argument("--wishes", type=Path, default=HERE / "wishes.csv")
    parser.add_argument("--half", type=int, choices=(0, 1), default=0)
    parser.add_argument("--sample", type=int, default=50)
    options = parser.parse_args()
    assistant = Assistant.open(options.catalog)
    with options.wishes.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))[options.half :: 2]
    for language in ("en", "zh"):
        groups = [[r[language] for r in rows if r["sold"] == word] for word in ("yes", "no")]
        report(f"wishes, {language}", *(of_wishes(assistant, group) for group in groups))
    if options.sold:
        sold = of_photos(assistant.searcher, options.sold, options.sample)
        for folder in options.unsold:
            photos = of_photos(assistant.searcher, folder, options.sample)
            report(f"photos, {folder.name}", sold, photos)


if __name__ == "__main__":
    main()
