"""Train and measure the matcher on published product pairs; resolve large catalogues.

    python -m benchmarks.matching ship --data DIR      # trains the weights that come along
    python -m benchmarks.matching transfer --data DIR  # trained on all sets but the one measured
    python -m benchmarks.matching scale --offers 100000

`--data` is a folder of sets, each with train.txt, valid.txt and test.txt.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from assistant.cli.common import ProgressBar
from assistant.evaluation.matching import figures, read_collection, shipped_figures
from retrieval.catalogue import Catalogue
from retrieval.documents import text_hash
from retrieval.encoders import load_encoder
from retrieval.matching.matcher import SHIPPED
from retrieval.matching.resolution import resolve
from retrieval.matching.training import TrainingSet, train
from retrieval.money import Money
from retrieval.offers import Offer


def ship(data: Path, encoder: str) -> None:
    """Train on the train pairs of every set, calibrate on their valid pairs, keep the weights."""
    sets = read_sets(data, encoder)
    matcher = train(list(sets.values()), progress=ProgressBar())
    matcher.save(SHIPPED)
    for name, one in sets.items():
        print(name, {k: round(v, 3) for k, v in figures(matcher, one)["trained"].items()})
    print(f"wrote {SHIPPED}: {matcher.thresholds}")


def transfer(data: Path, encoder: str) -> None:
    """What the matcher is worth on pairs of a kind it has never seen."""
    sets = read_sets(data, encoder)
    for name, one in sets.items():
        matcher = train([other for other in sets.values() if other is not one])
        print(name, {k: round(v, 3) for k, v in shipped_figures(one, matcher).items()}, flush=True)


def read_sets(data: Path, encoder: str) -> dict[str, TrainingSet]:
    """Every folder of `data` that holds pairs."""
    sets = {}
    for folder in sorted(path.parent for path in data.glob("*/train.txt")):
        one = read_collection(folder, encoder, ProgressBar())
        sets[folder.name] = TrainingSet.of(one.corpus, one.splits)
    return sets


def scale(offers: int) -> None:
    """Seconds to resolve a catalogue, to add to it, and to find nothing new.

    Titles are encoded by ingest for the index anyway, so that random unit vectors stand in.
    """
    with tempfile.TemporaryDirectory() as folder:
        catalogue = Catalogue.create(Path(folder) / "catalog")
        for shop in SHOPS:
            catalogue.save_source(shop, "table", shop)
        encoder = load_encoder("compact")
        made = list(invented(offers, seed=0))
        rng = np.random.default_rng(0)
        hashes = sorted({text_hash(one.title) for one in made})
        vectors = rng.normal(size=(len(hashes), encoder.text_dim)).astype(np.float32)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        catalogue.blocks("text", encoder.fingerprint).save(hashes, vectors)
        extra = made[-100:]
        with catalogue.writing():
            for batch in (made[:-100], extra, []):
                catalogue.save_offers(batch)
                started = time.monotonic()
                print(resolve(catalogue, encoder, progress=ProgressBar()))
                print(f"{len(batch):,} new offers: {time.monotonic() - started:.1f} s", flush=True)


SHOPS = ("north", "south", "west")
MAKERS = [
    f"{a}{b}" for a in "alto bera cordo delvi ester fion".split() for b in "n na tek ra".split()
]
THINGS = "speaker kettle monitor drill backpack lamp keyboard router chair jacket".split()
TRAITS = "wireless compact steel black white heavy duty portable folding classic pro mini".split()


def invented(count: int, seed: int) -> Iterator[Offer]:
    """Offers of products that do not exist; about two in three are sold by two or three shops."""
    rng = random.Random(seed)
    made = 0
    for number in range(count):
        maker, thing = rng.choice(MAKERS), rng.choice(THINGS)
        traits = rng.sample(TRAITS, 3)
        model = f"{rng.choice('abcdefgh')}{rng.choice('klmnp')}-{rng.randrange(100, 99999)}"
        size = f"{rng.randrange(2, 90)} {rng.choice(['cm', 'inch', 'l', 'w'])}"
        price = rng.randrange(500, 90000)
        for shop in rng.sample(SHOPS, rng.choice((1, 2, 3))):
            words = [maker, *rng.sample(traits, 2), thing, size, model]
            if rng.random() < 0.3:
                rng.shuffle(words)
            if rng.random() < 0.2:
                words.remove(model)
            yield Offer(
                shop,
                f"{shop}-{number}",
                " ".join(words).title(),
                f"A {' '.join(traits)} {thing} by {maker}.",
                brand=maker.title(),
                price=Money(int(price * rng.uniform(0.9, 1.1)), "EUR"),
            )
            made += 1
            if made == count:
                return


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("action", choices=("ship", "transfer", "scale"))
    parser.add_argument("--data", type=Path, default=Path("matching"))
    parser.add_argument("--encoder", default="compact")
    parser.add_argument("--offers", type=int, default=100_000)
    options = parser.parse_args()
    if options.action == "scale":
        scale(options.offers)
    else:
        {"ship": ship, "transfer": transfer}[options.action](options.data, options.encoder)


if __name__ == "__main__":
    main()
