"""An index that grows by segments answers as one that is built of everything at once."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.errors import DamagedGeneration
from retrieval.generation import Generation
from retrieval.indexing import GrowthOptions
from retrieval.ingest import IngestOptions, ensure_current, ingest, own_encoder
from retrieval.limits import Excludes, Includes
from retrieval.live import LiveSearch
from retrieval.money import Money
from retrieval.query import Constraints, Query
from retrieval.search import Hit, SearchOptions
from tests.fakes import FAKE

COLOURS = ("red", "blue", "green", "grey", "black")
KINDS = ("Mug", "Bowl", "Plate", "Jug")
QUESTIONS = ("red mug", "green bowl with a lid", "jug", "number 7", "a plate that nobody has")
LIMITS = (
    Constraints(),
    Constraints(max_price=Money(1500, "EUR")),
    Constraints(limits=(Includes("category", ("mug",)),)),
    Constraints(limits=(Includes("colour", ("red", "blue")), Excludes("words", ("lid",)))),
    Constraints(in_stock=True),
)


def row(number: int, price: int = 0, stock: str = "in stock", more: str = "") -> str:
    colour, kind = COLOURS[number % 5], KINDS[number % 4]
    text = f"{kind} number {number} with a lid" if number % 3 else f"{kind} without a lid"
    cost = price or 5 + number
    return f"{number},{colour} {kind}{more},{text},{kind}s,{cost},EUR,{stock},{colour}"


HEADER = "id,title,description,category,price,currency,availability,color"


def told(hits: list[Hit]) -> tuple[list[float], set]:
    """Scores, best first, and offers; of several with the lowest score any may be shown."""
    scores = [round(hit.score, 4) for hit in hits]
    above = {
        (hit.product.offers[0].offer_id, hit.offers[0].price)
        for hit in hits
        if round(hit.score, 4) > min(scores)
    }
    return scores, above


class Shop:
    """A shop whose index grows, however small it is."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.catalogue = Catalogue.create(folder / "catalog")
        self.rows = {number: row(number) for number in range(30)}
        self.sync()

    def sync(self) -> None:
        feed = self.folder / "shop.csv"
        feed.write_text("\n".join([HEADER, *self.rows.values()]))
        self.catalogue.set("encoder", "fake")
        ingest(self.catalogue, FAKE, str(feed), IngestOptions(allow_shrink=True))

    def generation(self) -> Generation:
        live = self.catalogue.generations.live
        assert live
        return Generation.open(self.catalogue.generations.folder(live.number))

    def sizes(self) -> list[int]:
        with closing(self.generation()) as generation:
            assert len(generation) == len(self.catalogue)
            return [len(one) for one in generation.segments]

    def answers(self) -> list:
        """What every question finds under every limit, with its score."""
        searcher, _ = indexing.open_live(self.catalogue, SearchOptions())
        with closing(searcher.generation):
            return [
                told(searcher.search(Query(text, constraints=limits), 5))
                for text in QUESTIONS
                for limits in LIMITS
            ]

    def of_one_piece(self) -> list:
        """The same from an index that was built of everything at once."""
        grown = indexing.GROWTH
        indexing.GROWTH = GrowthOptions(least=10**9)
        try:
            with self.catalogue.writing():
                self.catalogue.set("index", "stale")
                for folder in self.catalogue.generations.parent.iterdir():
                    (folder / "manifest.json").unlink(missing_ok=True)
                indexing.update(self.catalogue, FAKE)
        finally:
            indexing.GROWTH = grown
        assert len(self.sizes()) == 1
        return self.answers()


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Shop:
    monkeypatch.setattr(indexing, "GROWTH", GrowthOptions(least=1, share=0.5, absorb=1))
    return Shop(tmp_path)


def test_new_changed_and_retired_products(shop):
    assert shop.sizes() == [30]
    shop.rows[30] = row(30)
    shop.rows[4] = row(4, more=" chipped")
    del shop.rows[7]
    shop.sync()
    assert shop.sizes() == [30, 2]
    grown = shop.answers()
    ids = {offer_id for _, found in grown for offer_id, _ in found}
    assert "30" in ids
    assert "7" not in ids
    assert grown == shop.of_one_piece()


def test_prices_and_stock_make_no_segment(shop):
    before = shop.catalogue.generations.live.number
    shop.rows[3] = row(3, price=1)
    shop.rows[5] = row(5, stock="out of stock")
    shop.sync()
    assert shop.catalogue.generations.live.number == before
    found = shop.answers()
    assert Money(100, "EUR") in {price for _, above in found for _, price in above}
    assert found == shop.of_one_piece()


