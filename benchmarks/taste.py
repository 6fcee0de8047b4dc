"""What a taste of 1, 3 and 10 signals does to the first ten products, against none.

    python -m benchmarks.taste --clothing DIR --myntra DIR --cache DIR [--tune]

Three kinds of session, each a shopper, a wish, and what that shopper would have wanted first:

- wardrobes: people's own photos of their clothes (Clothing, CC0). Signals are things of one sender,
  of other kinds than the one that is asked for; wanted are the sender's things of the asked kind,
  among everybody's. Photos of one sender share a camera and a background as well as a taste.
- usage: simulated shoppers over Myntra's products: a gender, a use and two colours each. Signals
  are drawn by these; wanted are products of the asked type by how many of the three they meet.
- limited: the same shoppers wish for a colour that is not theirs, as a hard limit, for somebody of
  the other gender: wanted are that gender's products in that colour. Whatever is shown outside the
  limit is counted.

The order without taste is that of the words alone. `--tune` prints a grid of options on the
shoppers of even numbers; figures are of the odd ones.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from statistics import fmean

import numpy as np

from benchmarks.blocks import cached
from fusion.blocks import ItemBlocks
from fusion.taste import TasteOptions, TasteVector, centre_of, screened
from retrieval.encoders import Encoder, load_encoder
from retrieval.evaluation.metrics import ndcg_at
from retrieval.images import decode_image

SCREEN = 10
SIGNALS = (0, 1, 3, 10)
DIALS = {"a little": 0.4, "a lot": 1.0}
SHOPPERS = 200
MOST_ITEMS = 1200  # of Myntra
MOST_OF_ONE = 40  # photos of one sender: one has sent a quarter of all
LEAST_OF_ONE = 13


@dataclass(frozen=True)
class Session:
    """One shopper's wish; rows of a shelf."""

    number: int
    asked: str
    allowed: tuple[int, ...]  # what may be shown
    wanted: dict[str, float]  # row → gain
    liked: tuple[int, ...]  # signals, in the order in which they are given


@dataclass(frozen=True)
class Shelf:
    """n items and the questions that are asked."""

    blocks: ItemBlocks
    questions: dict[str, np.ndarray]


def shelf_of(
    titles: Sequence[str], pictures: Sequence[Path], asked: Sequence[str], cache: Path
) -> Shelf:
    """Encoded once; what was encoded lies in `cache`."""
    encoder: Encoder = load_encoder("compact")
    text = cached(cache, encoder, list(titles), encoder.encode_texts)
    image = cached(
        cache,
        encoder,
        list(pictures),
        lambda some: encoder.encode_images(list(map(decode_image, some))),
    )
    questions = cached(cache, encoder, list(asked), encoder.encode_queries)
    return Shelf(ItemBlocks(text, image), dict(zip(asked, questions, strict=True)))


def wardrobes(folder: Path, cache: Path) -> tuple[Shelf, list[Session]]:
    """Each sender with things of several kinds asks for each kind that they have three of."""
    rows = [
        row
        for row in csv.DictReader((folder / "images.csv").open())
        if (folder / "images" / f"{row['image']}.jpg").is_file()
    ]
    rows = _evened(rows)
    kinds = sorted({row["label"] for row in rows})
    pictures = [folder / "images" / f"{row['image']}.jpg" for row in rows]
    shelf = shelf_of([row["label"] for row in rows], pictures, kinds, cache)
    of: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        of[row["sender_id"]].append(place)
    sessions = []
    for number, (sender, own) in enumerate(sorted(of.items())):
        chance = random.Random(f"wardrobe {sender}")
        for kind in kinds:
            wanted = [one for one in own if rows[one]["label"] == kind]
            others = [one for one in own if rows[one]["label"] != kind]
            if len(wanted) < 3 or len(others) < max(SIGNALS):
                continue
            allowed = [n for n, row in enumerate(rows) if row["label"] == kind]
            liked = chance.sample(others, max(SIGNALS))
            gains = {str(one): 1.0 for one in wanted}
            sessions.append(Session(number, kind, tuple(allowed), gains, tuple(liked)))
    return shelf, sessions


