from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import BadFeed
from retrieval.money import Money
from retrieval.previewing import SHOWN, preview
from retrieval.sources import ReadOptions
from retrieval.sources.describing import SAMPLED
from retrieval.sources.locations import Feed

PRICE = Money(950, "EUR")


def feed(folder: Path, text: str, name: str = "shop.csv") -> Feed:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return Feed(path, "shop", name)


def test_the_first_rows_as_they_would_be_taken(tmp_path: Path) -> None:
    text = "id,title,price,image,Anno\n1,Red mug,9.50 EUR,a.png,1920\n,No id,5 EUR,,\n"
    seen = preview([feed(tmp_path, text)], ReadOptions("shop"))
    assert [(one.title, one.price) for one in seen.offers] == [("Red mug", PRICE)]
    assert seen.pictures == ("a.png",)
    assert (seen.taken, seen.refused, seen.whole) == (1, 1, True)
    assert "id" in seen.rejected[0].reason
    assert {one.column: one.taken_for for one in seen.columns}["price"] == "price"
    assert not list(tmp_path.glob("*.db"))  # nothing is stored


def test_a_column_that_is_meant_otherwise_shows_at_once(tmp_path: Path) -> None:
    text = "id,title,Anno\n1,Red mug,9.50 EUR\n"
    plain = preview([feed(tmp_path, text)], ReadOptions("shop"))
    assert plain.offers[0].price is None
    meant = preview([feed(tmp_path, text)], ReadOptions("shop", mapping={"price": "Anno"}))
    assert meant.offers[0].price == PRICE


def test_a_long_feed_is_not_read_to_its_end(tmp_path: Path) -> None:
    rows = "".join(f"{n},Mug {n}\n" for n in range(SAMPLED * 3))
    seen = preview([feed(tmp_path, f"id,title\n{rows}")], ReadOptions("shop"))
    assert not seen.whole
    assert (seen.taken, len(seen.offers)) == (SAMPLED, SHOWN)
    assert seen.total is None or seen.total >= SAMPLED * 3


def test_of_several_feeds_the_one_with_offers_is_shown(tmp_path: Path) -> None:
    said = feed(tmp_path, "offer_id,rating,text\n1,5,Lovely\n", "reviews.csv")
    listed = feed(tmp_path, "id,title\n1,Red mug\n")
    seen = preview([said, listed], ReadOptions("shop"))
    assert (seen.feed, seen.further) == ("shop.csv", 1)


def test_what_is_no_feed_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadFeed):
        preview([feed(tmp_path, "just words", "words.bin")], ReadOptions("shop"))
