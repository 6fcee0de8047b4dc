"""How much BM25 should count beside the similarity of vectors, and which text to encode.

    python -m benchmarks.lexical_share --data DIR

`--data` is a folder of product-matching sets (Abt-Buy, Amazon-Google, Walmart-Amazon: each with
`train.txt`, lines `COL a VAL b … <tab> COL a VAL b … <tab> 0/1`). One shop's title is the question,
the other shop's records are the catalogue, and what is labelled a match is what should be found:
the way a shopper who knows the product would ask.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from retrieval.documents import lexical_fields
from retrieval.encoders import load_encoder
from retrieval.evaluation.metrics import reciprocal_rank
from retrieval.lexical import Lexical, normalise_scores
from retrieval.offers import Offer, Product

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
TEXTS: dict[str, Callable[[Offer], str]] = {
    "title": lambda o: o.title,
    "title + brand": lambda o: f"{o.title} {o.brand}",
    "title + 150 characters": lambda o: f"{o.title}. {o.description[:150]}",
}


def load(path: Path) -> tuple[list[Offer], dict[str, set[str]]]:
    """The records of the second shop, and for each title of the first one what matches it."""
    records: dict[str, Offer] = {}
    relevant: dict[str, set[str]] = {}
    for line in path.read_text().splitlines():
        left, right, label = line.split("\t")
        fields = columns(right)
        offer_id = str(records.setdefault(right, as_offer(fields, len(records))).offer_id)
        if label == "1":
            relevant.setdefault(title_of(columns(left)), set()).add(offer_id)
    return list(records.values()), relevant


def columns(text: str) -> dict[str, str]:
    """`COL a VAL b COL c VAL d` → {a: b, c: d}."""
    return {k: v.strip() for k, v in re.findall(r"COL (\S+) VAL (.*?)(?= COL |$)", text)}


def title_of(fields: dict[str, str]) -> str:
    """The name of a record."""
    return fields.get("title") or fields.get("name") or ""


def as_offer(fields: dict[str, str], number: int) -> Offer:
    """A record as an offer."""
    brand = fields.get("brand") or fields.get("manufacturer") or ""
    return Offer("b", str(number), title_of(fields), fields.get("description", ""), brand=brand)


def measure(path: Path) -> dict[str, list[float]]:
    """Mean reciprocal rank for each text and each lexical share."""
    offers, relevant = load(path)
    encoder, questions = load_encoder(), list(relevant)
    asked = encoder.encode_queries(questions)
    with tempfile.TemporaryDirectory() as folder:
        documents = [lexical_fields(Product("", (offer,))) for offer in offers]
        lexical = Lexical.build(Path(folder) / "bm25", documents)
        words = np.stack([normalise_scores(lexical.scores(question)) for question in questions])
    ids = [offer.offer_id for offer in offers]
    figures = {}
    for name, text in TEXTS.items():
        dense = asked @ encoder.encode_texts([text(offer) for offer in offers]).T
        figures[name] = [mrr(dense, words, share, ids, questions, relevant) for share in SHARES]
    return figures


def mrr(
    dense: np.ndarray,
    words: np.ndarray,
    share: float,
    ids: list[str],
    questions: list[str],
    relevant: dict[str, set[str]],
) -> float:
    """Mean reciprocal rank of the convex combination."""
    best = np.argsort(-((1 - share) * dense + share * words), axis=1)[:, :50]
    ranks = [
        reciprocal_rank([ids[row] for row in rows], relevant[question])
        for question, rows in zip(questions, best, strict=True)
    ]
    return float(np.mean(ranks))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True)
    options = parser.parse_args()
    print(f"{'MRR at lexical share':<42}" + "".join(f"{share:>6}" for share in SHARES))
    for path in sorted(options.data.glob("*/train.txt")):
        for name, row in measure(path).items():
            print(f"{path.parent.name + ', ' + name:<42}" + "".join(f"{v:>6.3f}" for v in row))


if __name__ == "__main__":
    main()
