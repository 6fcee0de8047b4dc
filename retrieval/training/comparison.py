"""Every strategy on the same splits, beside the cheap twin it has to beat.

Each seed leaves the questions about a third of the products out of training. Tested are questions
about products with training questions (seen) and without (unseen), always against all products,
and through the same bridge and query encoder that answer shoppers.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from fusion.adapter import Adapter
from fusion.blocks import MODALITIES, ItemBlocks, QueryBlocks
from fusion.missing import MissingOptions, align
from fusion.strategies import STRATEGIES
from fusion.training import TrainingOptions
from fusion.weights import WeightOptions
from retrieval.encoders import Encoder
from retrieval.errors import AssistantError
from retrieval.filling import dense, fused_items
from retrieval.progress import Progress, silent
from retrieval.query_encoder import QueryEncoder
from retrieval.training.data import DataSet
from retrieval.training.fitting import fit

PLAIN = "none"
"""The encoder without an adapter."""


@dataclass(frozen=True)
class CompareOptions:
    """What is compared, and how."""

    strategies: Sequence[str] = (PLAIN, *STRATEGIES)
    seeds: int = 5
    unseen: float = 1 / 3  # share of the products whose questions are left out of training
    test: float = 0.3  # share of the other questions to test with, where the data set says none
    resamples: int = 2000  # of the bootstrap
    training: TrainingOptions = field(default_factory=TrainingOptions)


@dataclass(frozen=True)
class Split:
    """One seed's rows of questions."""

    train: np.ndarray
    test: np.ndarray
    unseen: np.ndarray  # (len(test),) bool: about products without a training question


def split(data: DataSet, options: CompareOptions, seed: int) -> Split:
    """Leave a third of the products out, and test questions of the others."""
    random = np.random.default_rng(seed)
    products = np.unique(data.target)
    out = random.permutation(products)[: round(options.unseen * len(products))]
    new = np.isin(data.target, out)
    test = data.test if data.test.any() else random.random(len(new)) < options.test
    test = test | (new & ~data.test.any())
    rows = np.flatnonzero(test)
    return Split(np.flatnonzero(~test & ~new), rows, new[rows])


def compare(
    data: DataSet,
    encoder: Encoder,
    options: CompareOptions = CompareOptions(),
    progress: Progress = silent,
    against: str = "",
) -> list[dict]:
    """One row a strategy: R@1 seen, unseen and their harmonic mean, MRR, the difference to the
    twin's R@1 with its 95 % interval, seconds a training. What cannot be trained says why.

    `against`: a strategy to stand in for all twins; it comes before those compared with it.
    """
    splits = [split(data, options, seed) for seed in range(options.seeds)]
    hits: dict[str, list[np.ndarray]] = {}
    rows = []
    for done, name in enumerate(options.strategies):
        started = time.process_time()
        try:
            ranks = [_ranks(name, data, encoder, one, i, options) for i, one in enumerate(splits)]
        except AssistantError as error:
            rows.append({"strategy": name, "problem": str(error)})
            continue
        seconds = (time.process_time() - started) / len(splits)
        hits[name] = [rank == 1 for rank in ranks]
        rows.append(
            _row(name, splits, ranks, hits, options, against) | {"CPU s": round(seconds, 1)}
        )
        progress("Comparing", done + 1, len(options.strategies))
    return rows


def _ranks(
    name: str, data: DataSet, encoder: Encoder, one: Split, seed: int, options: CompareOptions
) -> np.ndarray:
    """The rank of the best right product for each test question, from 1."""
    training = TrainingOptions(**{**vars(options.training), "seed": seed})
    adapter = None if name == PLAIN else fit(name, data, one.train, training)
    return ranks(data, encoder, adapter, one.test)


def ranks(data: DataSet, encoder: Encoder, adapter: Adapter | None, rows: np.ndarray) -> np.ndarray:
    """The rank, from 1, of the best right product for each of the questions `rows`."""
    scores = all_scores(data, encoder, adapter, rows)
    return np.array(
        [
            1 + int((one > one[list(data.relevant[row])].max()).sum())
            for row, one in zip(rows, scores, strict=True)
        ]
    )


def all_scores(
    data: DataSet, encoder: Encoder, adapter: Adapter | None, rows: np.ndarray
) -> np.ndarray:
    """Scores (m, n) of all products for the questions `rows`, as a shopper's are scored."""
    bridge, items = fused_items(encoder, adapter, data.items, data.relations)
    items = dense(items)
    ask = QueryEncoder(encoder, bridge, WeightOptions(), adapter)
    observed = np.stack([data.items.text.any(axis=1), data.items.image.any(axis=1)], axis=1)
    lacking = {name: observed[:, 1 - i] & ~observed[:, i] for i, name in enumerate(MODALITIES)}
    found = np.empty((len(rows), len(items)), np.float32)
    for place, row in enumerate(rows):
        text, image = (
            block[row] if block[row].any() else None
            for block in (data.queries.text, data.queries.image)
        )
        asked = data.queries.tokens[row : row + 1] if data.queries.tokens else None
        query = ask.fuse(text, image, asked)
        found[place] = _scores(query, _parts(query, items, lacking), adapter)
    return found


