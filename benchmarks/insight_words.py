"""Which words of a shopper's count as things, and so are kept by insight: names should not be.

`python -m benchmarks.insight_words [--words]` prints how many names of people and places pass and
how many things do not, at the threshold that is shipped: of the half that it was chosen on, and of
the half that was written down afterwards. With `--words` it prints which. Both halves stand in
`benchmarks/insight_words.csv`, in English, German and Chinese. The rule of choice: as many things
as may be, with at most one name in ten.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Sequence
from pathlib import Path

from assistant.insight.words import NEARER, nearer_to_names
from retrieval.encoders import load_encoder

LISTED = Path(__file__).with_suffix(".csv")
HALVES = ("chosen", "measured")
KINDS = ("name", "thing")
AT_MOST = 0.1  # of names may pass, on the half that the threshold is chosen on

Scored = list[tuple[float, str]]
"""(how much nearer to names than to things, word) of each word."""


def scored(half: str, kind: str) -> Scored:
    """The words of one kind in one half, those nearest to things first."""
    encoder = load_encoder("compact")
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if (row["half"], row["kind"]) == (half, kind)]
    return sorted((nearer_to_names(row["word"], encoder), row["word"]) for row in rows)


def chosen(names: Scored) -> float:
    """The highest threshold, in hundredths, below which at most `AT_MOST` of the names are."""
    allowed = int(AT_MOST * len(names))
    below = [step / 100 for step in range(-100, 101) if _below(names, step / 100) <= allowed]
    return max(below)


def _below(words: Sequence[tuple[float, str]], threshold: float) -> int:
    return sum(score < threshold for score, _ in words)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="print the words that go wrong")
    options = parser.parse_args()
    found = {(half, kind): scored(half, kind) for half in HALVES for kind in KINDS}
    print(f"the rule chooses {chosen(found['chosen', 'name']):.2f}; shipped: {NEARER:.2f}")
    for half in HALVES:
        names, things = found[half, "name"], found[half, "thing"]
        passed = [word for score, word in names if score < NEARER]
        held = [word for score, word in things if score >= NEARER]
        kept = f"{len(passed)} of {len(names)} names pass"
        print(f"{half}: {kept}, {len(held)} of {len(things)} things do not")
        if options.words:
            print("  names:", *passed)
            print("  things:", *held)


if __name__ == "__main__":
    main()
