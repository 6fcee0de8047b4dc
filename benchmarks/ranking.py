"""How blocks are weighed, and what becomes of products without words: options side by side.

    python -m benchmarks.ranking --data DIR [DIR …] [--withhold 0.5] [--queries 500]

`--data` names folders in the form of `evaluate search`. `--withhold` takes all words away from
that share of the products, so that typed questions can find them by their pictures only.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL.Image import Image

from assistant.dialogue.constraints import constraints_of, lenient, search_text
from assistant.language import Vocabulary, understand
from fusion.blocks import normalise
from fusion.missing import MissingOptions
from fusion.weights import WeightOptions
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.encoders import Encoder, load_encoder
from retrieval.evaluation.metrics import recall_at, reciprocal_rank
from retrieval.images import decode_image
from retrieval.ingest import ingest
from retrieval.query import Query
from retrieval.search import Searcher, SearchOptions

DEPTH = 50
WORDS = ("title", "description", "category", "brand")
SHARES = (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 1.0)
SWEEPS: dict[str, list[tuple[str, SearchOptions]]] = {
    "text": [
        (
            f"image share {share}, trust {trust}",
            SearchOptions(
                weights=WeightOptions(text_only=share), missing=MissingOptions(trust=trust)
            ),
        )
        for share in (0.0, 0.1, 0.3, 0.5)
        for trust in (0.0, 0.85, 1.0, 1.15)
    ],
    "photo": [
        (f"image share {share}", SearchOptions(weights=WeightOptions(photo_only=share)))
        for share in SHARES
    ],
    "text + photo": [
        (f"image share {share}", SearchOptions(weights=WeightOptions(both=share)))
        for share in SHARES
    ],
}
"""What to try for each kind of question."""


class Remembering(Encoder):
    """Encodes a text or a photo once, however often it is asked."""

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder
        self.text_dim, self.image_dim = encoder.text_dim, encoder.image_dim
        self.shared_space = encoder.shared_space
        self._known: dict[object, np.ndarray] = {}

    @property
    def fingerprint(self) -> str:
        return self.encoder.fingerprint

    def embed_texts(self, texts: Sequence[str]) -> np.ndarray:
        return self._each(texts, [("item", one) for one in texts], self.encoder.encode_texts)

    def embed_queries(self, texts: Sequence[str]) -> np.ndarray:
        return self._each(texts, [("asked", one) for one in texts], self.encoder.encode_queries)

    def embed_images(self, images: Sequence[Image]) -> np.ndarray:
        return self.encoder.encode_images(images)

    def encode_photos(self, photos: Sequence[Image]) -> np.ndarray:
        return normalise(self._each(photos, [id(p) for p in photos], self.encoder.encode_photos))

    def zero_shot_text(self, images: np.ndarray) -> np.ndarray | None:
        return self.encoder.zero_shot_text(images)

    def _each(self, things: Sequence, keys: Sequence, encode: Callable) -> np.ndarray:
        for thing, key in zip(things, keys, strict=True):
            if key not in self._known:
                self._known[key] = encode([thing])[0]
        return np.stack([self._known[key] for key in keys])


def build(data: Path, folder: Path, withhold: float) -> Catalogue:
    """A catalogue of the products in `data`, a share of them without words."""
    with (data / "catalog.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    rng = random.Random(0)
    for row in rows:
        row["image"] = str((data / row["image"]).resolve()) if row.get("image") else ""
        if rng.random() < withhold:
            row.update({name: "" for name in row if name not in ("id", "image")})
    feed = folder / "feed.csv"
    with feed.open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    catalogue = Catalogue.create(folder / "catalog")
    ingest(catalogue, load_encoder(), str(feed))
    return catalogue


def questions(
    data: Path, limit: int, known: Vocabulary
) -> dict[str, list[tuple[Query, list[str]]]]:
    """Kind → questions with the ids of what should be found."""
    lines = [json.loads(line) for line in (data / "queries.jsonl").read_text().splitlines()]
    random.Random(0).shuffle(lines)
    found: dict[str, list[tuple[Query, list[str]]]] = {kind: [] for kind in SWEEPS}
    for line in lines:
        given = [name for name in ("text", "photo") if line.get(name)]
        if not given or line.get("voice") or len(found[" + ".join(given)]) >= limit:
            continue
        said = understand(line.get("text") or "", known)
        photos = (decode_image(data / line["photo"]),) if "photo" in given else ()
        text = said.wording or search_text(said.wishes, said.words)
        query = Query(text, photos, constraints_of(lenient(said.wishes)))
        found[" + ".join(given)].append((query, list(line["relevant"])))
    return found


def figures(searcher: Searcher, asked: list[tuple[Query, list[str]]]) -> list[list[float]]:
    """R@1, R@10 and reciprocal rank of each question."""
    rows = []
    for query, relevant in asked:
        ranked = [hit.product.offers[0].offer_id for hit in searcher.search(query, DEPTH)]
        rows.append(
            [*(recall_at(k, ranked, relevant) for k in (1, 10)), reciprocal_rank(ranked, relevant)]
        )
    return rows


def report(data: Path, withhold: float, limit: int) -> None:
    """Print one line an option."""
    encoder = Remembering(load_encoder())
    with tempfile.TemporaryDirectory() as folder:
        catalogue = build(data, Path(folder), withhold)
        mute = {p.offers[0].offer_id for p in catalogue.all_products() if not p.offers[0].title}
        facts = indexing.open_live(catalogue, SearchOptions(), encoder)[0].columns.facts
        for kind, asked in questions(data, limit, Vocabulary.of(facts)).items():
            groups: dict[str, list] = {"with words": [], "without words": []}
            for query, relevant in asked:
                without = bool(relevant) and set(relevant) <= mute
                groups["without words" if without else "with words"].append((query, relevant))
            for name, options in SWEEPS[kind] if asked else ():
                exact = replace(options, exact=True)
                searcher, _ = indexing.open_live(catalogue, exact, encoder)
                cells = [
                    f"{group} ({len(some)}): "
                    + "  ".join(f"{v:.3f}" for v in np.mean(figures(searcher, some), axis=0))
                    for group, some in groups.items()
                    if some
                ]
                print(f"{data.name:<12} {kind:<13} {name:<28} R@1, R@10, MRR {' | '.join(cells)}")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--withhold", type=float, default=0.0)
    parser.add_argument("--queries", type=int, default=500, help="of each kind")
    options = parser.parse_args()
    for data in options.data:
        report(data, options.withhold, options.queries)


if __name__ == "__main__":
    main()
