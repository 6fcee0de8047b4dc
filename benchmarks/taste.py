"""What a taste of 1, 3 and 10 signals does to the first screen, against none.

    python -m benchmarks.taste --catalog DIR [--shoppers 100] [--tune]
    python -m benchmarks.taste --clothing DIR --cache DIR
    python -m benchmarks.taste --usage DIR --cache DIR

`--catalog` has simulated shoppers over any catalogue, through the product's own search and taste.
Each is given two colours and a material of those that are stated, by a seed. Signals are
products of other kinds that suit them best; the wish names a kind of thing, and wanted are the
products of that kind by how much suits (2^n − 1). Three kinds of wish:

- own: for themselves;
- limited: for themselves, with a colour that is not theirs as a hard limit;
- another's: for somebody with another taste, of which the profile knows nothing: what it costs.

`--clothing` has real people's photos of their clothes (Clothing, CC0): signals are things of one
sender of other kinds than the one asked for, wanted are the sender's things of that kind among
everybody's. Photos of one sender share a camera and a background as well as a taste.

`--usage` has a shop's clothes by what they are worn for (Myntra): signals are things for one use of
other types than the one asked for, wanted are the things of that type for the same use; no title
states the use.

Figures are nDCG at the size of a screen; shoppers of even numbers are for `--tune`, of odd ones for
the figures. Whatever is shown outside a hard limit is counted.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from statistics import fmean

import numpy as np

from assistant.assistant import Assistant
from assistant.constraints import Wishes, constraints_of
from assistant.taste import Profile, Signal
from assistant.taste.tasting import POOL, Tasting
from benchmarks.blocks import cached
from fusion.blocks import ItemBlocks
from fusion.taste import TasteOptions, TasteVector, centre_of, screened
from retrieval.encoders import load_encoder
from retrieval.evaluation.metrics import ndcg_at
from retrieval.facts import Facts
from retrieval.images import decode_image
from retrieval.query import Query
from retrieval.search import Hit
from retrieval.words import mentions, plain

SCREEN = 6  # products that an answer shows
SIGNALS = (0, 1, 3, 10)
DIALS = ("little", "lot")
LEAST, MOST = 12, 0.4  # products of a kind that is asked for; as a share of all
OF_USE, SHOPPERS_OF_USE = 10, 10  # products of a type for one use; shoppers who ask for it
MOST_OF_ONE, LEAST_OF_ONE = 40, 13  # photos of one sender: one has sent a quarter of all


@dataclass(frozen=True)
class Session:
    """One shopper's wish, and what they would have wanted first."""

    number: int
    kind: str
    wishes: Wishes
    wanted: dict[str, float]  # product → gain
    liked: tuple[str, ...]  # products, in the order in which they are given as signals


class Shop:
    """A catalogue, as simulated shoppers see it."""

    def __init__(self, assistant: Assistant) -> None:
        columns, ids = assistant.searcher.columns, assistant.searcher.generation.ids
        self.assistant = assistant
        self._found: dict[str, list[Hit]] = {}
        self.facts: dict[str, Facts] = {}
        for facts, row in zip(columns.facts, columns.row.tolist(), strict=True):
            self.facts.setdefault(ids[row], facts)
        self.values = {name: self._values(name) for name in ("colour", "material")}
        self.kinds = {kind: found for kind in self._kinds() if (found := self.of_kind(kind))}

    def _values(self, facet: str) -> list[str]:
        """The values that several products state."""
        stated = (one.fields.get(facet, "") for one in self.facts.values())
        counts = Counter(value for text in stated for value in set(_split(text)))
        return sorted(value for value, count in counts.items() if count >= LEAST)

    def _kinds(self) -> list[str]:
        phrases = self.assistant.vocabulary.phrases.values()
        return sorted({one["category"] for one in phrases if "category" in one})

    def of_kind(self, kind: str) -> tuple[str, ...]:
        """The products of a kind, none where there are too few or too many to choose from."""
        limits = constraints_of(Wishes(include={"category": (kind,)}))
        found = tuple(one for one, facts in self.facts.items() if limits.admit(facts.offer))
        return found if LEAST <= len(found) <= MOST * len(self.facts) else ()

    def plain(self, kind: str, wishes: Wishes) -> list[Hit]:
        """What answers a wish without taste, best first."""
        key = f"{kind} {wishes}"
        if key not in self._found:
            query = Query(kind, constraints=constraints_of(wishes))
            self._found[key] = self.assistant.searcher.search(query, POOL)
        return self._found[key]

    def suits(self, product_id: str, taste: dict[str, set[str]]) -> int:
        """How many of a taste's facets a product meets."""
        facts = self.facts[product_id]
        return sum(
            any(mentions(facts.fields.get(facet, ""), value) for value in values)
            for facet, values in taste.items()
        )

    def taste(self, chance: random.Random) -> dict[str, set[str]]:
        """Two colours and a material."""
        colours = set(chance.sample(self.values["colour"], 2))
        materials = self.values["material"]
        return {"colour": colours, "material": {chance.choice(materials)} if materials else set()}


