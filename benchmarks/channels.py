"""Whether the default search is ever worse than one of its channels alone.

    python -m benchmarks.channels --catalog DIR --data DIR [--most 100]

`--catalog` is what `python -m assistant evaluate search --data DIR --keep …` leaves, `--data` its
queries. For each kind of typed question nDCG@10 of BM25 over title and description, of BM25 over
all that is stated, of the text vectors alone, and of the default, read as a single question is.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np

from assistant.assistant import Assistant
from assistant.dialogue.conversation import ask
from assistant.evaluation.search import Case, read_cases
from retrieval.evaluation.metrics import ndcg_at
from retrieval.indexes.exact import top_rows
from retrieval.lexical import Lexical

NAMES = ("BM25 title + description", "BM25 all", "vectors", "default")


class Channels:
    """The ways to answer a typed question over one catalogue."""

    def __init__(self, assistant: Assistant, folder: Path) -> None:
        self.assistant = assistant
        self.generation = assistant.searcher.generation
        found = assistant.catalogue.products(self.generation.ids)
        offers = {product.product_id: product.offers[0] for product in found}
        self.offers = [offers[one] for one in self.generation.ids]
        texts = [(offer.title, offer.description) for offer in self.offers]
        self.plain = Lexical.build(folder, texts)

    def figures(self, case: Case) -> list[float]:
        """nDCG@10 of each way."""
        text = case.turn.text
        vector = self.assistant.searcher.encode.encoder.encode_queries([text])[0]
        scored = (
            self.plain.scores(text),
            self.generation.lexical.scores(text),
            self.generation.blocks.text @ vector,
        )
        answer = ask(self.assistant, case.turn, 10)
        ranked = [self._best(scores) for scores in scored]
        ranked.append([one.offer.offer_id for one in answer.recommendations])
        return [ndcg_at(10, one, case.gains) for one in ranked]

    def _best(self, scores: np.ndarray) -> list[str]:
        rows = top_rows(scores, 10)
        rows = rows[np.argsort(-scores[rows], kind="stable")]
        return [self.offers[row].offer_id for row in rows]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--catalog", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--most", type=int, default=100)
    options = parser.parse_args()
    kinds: dict[str, list[Case]] = {}
    for case in read_cases(options.data / "queries.jsonl"):
        if case.turn.text and not case.turn.photos:
            kinds.setdefault(case.kind, []).append(case)
    with tempfile.TemporaryDirectory() as folder:
        channels = Channels(Assistant.open(options.catalog), Path(folder))
        print(" " * 34 + "".join(f"{name:>26}" for name in NAMES))
        for kind, cases in kinds.items():
            figures = np.mean([channels.figures(one) for one in cases[: options.most]], axis=0)
            cells = "".join(f"{value:>26.3f}" for value in figures)
            print(f"{kind:<28}{min(len(cases), options.most):>6}{cells}", flush=True)


if __name__ == "__main__":
    main()
