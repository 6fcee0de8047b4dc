"""Feeds of invented things: a large vocabulary, in which words are as unevenly used as in life."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

HEADER = "id,title,description,category,brand,price,currency,availability,color,material".split(",")
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in ("a", "e", "i", "o", "u", "ar", "en", "il")]
COLOURS = "red blue green black white grey brown pink yellow purple".split()
MATERIALS = "oak steel cotton glass leather wool bamboo ceramic".split()
KINDS, BRANDS, WORDS = 300, 2000, 60_000
NEW = "quernstone"
"""The word of the one product that is added; no invented word is it."""


class Names:
    """Invented words: kinds, brands, and words whose frequency falls as 1 / rank (Zipf)."""

    def __init__(self) -> None:
        random = Random(5)
        made: dict[str, None] = {}
        while len(made) < KINDS + BRANDS + WORDS:
            made["".join(random.choices(SYLLABLES, k=random.choice((2, 3, 3, 4))))] = None
        words = list(made)
        self.kinds, self.brands = words[:KINDS], words[KINDS : KINDS + BRANDS]
        self.words = words[KINDS + BRANDS :]
        self.weights = list(accumulate(1 / rank for rank in range(5, WORDS + 5)))


def row(number: int, names: Names, prices: int = 0) -> list[str]:
    """The offer of this number; one in a hundred has another price in each version of `prices`."""
    random = Random(number)
    kind = names.kinds[int(KINDS * random.random() ** 2)]
    brand = names.brands[int(BRANDS * random.random() ** 2)]
    colour, material = random.choice(COLOURS), random.choice(MATERIALS)
    said = random.choices(names.words, cum_weights=names.weights, k=24)
    title = f"{brand} {said[0]} {colour} {material} {kind} {brand[:2]}-{number:07d}"
    words = " ".join(said)
    text = f"{words[0].upper()}{words[1:]}. Without {said[7]}, {material} inside."
    cents = random.randint(500, 90_000) + (prices if number % 100 == 7 else 0)
    stock = "in stock" if random.random() < 0.8 else "out of stock"
    return [
        f"sku-{number}", title.capitalize(), text, f"Home > {kind.capitalize()}",
        brand.capitalize(), f"{cents / 100:.2f}", "EUR", stock, colour, material,
    ]  # fmt: skip


def rows(count: int, names: Names, prices: int = 0, new: bool = False) -> Iterator[list[str]]:
    """The offers of one shop; with `new`, one more that no other is like."""
    yield from (row(number, names, prices) for number in range(count))
    if new:
        yield added()


def added() -> list[str]:
    """The new product."""
    return [
        "sku-new", f"Zorba {NEW} red oak", f"A {NEW} for grinding.", f"Home > {NEW}", "Zorba",
        "19.00", "EUR", "in stock", "red", "oak",
    ]  # fmt: skip


def write(path: Path, offers: Iterator[list[str]]) -> Path:
    """A table; nothing is done where it is there."""
    if not path.exists():
        draft = path.with_suffix(".part")
        with draft.open("w", newline="") as file:
            csv.writer(file).writerows([HEADER])
            csv.writer(file).writerows(offers)
        draft.rename(path)
    return path


def questions(count: int, names: Names) -> dict[str, list[str]]:
    """Kind of question → questions, none of which was asked before."""
    random = Random(9)
    offers = [row(random.randrange(count), names) for _ in range(200)]
    kinds = [names.kinds[int(KINDS * random.random() ** 2)] for _ in range(200)]
    often = names.words[:200]
    return {
        "a short wish": [f"a {one[8]} {kind}" for one, kind in zip(offers, kinds, strict=True)],
        "a title": [one[1] for one in offers],
        "a price limit": [
            f"{kind} under {random.randint(20, 800)} euros" for kind in dict.fromkeys(kinds)
        ],
        "a refusal": [f"{kind} without {word}" for kind, word in zip(kinds, often, strict=True)],
        "a maker": [f"{kind} by {one[4]}" for one, kind in zip(offers, kinds, strict=True)],
    }


def limits(count: int, names: Names) -> dict[str, list[tuple[str, dict]]]:
    """Kind of question → words and hard limits, none of which was asked for before."""
    random = Random(11)
    kinds = random.sample(names.kinds, 100)
    often, rare = names.words[:100], [row(random.randrange(count), names) for _ in range(100)]
    return {
        "no limit": [(f"a {kind}", {}) for kind in kinds],
        "a title": [(one[1], {}) for one in rare],
        "a price": [(kind, {"most": random.randint(2000, 80_000)}) for kind in kinds],
        "a kind": [
            (kind, {"limits": [("includes", "category", kind)]}) for kind in reversed(kinds)
        ],
        "a refusal": [
            (kind, {"limits": [("excludes", "words", word)]})
            for kind, word in zip(kinds, often, strict=True)
        ],
        "a maker and a colour": [
            (one[0], {"limits": [("includes", "brand", one[4].lower()),
                                 ("includes", "colour", one[8])]})
            for one in rare
        ],
    }  # fmt: skip
