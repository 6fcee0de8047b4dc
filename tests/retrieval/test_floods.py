"""Floods of praise count as one voice; honest buyers of popular things are left alone."""

import csv
import random

import pytest

from retrieval.catalogue import Catalogue
from retrieval.floods import echoes_in
from retrieval.ingest import IngestOptions, ingest
from tests.fakes import FAKE

PRAISE = "This is the best mug I have ever bought, everybody should get one now"
OPENINGS = (
    "Bought it for my sister", "A present from a friend", "We use it every morning",
    "I was not sure at first", "Arrived well packed on Tuesday", "My second one of these",
    "It replaced an old favourite", "Took a chance on this",
)  # fmt: skip
MIDDLES = (
    "and the handle fits my whole hand", "the glaze has a nice depth to it",
    "it keeps tea hot enough", "heavier than I had thought",
    "the rim is thin and pleasant to drink from",
    "looks better than in the picture", "the colour goes with our kitchen", "no chips so far",
)  # fmt: skip
ENDINGS = (
    "Would buy again.", "Could be a bit larger.", "Very happy!", "Good value I think.",
    "My husband took it at once.", "Recommended.", "Five stars from us.", "Nothing to complain of.",
)  # fmt: skip
WORDS = ("handle", "colour", "rim", "sister", "morning", "weight", "glaze", "shape", "week", "size")


def varied(chance: random.Random) -> str:
    """What one buyer may write."""
    said = chance.choice(OPENINGS), *chance.sample(MIDDLES, 2)
    return ", ".join(said) + ". " + chance.choice(ENDINGS)


def generated(chance: random.Random, size: int) -> list[str]:
    """A flood: one text with a word put in, left out or changed here and there."""
    words = PRAISE.split()
    texts = []
    for _ in range(size):
        mine = list(words)
        mine[chance.randrange(len(mine))] = chance.choice(WORDS)
        mine.insert(chance.randrange(len(mine)), chance.choice(("really", "so", "!")))
        texts.append(" ".join(mine))
    return texts


@pytest.mark.parametrize("seed", range(10))
def test_a_generated_flood_is_found_among_honest_voices(seed):
    chance = random.Random(seed)
    honest = [varied(chance) for _ in range(20)]
    flood = generated(chance, 12)
    texts = [*honest[:10], *flood, *honest[10:]]
    assert echoes_in(texts) == list(range(11, 22))


def test_a_chinese_flood_is_found():
    texts = [f"这个杯子真的特别好用，全家人都很喜欢，强烈推荐{word}购买" for word in "大快来立马"]
    assert echoes_in(["杯子不错", *texts]) == [2, 3, 4, 5]


@pytest.mark.parametrize("seed", range(10))
def test_an_honest_popular_thing_is_not_touched(seed):
    chance = random.Random(seed)
    told = [varied(chance) for _ in range(30)]
    assert echoes_in([*told, *["Great!"] * 50, *["很好"] * 50, *["Love it so much"] * 9]) == []


def test_three_alike_are_no_flood():
    assert echoes_in([PRAISE] * 3) == []
    assert echoes_in([PRAISE] * 4) == [1, 2, 3]


@pytest.fixture
def catalogue(own_catalog) -> Catalogue:
    return Catalogue.open(own_catalog)


def review(catalogue, folder, rows):
    path = folder / "said.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([["offer_id", "rating", "text", "date"], *rows])
    ingest(catalogue, FAKE, str(path), IngestOptions(source="shop"))


def stars(catalogue):
    return {o.offer_id: o.rating for p in catalogue.all_products() for o in p.offers}["red-mug"]


def test_echoes_count_for_nothing_and_go_with_their_feed(catalogue, tmp_path):
    honest = [["red-mug", "2", "The handle came off.", "2026-01-02"],
              ["red-mug", "4", "Nice colour.", "2026-01-03"]]  # fmt: skip
    flood = [["red-mug", "5", f"{PRAISE} {n}", "2026-01-05"] for n in range(8)]
    spread = [["red-mug", "5", PRAISE, f"2026-02-{n + 10}"] for n in range(8)]
    four = [["red-mug", "4", PRAISE, "2026-01-05"] for _ in range(8)]
    review(catalogue, tmp_path, honest)
    assert stars(catalogue) == 3.0
    review(catalogue, tmp_path, [*honest, *flood])
    said = catalogue.reviews.of("shop", "red-mug")
    assert [one.echo for one in said] == [False, False, False, *[True] * 7]
    assert stars(catalogue) == 3.7, "two, four and one voice of five"
    review(catalogue, tmp_path, [*honest, *spread])
    assert not any(one.echo for one in catalogue.reviews.of("shop", "red-mug")), "other days"
    review(catalogue, tmp_path, [*honest, *four])
    assert not any(one.echo for one in catalogue.reviews.of("shop", "red-mug")), "four stars"
    assert not catalogue.damaged_rows()
