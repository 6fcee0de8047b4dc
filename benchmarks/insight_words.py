"""Which words of a shopper's count as things, and so are kept by insight: names should not be.

    python -m benchmarks.insight_words [--words] [--train]

prints how many names of people and places pass and how many things do not, by the rule that is
shipped (a linear probe, `assistant/insight/probe.py`) and by the one that encoders without a probe
have: of the words that thresholds were chosen on, of those written down afterwards ("measured"),
and of those written down before the probe was made ("later"). With `--words` it prints which. All
stand in `insight_words.csv`, in English, German and Chinese. `--train` fits the probe: on the names
in `insight_names.txt`, none of them measured with, and on the kinds of things that the language
packs have words for; its threshold lets one name in fifty pass, each scored by a probe that has not
seen it.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np

from assistant.insight.probe import Probe, features
from assistant.insight.words import NEARER, nearer_to_names
from assistant.languages.pack import codes, table
from retrieval.encoders import Encoder, load_encoder

LISTED = Path(__file__).with_suffix(".csv")
NAMES = Path(__file__).with_name("insight_names.txt")
HALVES = ("chosen", "measured", "later")
RIDGE = 0.03  # of ten, the one that held back fewest things, each scored unseen
FOLDS = 10
PASS = 0.02  # of names, where the probe's threshold stands


def listed(half: str, kind: str) -> list[str]:
    """The words of one kind, "name" or "thing", in one half."""
    with LISTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row["word"] for row in rows if (row["half"], row["kind"]) == (half, kind)]


def names() -> list[str]:
    """The names that the probe is fitted on."""
    lines = NAMES.read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def things() -> list[str]:
    """The kinds of things that the language packs have one word for, but those measured with."""
    kinds = (table(code, "words").get("category", {}).items() for code in codes())
    said = (one for pairs in kinds for name, ways in pairs for one in (name, *_first(ways)))
    tested = {word for half in HALVES[1:] for word in listed(half, "thing")}
    return [
        w for w in dict.fromkeys(one.lower() for one in said) if " " not in w and w not in tested
    ]


def _first(ways: str | list[str]) -> list[str]:
    return [ways] if isinstance(ways, str) else ways[:1]


def train(encoder: Encoder) -> Probe:
    """The probe of an encoder."""
    rows = features([*names(), *things()], encoder)
    is_name = np.arange(len(rows)) < len(names())
    unseen, fold = np.zeros(len(rows)), np.random.default_rng(0).integers(0, FOLDS, len(rows))
    for one in range(FOLDS):
        weights, bias = _fit(rows[fold != one], is_name[fold != one])
        unseen[fold == one] = rows[fold == one] @ weights + bias
    threshold = float(np.quantile(unseen[is_name], PASS))
    held = float(np.mean(unseen[~is_name] >= threshold))
    print(f"fitted on {is_name.sum()} names and {(~is_name).sum()} things; {held:.0%} held back")
    weights, bias = _fit(rows, is_name)
    return Probe(weights, bias, threshold)


def _fit(rows: np.ndarray, is_name: np.ndarray) -> tuple[np.ndarray, float]:
    """Ridge regression of +1 for a name and −1 for a thing; both kinds weigh the same."""
    weight = np.where(is_name, 0.5 / is_name.sum(), 0.5 / (~is_name).sum())
    target = np.where(is_name, 1.0, -1.0)
    mean = weight @ rows
    centred = rows - mean
    spread = centred.T @ (weight[:, None] * centred) + RIDGE * np.eye(rows.shape[1])
    weights = np.linalg.solve(spread, centred.T @ (weight * (target - weight @ target)))
    return weights, float(weight @ target - mean @ weights)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", action="store_true", help="print the words that go wrong")
    parser.add_argument("--train", action="store_true", help="fit the probe anew, and keep it")
    options = parser.parse_args()
    encoder = load_encoder("compact")
    if options.train:
        train(encoder).save(encoder)
    probe = Probe.of(encoder)
    assert probe, "the probe was fitted with another encoder: --train"
    rules: dict[str, Callable[[list[str]], np.ndarray]] = {
        "probe": lambda words: probe.scores(features(words, encoder)) < probe.threshold,
        "examples": lambda words: nearer_to_names(words, encoder) < NEARER,
    }
    for rule, are_things in rules.items():
        for half in HALVES:
            people, goods = listed(half, "name"), listed(half, "thing")
            passed = [
                word for word, is_thing in zip(people, are_things(people), strict=True) if is_thing
            ]
            held = [
                word
                for word, is_thing in zip(goods, are_things(goods), strict=True)
                if not is_thing
            ]
            kept = f"{len(passed)} of {len(people)} names pass"
            print(f"{rule}, {half}: {kept}, {len(held)} of {len(goods)} things do not")
            if options.words:
                print("  names:", *passed)
                print("  things:", *held)


if __name__ == "__main__":
    main()