def _evened(rows: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The photos of those who have sent enough, so many of each at most."""
    of: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        of[row["sender_id"]].append(row)
    chance = random.Random(0)
    kept = [
        chance.sample(own, min(len(own), MOST_OF_ONE))
        for _, own in sorted(of.items())
        if len(own) >= LEAST_OF_ONE
    ]
    return [row for own in kept for row in own]


def usage(folder: Path, cache: Path) -> tuple[Shelf, list[Session], list[Session]]:
    """Simulated shoppers: sessions with free wishes, and with limited ones."""
    with (folder / "styles.csv").open() as file:
        styles = [row for row in csv.DictReader(file) if row["productDisplayName"]]
    rows = random.Random(0).sample(styles, min(MOST_ITEMS, len(styles)))
    kinds = sorted({row["articleType"] for row in rows})
    titles = [row["productDisplayName"] for row in rows]
    pictures = [folder / "images" / f"{row['id']}.jpg" for row in rows]
    shelf = shelf_of(titles, pictures, kinds, cache)
    free, limited = [], []
    for number in range(SHOPPERS):
        chance = random.Random(f"shopper {number}")
        me = _shopper(rows, chance)
        liked = sorted(range(len(rows)), key=lambda n: (-_fit(rows[n], me), chance.random()))
        often = [kind for kind in kinds if sum(r["articleType"] == kind for r in rows) >= 30]
        kind = chance.choice(often)
        liked = [n for n in liked if rows[n]["articleType"] != kind][: max(SIGNALS)]
        chance.shuffle(liked)
        allowed = [n for n, row in enumerate(rows) if row["articleType"] == kind]
        gains = {str(n): float(2 ** _fit(rows[n], me) - 1) for n in allowed}
        free.append(Session(number, kind, tuple(allowed), gains, tuple(liked)))
        limited += _limited(rows, number, kind, me, allowed, liked, chance)
    return shelf, free, limited


def _shopper(rows: Sequence[dict], chance: random.Random) -> dict[str, set[str]]:
    one = chance.choice(rows)
    colours = {one["baseColour"], chance.choice(rows)["baseColour"]}
    return {"gender": {one["gender"]}, "usage": {one["usage"]}, "baseColour": colours}


def _fit(row: dict, shopper: dict[str, set[str]]) -> int:
    return sum(row[name] in values for name, values in shopper.items())


def _limited(
    rows: Sequence[dict],
    number: int,
    kind: str,
    me: dict[str, set[str]],
    allowed: Sequence[int],
    liked: Sequence[int],
    chance: random.Random,
) -> list[Session]:
    """A wish against the shopper's own taste, none where the shelf has too few of it."""
    colours = sorted({rows[n]["baseColour"] for n in allowed} - me["baseColour"])
    chance.shuffle(colours)
    for colour in colours:
        fitting = [n for n in allowed if rows[n]["baseColour"] == colour]
        wanted = [n for n in fitting if rows[n]["gender"] not in me["gender"]]
        if len(fitting) > SCREEN and 0 < len(wanted) < len(fitting):
            asked = {str(n): 1.0 for n in wanted}
            return [Session(number, kind, tuple(fitting), asked, tuple(liked))]
    return []


def ranked(shelf: Shelf, session: Session, signals: int, options: TasteOptions) -> list[str]:
    """The screen of a session with so many signals."""
    rows = np.array(session.allowed)
    chance = np.random.default_rng(session.number)
    plain = shelf.blocks.text[rows] @ shelf.questions[session.asked]
    plain = plain + 1e-6 * chance.random(len(rows))  # what fits alike stands in no order
    order = np.argsort(-plain)
    rows, plain = rows[order], plain[order]
    share = np.zeros(len(rows), np.float32)
    if signals:
        liked = np.array(session.liked[:signals])
        weights = np.ones(len(liked), np.float32)
        vector = TasteVector(shelf.blocks[liked], weights, centre_of(shelf.blocks), options)
        share = vector.parts(shelf.blocks[rows]).sum(axis=0)
    best = sorted(range(len(rows)), key=lambda n: (-(plain[n] + share[n]), n))
    return [str(rows[n]) for n in screened(best, range(len(rows)), SCREEN)]


def figures(shelf: Shelf, sessions: Sequence[Session], options: TasteOptions) -> dict[int, float]:
    """Number of signals → mean nDCG@10."""
    return {
        count: fmean(
            ndcg_at(SCREEN, ranked(shelf, one, count, options), one.wanted) for one in sessions
        )
        for count in SIGNALS
    }


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clothing", type=Path, required=True, metavar="DIR")
    parser.add_argument("--myntra", type=Path, required=True, metavar="DIR")
    parser.add_argument("--cache", type=Path, required=True, metavar="DIR")
    parser.add_argument("--tune", action="store_true")
    options = parser.parse_args()
    own, worn = wardrobes(options.clothing, options.cache)
    shop, free, limited = usage(options.myntra, options.cache)
    sets = {"wardrobes": (own, worn), "usage": (shop, free), "limited": (shop, limited)}
    if options.tune:
        return _tune(sets)
    for name, (shelf, sessions) in sets.items():
        tested = [one for one in sessions if one.number % 2]
        people = len({one.number for one in tested})
        print(f"{name}: {len(tested)} sessions of {people} people")
        for dial, strength in DIALS.items():
            chosen = replace(TasteOptions(), most=TasteOptions().most * strength)
            found = figures(shelf, tested, chosen)
            print(f"  {dial:9}", "  ".join(f"{n} signals {v:.3f}" for n, v in found.items()))
        outside = sum(
            int(one) not in session.allowed
            for session in tested
            for one in ranked(shelf, session, max(SIGNALS), TasteOptions())
        )
        print(f"  shown outside the limits: {outside}")
    return None


def _tune(sets: dict[str, tuple[Shelf, list[Session]]]) -> None:
    for image, doubt, most in product((0.2, 0.5, 0.8), (1.0, 3.0), (0.05, 0.15, 0.4)):
        tried = TasteOptions(image, doubt, most)
        told = []
        for name, (shelf, sessions) in sets.items():
            found = figures(shelf, [one for one in sessions if not one.number % 2], tried)
            told.append(f"{name} " + " ".join(f"{value:.3f}" for value in found.values()))
        print(f"image {image} doubt {doubt} most {most}: ", " | ".join(told))


if __name__ == "__main__":
    main()
