"""Photos or words that are missing, wrong or poor: fixed weights against the attention gate.

    python -m benchmarks.gate --data DIR [DIR …] [--most 400] [--kinds KIND …] [--without-bm25]

`--data` are folders as `benchmarks.datasets … --words` writes them: questions with words and a
photo. Asked is the live search (blocks, bridge, BM25), exactly, with the gate and without. A wrong
photo or wrong words are those of a question about another product. A question is damaged with
probability .3: its figure is .7 times that when whole plus .3 times that when damaged, and so every
question is asked both ways. Intervals: paired bootstrap over questions.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.photos import FAULTS
from retrieval.catalogue import Catalogue
from retrieval.encoders import Encoder, load_encoder
from retrieval.images import decode_image
from retrieval.indexing import open_live
from retrieval.search import Searcher, SearchOptions
from retrieval.training.data import CACHE, read_folder

BAD = 0.3
SWAPS = ("words wrong", "photo wrong")
LACKS = ("words missing", "photo missing")
KINDS = ("clean", *SWAPS, *LACKS, *(f"photo {fault}" for fault in FAULTS))


@dataclass(frozen=True)
class Questions:
    """m questions; `photos` are blocks (m, d) by kind."""

    words: list[str]
    text: np.ndarray  # (m, d_text)
    photos: dict[str, np.ndarray]
    relevant: list[set[str]]  # offer ids


def read_questions(folder: Path, encoder: Encoder, most: int, kinds: Sequence[str]) -> Questions:
    """At most `most` questions of a folder with their photos' faults; features are kept in it."""
    read_folder(folder, encoder)
    lines = [json.loads(line) for line in (folder / "queries.jsonl").read_text().splitlines()]
    lines = [one for one in lines if one.get("text") and one.get("photo")]
    tested = [one for one in lines if one.get("split") == "test"] or lines
    asked = random.Random(0).sample(tested, min(most, len(tested)))
    paths = [folder / one["photo"] for one in asked]
    words = [one["text"] for one in asked]
    faults = [fault for fault in FAULTS if f"photo {fault}" in kinds]
    return Questions(
        words,
        encoder.encode_queries(words),
        {kind: _photos(folder, encoder, paths, kind) for kind in ("clean", *faults)},
        [set(one["relevant"]) for one in asked],
    )


def _photos(folder: Path, encoder: Encoder, paths: list[Path], kind: str) -> np.ndarray:
    kept = folder / CACHE / f"{kind}-{len(paths)}-{encoder.fingerprint}.npy"
    if kept.exists():
        return np.load(kept)
    chance, found = random.Random(1), []
    for path in paths:
        photo = decode_image(path)
        spoilt = FAULTS[kind](photo, chance) if kind in FAULTS else photo
        found.append(encoder.encode_photos([spoilt])[0])
    np.save(kept, np.stack(found))
    return np.stack(found)


def ranks(searcher: Searcher, asked: Questions, kind: str, k: int = 50) -> np.ndarray:
    """1 / the rank of the right product for each question, 0 beyond `k`."""
    other = _others(asked.relevant)
    found = []
    for row, relevant in enumerate(asked.relevant):
        of_words = other[row] if kind == "words wrong" else row
        of_photo = other[row] if kind == "photo wrong" else row
        text = None if kind == "words missing" else asked.text[of_words]
        words = "" if text is None else asked.words[of_words]
        photos = asked.photos[fault if (fault := kind.split()[-1]) in FAULTS else "clean"]
        image = None if kind == "photo missing" else photos[of_photo]
        best, _ = searcher.rank(searcher.encode.fuse(text, image), words, k)
        products = searcher.catalogue.products([searcher.generation.ids[i] for i in best[:k]])
        right = {p.product_id for p in products if any(o.offer_id in relevant for o in p.offers)}
        places = [i for i, r in enumerate(best[:k]) if searcher.generation.ids[r] in right]
        found.append(1 / (1 + places[0]) if places else 0.0)
    return np.array(found)


def _others(relevant: list[set[str]]) -> list[int]:
    """For each question one about another product, at random."""
    chance, rows = random.Random(2), range(len(relevant))
    return [chance.choice([i for i in rows if not relevant[i] & one]) for one in relevant]


def measure(
    folder: Path, encoder: Encoder, most: int, kinds: Sequence[str], bm25: bool
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Kind → reciprocal ranks with fixed weights and with the gate, every question damaged."""
    asked = read_questions(folder, encoder, most, kinds)
    if not bm25:
        asked = replace(asked, words=[""] * len(asked.words))
    catalogue = Catalogue.open(folder / CACHE)
    plain, _ = open_live(catalogue, SearchOptions(exact=True, gate=None), encoder)
    gated, _ = open_live(catalogue, SearchOptions(exact=True), encoder)
    found = {}
    for kind in kinds:
        fixed = ranks(plain, asked, kind)
        found[kind] = fixed, fixed if kind in LACKS else ranks(gated, asked, kind)
    catalogue.close()
    return found


def compared(
    found: dict[str, tuple[np.ndarray, np.ndarray]], kind: str, first: bool
) -> tuple[float, float, float, float]:
    """The figure with fixed weights, the gate's difference to it and its 95 % interval."""
    whole, bad = found["clean"], found[kind]
    values = [
        (1 - BAD) * (w == 1 if first else w) + BAD * (b == 1 if first else b)
        for w, b in zip(whole, bad, strict=True)
    ]
    gap = values[1] - values[0]
    drawn = np.random.default_rng(0).integers(0, len(gap), (2000, len(gap)))
    low, high = np.percentile(gap[drawn].mean(axis=1), [2.5, 97.5])
    return float(values[0].mean()), float(gap.mean()), float(low), float(high)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--most", type=int, default=400)
    parser.add_argument("--kinds", nargs="+", choices=KINDS[1:], default=KINDS[1:])
    parser.add_argument("--without-bm25", action="store_true", help="blocks and bridge only")
    options = parser.parse_args()
    encoder = load_encoder("compact")
    print("| set | 30 % of questions | R@1, fixed | gate − fixed | MRR, fixed | gate − fixed |")
    print("| --- " * 6 + "|")
    for folder in options.data:
        kinds = ("clean", *options.kinds)
        found = measure(folder, encoder, options.most, kinds, not options.without_bm25)
        for kind in kinds:
            cells = []
            for first in (True, False):
                figure, gap, low, high = compared(found, kind, first)
                cells += [f"{figure:.3f}", f"{gap:+.3f} ({low:+.3f} … {high:+.3f})"]
            print(f"| {folder.name} | {kind} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
