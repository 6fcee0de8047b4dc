"""Stores in the catalogue, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.ingest import IngestOptions, ingest
from retrieval.limits import AtStore
from retrieval.live import LiveSearch
from retrieval.query import Constraints, Query
from retrieval.search import SearchOptions
from tests import stores
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue.open(stores.filled(tmp_path / "catalog", tmp_path))


def held(catalogue: Catalogue, offer_id: str) -> list[str]:
    """The codes of the stores that list an offer."""
    [product] = catalogue.products(list(catalogue.products_of([("Alder", offer_id)]).values()))
    return [one.branch.code for one in product.offers[0].branches]


def test_an_offer_has_the_stores_that_list_it(catalogue: Catalogue) -> None:
    assert held(catalogue, "m1") == ["A", "B"]
    assert held(catalogue, "m0") == []
    assert [one.code for one in catalogue.branches.of("Alder")] == ["A", "B", "C", "D"]
    assert catalogue.damaged_rows() == []


def test_a_feed_that_is_read_again_takes_the_place_of_what_it_said(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    head, *rows = stores.INVENTORY.splitlines(keepends=True)
    (tmp_path / "inventory.tsv").write_text("".join([head, rows[1], rows[1]]))
    options = IngestOptions(source="Alder")
    [summary] = ingest(catalogue, FAKE, str(tmp_path / "inventory.tsv"), options)
    assert (summary.stocked, summary.retired) == (1, 0)
    assert held(catalogue, "m1") == ["B"]
    assert held(catalogue, "m3") == []


def test_they_go_with_their_source_and_follow_its_name(catalogue: Catalogue) -> None:
    with catalogue.writing():
        from retrieval.catalogue.renaming import rename_source

        rename_source(catalogue.engine, "Alder", "Elder")
    assert [one.code for one in catalogue.branches.of("Elder")] == ["A", "B", "C", "D"]
    assert catalogue.branches.at([("Elder", "m1")])[("Elder", "m1")][0].branch.source == "Elder"
    with catalogue.writing():
        catalogue.sources.remove("Elder")
    assert not catalogue.branches.any()


def found(search: LiveSearch, limit: AtStore, near: tuple[float, float] | None = None) -> list[str]:
    query = Query("mug", constraints=Constraints(limits=(limit,)), near=near)
    return [hit.offers[0].offer_id for hit in search.searcher.search(query, 6)]


def test_a_mask_says_the_same_as_each_offer(catalogue: Catalogue) -> None:
    search = LiveSearch(catalogue, SearchOptions(exact=True))
    columns = search.searcher.columns
    ids = search.searcher.generation.ids
    products = catalogue.products(list(ids))
    for km in (0.1, 2.0, 5.0, 40.0, 20_000.0):
        for today in (None, stores.NOON):
            limits = Constraints(limits=(AtStore(*stores.LEIPZIG, km, today),))
            allowed = columns.allowed(limits)
            assert allowed is not None
            one_by_one = [any(map(limits.admit, one.offers)) for one in products]
            assert allowed.tolist() == one_by_one
            assert not columns._masks, "of where somebody is nothing is remembered"


def test_limits_and_nearness(catalogue: Catalogue) -> None:
    search = LiveSearch(catalogue, SearchOptions(exact=True))
    assert set(found(search, AtStore(*stores.LEIPZIG, 5.0))) == {"m1", "m2"}
    assert set(found(search, AtStore(*stores.LEIPZIG, 40.0))) == {"m1", "m2", "m3"}
    assert found(search, AtStore(*stores.LEIPZIG, 5.0, stores.NOON)) == ["m1"]
    assert found(search, AtStore(*stores.LEIPZIG, 20_000.0), stores.HALLE)[0] == "m3"


def test_nearness_is_a_part_of_the_score(catalogue: Catalogue) -> None:
    search = LiveSearch(catalogue, SearchOptions(exact=True))
    plain = search.searcher.search(Query("mug"), 6)
    assert all("near" not in hit.contributions for hit in plain)
    placed = search.searcher.search(Query("mug", near=stores.LEIPZIG), 6)
    assert placed[0].offers[0].offer_id == "m1"
    by_id = {hit.product.product_id: hit for hit in plain}
    for hit in placed:
        assert sum(hit.contributions.values()) == pytest.approx(hit.score)
        before = by_id[hit.product.product_id].score
        assert hit.score - before == pytest.approx(hit.contributions["near"])
    assert [hit.contributions["near"] for hit in placed if not hit.product.offers[0].branches] == [
        0.0
    ]