def _parts(
    query: QueryBlocks, items: ItemBlocks, lacking: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    """What each modality adds to the scores of all items; those `lacking` (n,) bool a modality that
    the question holds are brought to the scale of whole ones, as in searches."""
    parts = query.contributions(items)
    whole = ~np.any(list(lacking.values()), axis=0)
    for modality in set(query.evidence.values()):
        mine = lacking[modality]
        if min(mine.sum(), whole.sum()) >= MissingOptions.least:
            own = {name: part[mine] for name, part in parts.items()}
            others = {name: part[whole] for name, part in parts.items()}
            for name, part in align(own, own, others, MissingOptions.trust).items():
                parts[name][mine] = part
    return parts


def _scores(
    query: QueryBlocks, parts: dict[str, np.ndarray], adapter: Adapter | None
) -> np.ndarray:
    """The scores of all items, through the adapter's gate if it has one."""
    if adapter and adapter.gate and all(query.evidence[name] == name for name in MODALITIES):
        parts = adapter.gate(parts, adapter.gate.floors(parts))
    return parts["text"] + parts["image"]


def _row(
    name: str,
    splits: Sequence[Split],
    ranks: Sequence[np.ndarray],
    hits: dict[str, list[np.ndarray]],
    options: CompareOptions,
    against: str,
) -> dict:
    seen = _mean([rank[~one.unseen] == 1 for rank, one in zip(ranks, splits, strict=True)])
    unseen = _mean([rank[one.unseen] == 1 for rank, one in zip(ranks, splits, strict=True)])
    twin = against or ("" if name == PLAIN else STRATEGIES[name].twin)
    row = {
        "strategy": name,
        "R@1 seen": seen,
        "R@1 unseen": unseen,
        "harmonic": 2 * seen * unseen / max(seen + unseen, 1e-9),
        "MRR": _mean([1 / rank for rank in ranks]),
        "twin": twin,
    }
    if twin in hits and twin != name:
        row["R@1 − twin"], row["low"], row["high"] = paired_bootstrap(
            hits[name], hits[twin], [one.test for one in splits], options.resamples
        )
    return row


def _mean(groups: Sequence[np.ndarray]) -> float:
    """The mean over seeds of means over questions."""
    return float(np.mean([group.mean() for group in groups if len(group)] or [0.0]))


def paired_bootstrap(
    ours: Sequence[np.ndarray],
    theirs: Sequence[np.ndarray],
    questions: Sequence[np.ndarray],
    resamples: int,
    seed: int = 0,
) -> tuple[float, float, float]:
    """The mean difference of two measures of the same questions, and its 95 % interval.

    `questions` says which question each value is of: whole questions are drawn, as the values of
    one under several seeds are not independent (Efron and Tibshirani, 1993).
    """
    number, which = np.unique(np.concatenate(list(questions)), return_inverse=True)
    gaps = np.concatenate(list(ours)).astype(float) - np.concatenate(list(theirs))
    total = np.bincount(which, gaps, len(number))
    count = np.bincount(which, minlength=len(number)).astype(float)
    drawn = np.random.default_rng(seed).integers(0, len(number), (resamples, len(number)))
    means = total[drawn].sum(axis=1) / count[drawn].sum(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return float(gaps.mean()), float(low), float(high)


def as_markdown(rows: Sequence[dict]) -> str:
    """The table of `compare`."""
    head = "| strategy | R@1 seen | R@1 unseen | harmonic | MRR | − twin (95 %) | CPU s |"
    lines = [head, "| --- " * 7 + "|"]
    for row in rows:
        if "problem" in row:
            lines.append(f"| {row['strategy']} | {row['problem']} |||||")
            continue
        gap = ""
        if "low" in row:
            interval = f"{row['low']:+.3f} … {row['high']:+.3f}"
            gap = f"{row['twin']}: {row['R@1 − twin']:+.3f} ({interval})"
        figures = (row[name] for name in ("R@1 seen", "R@1 unseen", "harmonic", "MRR"))
        cells = " | ".join(f"{figure:.3f}" for figure in figures)
        lines.append(f"| {row['strategy']} | {cells} | {gap} | {row['CPU s']} |")
    return "\n".join(lines)