def test_small_segments_are_taken_in_and_many_are_merged(shop):
    sizes = []
    for number in range(30, 50):
        shop.rows[number] = row(number)
        shop.sync()
        sizes.append(shop.sizes())
    assert sizes[:5] == [[30, 1], [30, 2], [30, 2, 1], [30, 4], [30, 4, 1]]
    assert [46] in sizes, "half as many again: all is built anew"
    assert shop.answers() == shop.of_one_piece()
    kept = {path.name for path in shop.catalogue.generations.parent.iterdir()}
    assert len(kept) <= 4, "what no generation has is deleted"


def test_a_product_that_comes_back_and_one_that_changes_twice(shop):
    kept = shop.rows.pop(2)
    shop.sync()
    shop.rows[2] = kept
    shop.rows[3] = row(3, more=" one")
    shop.sync()
    shop.rows[3] = row(3, more=" two")
    shop.sync()
    with closing(shop.generation()) as generation:
        alive = [one for one, dead in zip(generation.ids, generation.dead, strict=True) if not dead]
        assert len(set(alive)) == len(alive) == 30
    assert shop.answers() == shop.of_one_piece()


def test_words_score_as_in_one_index(shop):
    shop.rows[30] = row(30, more=" jug")
    del shop.rows[0]
    shop.sync()
    with closing(shop.generation()) as generation:
        scores = generation.lexical.scores("red jug lid")
        grown = dict(zip(generation.ids, scores, strict=True))
        assert not scores[generation.dead].any()
        assert generation.verify() == []
    shop.of_one_piece()
    with closing(shop.generation()) as generation:
        whole = generation.lexical.scores("red jug lid")
        assert [grown[one] for one in generation.ids] == whole.tolist()


def test_a_running_search_follows_and_shares_what_has_not_changed(shop):
    live = LiveSearch(shop.catalogue, SearchOptions())
    before = live.searcher.generation
    shop.rows[30] = row(30, more=" of quartz")
    shop.sync()
    after = live.searcher
    assert after.generation.segments[0] is before.segments[0]
    assert after.search(Query("quartz"))[0].product.offers[0].offer_id == "30"
    shop.rows[30] = row(30, price=3, more=" of quartz")
    shop.sync()
    assert live.searcher.search(Query("quartz"))[0].offers[0].price == Money(300, "EUR")
    live.close()


def test_of_a_large_catalogue_no_question_waits_for_a_change(shop, monkeypatch):
    live = LiveSearch(shop.catalogue, SearchOptions(), small=0)
    before = live.searcher
    follow, let = live._follow, []

    def slowly(old, now):
        while not let:
            pass
        return follow(old, now)

    monkeypatch.setattr(live, "_follow", slowly)
    shop.rows[30] = row(30)
    shop.sync()
    assert live.searcher is before
    assert live.searcher is before
    let.append(True)
    live._following.join()
    assert live.searcher is not before
    live.close()


def test_a_kill_before_the_switch_is_finished_by_the_next_start(shop, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    shop.rows[30] = row(30)
    with monkeypatch.context() as patch:
        patch.setattr(type(shop.catalogue.generations), "switch_to", killed)
        with pytest.raises(KeyboardInterrupt):
            shop.sync()
    assert shop.catalogue.generations.stale
    ensure_current(shop.catalogue)
    assert shop.sizes() == [30, 1]
    assert shop.answers() == shop.of_one_piece()


@pytest.mark.parametrize("name", ["ids.json", "dead.npy", "stated/columns.npz", "text.npy"])
def test_a_damaged_segment_is_noticed_and_all_is_built_anew(shop, name):
    shop.rows[30] = row(30)
    shop.sync()
    live = shop.catalogue.generations.live
    path = shop.catalogue.generations.folder(live.number) / name
    path.write_bytes(path.read_bytes()[:-3])
    with pytest.raises(DamagedGeneration):
        shop.generation()
    ensure_current(shop.catalogue)
    assert shop.sizes() == [31]


def test_a_damaged_base_is_noticed_too(shop):
    shop.rows[30] = row(30)
    shop.sync()
    with closing(shop.generation()) as generation:
        base = generation.segments[0].folder
    np.save(base / "observed.npy", np.zeros((30, 2), bool))
    ensure_current(shop.catalogue)
    assert shop.sizes() == [31]


def test_another_encoder_builds_all_anew(shop):
    shop.rows[30] = row(30)
    shop.sync()
    assert own_encoder(shop.catalogue).fingerprint == FAKE.fingerprint
    with shop.catalogue.writing():
        indexing.update(shop.catalogue, FAKE, options=GrowthOptions(least=10**9))
    assert shop.sizes() == [30, 1], "nothing has changed"