def _split(text: str) -> list[str]:
    return [plain(one) for one in text.replace("|", ",").split(",") if one.strip()]


def simulated(shop: Shop, shoppers: int) -> dict[str, list[Session]]:
    """Kind of wish → sessions."""
    found: dict[str, list[Session]] = {"own": [], "limited": [], "another's": []}
    for number in range(shoppers):
        chance = random.Random(f"shopper {number}")
        mine, other = shop.taste(chance), shop.taste(chance)
        kind = chance.choice(sorted(shop.kinds))
        allowed = shop.kinds[kind]
        rest = [one for one in shop.facts if one not in set(allowed)]
        best = sorted(rest, key=lambda one: (-shop.suits(one, mine), chance.random()))
        liked = best[: max(SIGNALS)]
        chance.shuffle(liked)
        free = Wishes(include={"category": (kind,)})
        for name, taste in (("own", mine), ("another's", other)):
            gains = {one: 2.0 ** shop.suits(one, taste) - 1 for one in allowed}
            found[name].append(Session(number, kind, free, gains, tuple(liked)))
        if limited := _limited(shop, kind, mine, allowed, chance):
            gains = {one: 2.0 ** shop.suits(one, mine) - 1 for one in limited[1]}
            found["limited"].append(Session(number, kind, limited[0], gains, tuple(liked)))
    return found


def _limited(
    shop: Shop,
    kind: str,
    mine: dict[str, set[str]],
    allowed: Sequence[str],
    chance: random.Random,
) -> tuple[Wishes, list[str]] | None:
    """A colour that is not the shopper's, of which there is more than a screen; None for none."""
    colours = sorted(set(shop.values["colour"]) - mine["colour"])
    for colour in chance.sample(colours, len(colours)):
        wishes = Wishes(include={"category": (kind,), "colour": (colour,)})
        limits = constraints_of(wishes)
        fitting = [one for one in allowed if limits.admit(shop.facts[one].offer)]
        if len(fitting) > SCREEN and any(shop.suits(one, mine) for one in fitting):
            return wishes, fitting
    return None


def screen(
    shop: Shop, session: Session, signals: int, dial: str, options: TasteOptions
) -> list[str]:
    """What is shown of a session's wish to a profile of so many signals."""
    constraints = constraints_of(session.wishes)
    hits = shop.plain(session.kind, session.wishes)
    if signals:
        profile = Profile(dial, (), tuple(map(Signal, session.liked[:signals])))
        hits = Tasting(profile, shop.assistant.searcher, options).screen(hits, SCREEN)
    shown = hits[:SCREEN]
    assert all(constraints.admit(one) for hit in shown for one in hit.offers), "outside a limit"
    return [hit.product.product_id for hit in shown]


def figures(
    shop: Shop, sessions: Sequence[Session], dial: str, options: TasteOptions = TasteOptions()
) -> str:
    """Number of signals and mean nDCG, for reading."""
    told = []
    for count in SIGNALS:
        gains = [
            ndcg_at(SCREEN, screen(shop, one, count, dial, options), one.wanted) for one in sessions
        ]
        told.append(f"{count} signals {fmean(gains):.3f}")
    return "  ".join(told)


def over_catalogue(folder: Path, shoppers: int, tune: bool) -> None:
    """Print the figures of simulated shoppers, or a grid of options."""
    shop = Shop(Assistant.open(folder))
    sets = simulated(shop, shoppers)
    print(f"{len(shop.facts)} products, {len(shop.kinds)} kinds, {shoppers} simulated shoppers")
    if tune:
        for image, doubt, most in product((0.2, 0.5, 0.8), (1.0, 3.0), (0.05, 0.15, 0.4)):
            tried = TasteOptions(image, doubt, most)
            for name, sessions in sets.items():
                told = figures(shop, [one for one in sessions if not one.number % 2], "lot", tried)
                print(f"image {image} doubt {doubt} most {most} {name:10}{told}", flush=True)
        return
    for name, sessions in sets.items():
        tested = [one for one in sessions if one.number % 2]
        for dial in DIALS:
            print(f"{name:10} n={len(tested)} {dial:7}{figures(shop, tested, dial)}", flush=True)
    print("shown outside a hard limit: 0")


