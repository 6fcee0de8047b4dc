"""A running searcher beside an ingest: it shows what is true now, and keeps no files of before."""

from __future__ import annotations

import gc
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from retrieval.live import LiveSearch
from retrieval.money import Money
from retrieval.query import Constraints, Query
from retrieval.search import SearchOptions
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH

CHEAP = Constraints(max_price=Money(2000, "EUR"))


class Shop:
    """A shop that lists two mugs and whatever else it is told to, and a search that runs on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue.create(folder / "catalog")
        self.catalogue.set("encoder", "fake")
        self.live = LiveSearch(self.catalogue, SearchOptions())

    def list(self, price: float, stock: str, *more: str) -> None:
        """Sync the shop's feed, in which the red mug has this price and availability."""
        header = "id,title,category,price,currency,availability"
        red, blue = f"1,Red mug,Mugs,{price},EUR,{stock}", "2,Blue mug,Mugs,50,EUR,in stock"
        self._sync("shop.csv", header, red, blue, *more)

    def review(self, *lines: str) -> None:
        """Sync reviews of the shop's offers: lines of offer_id, rating, text."""
        self._sync("reviews.csv", "offer_id,rating,text,shop", *(f"{line},shop" for line in lines))

    def found(self, constraints: Constraints = Constraints(), sort: str = "") -> list[str]:
        """Titles that the running search finds for "mug"."""
        hits = self.live.searcher.search(Query("mug", constraints=constraints, sort=sort))
        return [hit.product.title for hit in hits]

    def _sync(self, name: str, *lines: str) -> None:
        feed = self.folder / name
        feed.write_text("\n".join(lines))
        ingest(Catalogue.open(self.catalogue.folder), FAKE, str(feed))


@pytest.fixture
def shop(tmp_path) -> Shop:
    return Shop(tmp_path)


def test_a_price_that_falls_or_rises_is_seen_by_a_search_that_runs(shop):
    shop.list(40, "in stock")
    assert shop.found(CHEAP) == []
    shop.list(10, "in stock")
    assert shop.found(CHEAP) == ["Red mug"]
    assert shop.found(sort="price_asc") == ["Red mug", "Blue mug"]
    shop.list(60, "in stock")
    assert shop.found(CHEAP) == []
    assert shop.found(sort="price_asc") == ["Blue mug", "Red mug"]


def test_stock_that_comes_or_goes_is_seen_by_a_search_that_runs(shop):
    shop.list(10, "out of stock")
    assert shop.found(Constraints(in_stock=True)) == ["Blue mug"]
    shop.list(10, "in stock")
    assert set(shop.found(Constraints(in_stock=True))) == {"Red mug", "Blue mug"}
    shop.list(10, "out of stock")
    assert shop.found(Constraints(in_stock=True)) == ["Blue mug"]


def test_new_reviews_are_seen_by_a_search_that_runs(shop):
    shop.list(10, "in stock")
    shop.review("1,5,Holds coffee", "2,2,Leaks")
    assert shop.found(sort="rating") == ["Red mug", "Blue mug"]
    shop.review("1,1,Broke", "2,4,Never leaked again")
    assert shop.found(sort="rating") == ["Blue mug", "Red mug"]


def test_prices_need_no_new_generation_and_nothing_at_all_no_new_searcher(shop):
    shop.list(10, "in stock")
    before = shop.live.searcher
    shop.list(10, "in stock")
    assert shop.live.searcher is before
    shop.list(11, "in stock")
    assert shop.live.searcher is not before
    assert shop.live.searcher.generation is before.generation


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="shows open files on Linux alone")
def test_a_generation_that_is_replaced_gives_its_files_back(shop):
    for number in range(3, 6):
        shop.list(10, "in stock", f"{number},Green mug {number},Mugs,5,EUR,in stock")
        assert f"Green mug {number}" in shop.found()
        live = shop.catalogue.generations.live.number
        assert stores_open(shop.catalogue) == {shop.catalogue.generations.folder(live)}
    shop.live.close()
    gc.collect()  # rings of objects hold files until then
    assert stores_open(shop.catalogue) == set()
    assert shop.found()  # by exact search


def stores_open(catalogue: Catalogue) -> set[Path]:
    """Generations of whose vector stores this process holds files open, deleted ones too."""
    links = (f"/proc/self/fd/{number}" for number in os.listdir("/proc/self/fd"))
    files = (Path(os.readlink(link)) for link in links if os.path.lexists(link))
    folder = catalogue.generations.parent
    inside = [file.relative_to(folder) for file in files if file.is_relative_to(folder)]
    return {folder / file.parts[0] for file in inside if file.parts[1] == "store"}


def test_a_turn_has_one_catalogue_from_its_beginning_to_its_end(shop):
    """Even when another process has built a new generation, and switched to it twice."""
    shop.list(40, "in stock")
    with shop.live.pinned():
        before = shop.live.searcher
        shop.list(40, "in stock", "3,Green mug,Mugs,5,EUR,in stock")
        with ThreadPoolExecutor(1) as other:  # another shopper's turn follows at once
            assert "Green mug" in other.submit(shop.found).result()
        shop.list(40, "in stock", "4,Grey mug,Mugs,5,EUR,in stock")
        with shop.live.pinned():
            assert shop.live.searcher is before
            assert sorted(shop.found()) == ["Blue mug", "Red mug"]
    assert "Grey mug" in shop.found()
    shop.live.close()
