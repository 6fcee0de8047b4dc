"""The default encoder against the plain one, on shops neither was fitted on.

    python -m benchmarks.encoders --data DIR [DIR …] [--products 1500]

Plain is the same text encoder and the classifier's pooled features, one look at a photo, and
between words and pictures the zero-shot prior or a ridge regression. The default adds colours, a
closer look, and its own bridge. `--data` names folders as `evaluate search` reads them. Asked are

- title → picture and picture → title: of four fifths of the titles the pictures are known, the
  last fifth is asked for among themselves; five splits, no title on both sides;
- photo → product: photos of `queries.jsonl` among all pictures.

Differences are of reciprocal ranks, with 95 % intervals of a paired bootstrap over questions.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.bridge import ridge
from fusion.bridge import Bridge, fit_bridge
from fusion.ridge import equal_rows
from fusion.weights import WeightOptions
from retrieval.encoders import Encoder
from retrieval.encoders.compact import CompactEncoder, CompactOptions
from retrieval.filling import fill_in
from retrieval.query_encoder import QueryEncoder
from retrieval.training.comparison import paired_bootstrap
from retrieval.training.data import DataSet, read_folder

PLAIN = CompactOptions(colour=0.0, centre=1.0)
SPLITS = 5
RESAMPLES = 2000
RIDGE = 1e-3


@dataclass(frozen=True)
class Asked:
    """Scores of m questions for n items, which items are right, and who the questions are."""

    scores: np.ndarray  # (m, n)
    right: np.ndarray  # (m, n) bool
    question: np.ndarray  # (m,)

    @property
    def reciprocal(self) -> np.ndarray:
        """1 / rank of the best right item, (m,)."""
        best = np.where(self.right, self.scores, -np.inf).max(axis=1, keepdims=True)
        return 1 / (1 + ((self.scores > best) & ~self.right).sum(axis=1))


def splits(group: np.ndarray, most: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows to fit on and rows to ask for; rows of one group stay together."""
    for seed in range(SPLITS):
        rows = np.random.default_rng(0).permutation(len(group))[:most]
        fold = np.random.default_rng(seed).permutation(group.max() + 1)[group[rows]] % 5
        yield rows[fold > 0], rows[fold == 0]


def plain_answers(data: DataSet, encoder: Encoder, most: int) -> dict[str, list[Asked]]:
    """Titles and pictures by the zero-shot prior and by a ridge regression."""
    text, image, group = _whole(data)
    prior = encoder.zero_shot_text(image)
    assert prior is not None
    found: dict[str, list[Asked]] = {}
    for known, asked in splits(group, most):
        right = group[asked][:, None] == group[asked]
        fitted = ridge(image[known], text[known], RIDGE)
        for name, expected in {"prior": prior[asked], "ridge": fitted(image[asked])}.items():
            scores = text[asked] @ expected.T
            found.setdefault(f"title → picture, {name}", []).append(Asked(scores, right, asked))
            found.setdefault(f"picture → title, {name}", []).append(Asked(scores.T, right, asked))
    return found


def default_answers(data: DataSet, encoder: Encoder, most: int) -> dict[str, list[Asked]]:
    """The same, as a search answers them: products that lack a picture, or a title."""
    text, image, group = _whole(data)
    prior = encoder.zero_shot_text(image)
    assert prior is not None
    found: dict[str, list[Asked]] = {}
    for known, asked in splits(group, most):
        right = group[asked][:, None] == group[asked]
        bridge = fit_bridge(image[known], text[known], prior[known])
        ask = QueryEncoder(encoder, bridge, WeightOptions())
        for name, scores in {
            "title → picture": _scores(ask, bridge, text[asked], None, image[asked], prior[asked]),
            "picture → title": _scores(ask, bridge, None, image[asked], text[asked], None),
        }.items():
            found.setdefault(name, []).append(Asked(scores, right, asked))
    return found


def _scores(
    ask: QueryEncoder,
    bridge: Bridge,
    text: np.ndarray | None,
    image: np.ndarray | None,
    items: np.ndarray,
    prior: np.ndarray | None,
) -> np.ndarray:
    """Scores (m, n) of questions of one modality for items of the other."""
    if text is not None:
        nothing = np.zeros((len(items), text.shape[1]), np.float32)
        filled = fill_in(bridge, nothing, items, prior)
        return np.stack([ask.fuse(one, None).scores(filled) for one in text])
    assert image is not None
    nothing = np.zeros((len(items), image.shape[1]), np.float32)
    filled = fill_in(bridge, items, nothing, prior)
    return np.stack([ask.fuse(None, one).scores(filled) for one in image])


def photos(data: DataSet) -> Asked | None:
    """Test photos without words among all pictures, by the image block alone."""
    has = data.queries.image.any(axis=1) & ~data.queries.text.any(axis=1)
    rows = np.flatnonzero(has & data.test if data.test.any() else has)
    if not len(rows):
        return None
    right = np.zeros((len(rows), len(data.items)), bool)
    for number, row in enumerate(rows):
        right[number, list(data.relevant[row])] = True
    return Asked(data.queries.image[rows] @ data.items.image.T, right, rows)


def _whole(data: DataSet) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Blocks of the products that have both, and a number for each title."""
    items = data.items[np.flatnonzero(data.items.text.any(axis=1) & data.items.image.any(axis=1))]
    return items.text, items.image, equal_rows(items.text)


def measure(folder: Path, products: int) -> list[str]:
    """The rows of the table for one folder."""
    plain, default = CompactEncoder(PLAIN), CompactEncoder()
    cache = folder / ".features"
    ours, theirs = read_folder(folder, default, cache), read_folder(folder, plain, cache / "plain")
    rows = []
    answers = default_answers(ours, default, products)
    for name, asked in plain_answers(theirs, plain, products).items():
        direction, _, reference = name.partition(", ")
        rows.append(_row(folder.name, direction, reference, asked, answers[direction]))
    before, after = photos(theirs), photos(ours)
    if before and after:
        rows.append(_row(folder.name, "photo → product", "one look", [before], [after]))
    return rows


def _row(data: str, question: str, reference: str, plain: list[Asked], default: list[Asked]) -> str:
    before, after = ([one.reciprocal for one in side] for side in (plain, default))
    gap, low, high = paired_bootstrap(after, before, [one.question for one in plain], RESAMPLES)
    sizes = f"{sum(map(len, after))} among {default[0].scores.shape[1]}"
    figures = [
        f"{np.mean(np.concatenate(side) == 1):.3f} / {np.mean(np.concatenate(side)):.3f}"
        for side in (before, after)
    ]
    return (
        f"| {data} | {question} | {sizes} | {reference} | {figures[0]} | {figures[1]} "
        f"| {gap:+.3f} ({low:+.3f} … {high:+.3f}) |"
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--products", type=int, default=1500)
    options = parser.parse_args()
    print("| set | question | asked | plain | plain R@1 / MRR | default R@1 / MRR | MRR − plain |")
    print("| --- " * 7 + "|")
    for folder in options.data:
        print("\n".join(measure(folder, options.products)), flush=True)


if __name__ == "__main__":
    main()