def wardrobes(folder: Path, cache: Path) -> Iterator[tuple[int, dict[int, float]]]:
    """(person, number of signals → nDCG@10) of each kind of clothes that somebody asks for."""
    rows = _evened(
        row
        for row in csv.DictReader((folder / "images.csv").open())
        if (folder / "images" / f"{row['image']}.jpg").is_file()
    )
    pictures = [folder / "images" / f"{row['image']}.jpg" for row in rows]
    blocks = encoded([row["label"] for row in rows], pictures, cache)
    of: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        of[row["sender_id"]].append(place)
    for number, (sender, own) in enumerate(sorted(of.items())):
        chance = random.Random(f"wardrobe {sender}")
        for kind in sorted({rows[one]["label"] for one in own}):
            wanted = [one for one in own if rows[one]["label"] == kind]
            others = [one for one in own if rows[one]["label"] != kind]
            if len(wanted) >= 3 and len(others) >= max(SIGNALS):
                shelf = [n for n, row in enumerate(rows) if row["label"] == kind]
                chance.shuffle(shelf)  # all answer the kind alike: there is no order without taste
                liked = chance.sample(others, max(SIGNALS))
                yield number, _asked(blocks, shelf, set(wanted), liked)


def encoded(texts: list[str], pictures: list[Path], cache: Path) -> ItemBlocks:
    """The blocks of things with a text and a picture each."""
    encoder = load_encoder("compact")
    return ItemBlocks(
        cached(cache, encoder, texts, encoder.encode_texts),
        cached(
            cache,
            encoder,
            pictures,
            lambda some: encoder.encode_images(list(map(decode_image, some))),
        ),
    )


def usages(folder: Path, cache: Path) -> Iterator[tuple[int, dict[int, float]]]:
    """(shopper, number of signals → nDCG@10) of each type of men's clothes for each use of it."""
    of: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in csv.DictReader((folder / "styles.csv").open(encoding="utf-8")):
        if row["gender"] == "Men" and (folder / "images" / f"{row['id']}.jpg").is_file():
            of[row["articleType"], row["usage"]].append(row)
    enough = {key: own for key, own in sorted(of.items()) if key[1] and len(own) >= OF_USE}
    types = Counter(kind for kind, _ in enough)
    chance = random.Random(0)
    rows = [
        row
        for (kind, _), own in enough.items()
        if types[kind] > 1
        for row in chance.sample(own, OF_USE)
    ]
    pictures = [folder / "images" / f"{row['id']}.jpg" for row in rows]
    blocks = encoded([row["productDisplayName"] for row in rows], pictures, cache)
    wishes = sorted({(row["articleType"], row["usage"]) for row in rows})
    for number, (kind, use) in enumerate(wishes * SHOPPERS_OF_USE):
        chance = random.Random(f"use {number}")
        shelf = [n for n, row in enumerate(rows) if row["articleType"] == kind]
        alike = [n for n, row in enumerate(rows) if row["usage"] == use and n not in shelf]
        chance.shuffle(shelf)
        wanted = {n for n in shelf if rows[n]["usage"] == use}
        if len(alike) >= max(SIGNALS):
            yield number, _asked(blocks, shelf, wanted, chance.sample(alike, max(SIGNALS)))


def _asked(
    blocks: ItemBlocks, shelf: list[int], wanted: set[int], liked: list[int]
) -> dict[int, float]:
    gains = {str(one): 1.0 for one in wanted}
    found = {}
    for count in SIGNALS:
        share = np.zeros(len(shelf))
        if count:
            signals = blocks[np.array(liked[:count])]
            vector = TasteVector(signals, np.ones(count, np.float32), centre_of(blocks))
            share = vector.parts(blocks[np.array(shelf)]).sum(axis=0)
        order = sorted(range(len(shelf)), key=lambda n: (-share[n], n))
        shown = screened(order, range(len(shelf)), 10)
        found[count] = ndcg_at(10, [str(shelf[n]) for n in shown], gains)
    return found


def _evened(rows: Iterator[dict[str, str]]) -> list[dict[str, str]]:
    """The photos of those who have sent enough, so many of each at most."""
    of: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        of[row["sender_id"]].append(row)
    chance = random.Random(0)
    enough = [own for _, own in sorted(of.items()) if len(own) >= LEAST_OF_ONE]
    return [row for own in enough for row in chance.sample(own, min(len(own), MOST_OF_ONE))]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--catalog", type=Path, metavar="DIR")
    parser.add_argument("--shoppers", type=int, default=100)
    parser.add_argument("--tune", action="store_true")
    parser.add_argument("--clothing", type=Path, metavar="DIR")
    parser.add_argument("--usage", type=Path, metavar="DIR")
    parser.add_argument("--cache", type=Path, metavar="DIR")
    options = parser.parse_args()
    if options.catalog:
        over_catalogue(options.catalog, options.shoppers, options.tune)
    for name, folder, asked in (
        ("wardrobes", options.clothing, wardrobes),
        ("uses", options.usage, usages),
    ):
        if folder:
            tested = [one for one in asked(folder, options.cache) if one[0] % 2]
            means = {count: fmean(one[count] for _, one in tested) for count in SIGNALS}
            told = "  ".join(f"{count} signals {mean:.3f}" for count, mean in means.items())
            print(f"{name}: {len(tested)} wishes of {len({n for n, _ in tested})} people  {told}")


if __name__ == "__main__":
    main()
