from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import JudgedPair, MatchStore
from retrieval.catalogue.renaming import rename_source
from retrieval.errors import BadCatalogue
from retrieval.findings import last_reading
from retrieval.ingest import IngestOptions, ensure_current, ingest
from retrieval.offers import Offer, Review, product_id_for
from retrieval.schedules import plan, schedule_of
from retrieval.source_options import SourceOptions, options_of, remembered
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH


@pytest.fixture
def catalogue(own_catalog: Path) -> Iterator[Catalogue]:
    found = Catalogue.open(own_catalog)
    yield found
    found.close()


def test_everything_goes_by_the_new_name(catalogue: Catalogue, feed: Path) -> None:
    plan(catalogue, "shop", 3600, [str(feed)])
    catalogue.reviews.replace("reviews", [Review("shop", "red-mug", 5, "Good", "Lovely.")])
    store = MatchStore(catalogue.engine)
    pair = (("shop", "red-mug"), ("shop", "red-lamp"))
    store.replace_pairs(list(pair), [JudgedPair(*sorted(pair), 0.7, True, ("alike",))])  # type: ignore[arg-type]
    store.decide(("shop", "blue-mug"), ("shop", "red-mug"), False)
    with catalogue.writing():
        rename_source(catalogue.engine, "shop", "Anders' Laden")
        ensure_current(catalogue)
    assert [one.name for one in catalogue.sources.list()] == ["Anders' Laden"]
    assert catalogue.counts() == {"Anders' Laden": 16}
    offer = catalogue.offer("Anders' Laden", "red-mug")
    assert offer.rating == 5
    assert catalogue.price_history("Anders' Laden", "red-mug")
    assert list(catalogue.products_of([(offer.source, "red-mug")]))
    assert schedule_of(catalogue, "Anders' Laden") is not None
    assert last_reading(catalogue, "Anders' Laden")["columns"]
    assert all("shop" not in key for pair in store.decisions() for key in pair)
    assert catalogue.integrity_problem() == ""
    assert not catalogue.damaged_rows(deep=True)


def test_the_next_sync_finds_everything_unchanged(catalogue: Catalogue, feed: Path) -> None:
    rename_source(catalogue.engine, "shop", "Zelkova")
    [summary] = ingest(catalogue, FAKE, str(feed), IngestOptions(source="Zelkova"))
    assert (summary.unchanged, summary.added, summary.changed, summary.retired) == (16, 0, 0, 0)


def test_products_keep_their_addresses(catalogue: Catalogue) -> None:
    before = {one.product_id for one in catalogue.all_products()}
    with catalogue.writing():
        rename_source(catalogue.engine, "shop", "Alder")
        rename_source(catalogue.engine, "Alder", "Zelkova")
        ensure_current(catalogue)
        catalogue.save_offers([Offer("Zelkova", "new", title="A new thing")])
        ensure_current(catalogue)
    after = {one.product_id for one in catalogue.all_products()}
    assert after == before | {product_id_for(Offer("shop", "new"))}


def test_a_new_source_may_have_the_old_name(catalogue: Catalogue, feed: Path) -> None:
    old, new = ("shop", "red-mug"), ("Alder", "red-mug")
    before = catalogue.products_of([old])[old]
    rename_source(catalogue.engine, "shop", "Alder")
    catalogue.save_source("shop", "table", "")
    catalogue.save_offers([Offer("shop", "red-mug", title="Ladder of ash wood")])
    ensure_current(catalogue)
    after = catalogue.products_of([old, new])
    assert after[new] == before
    assert after[old] != before


def test_a_name_of_a_source_that_was_removed_is_free(catalogue: Catalogue) -> None:
    catalogue.save_source("Alder", "table", "")
    for name in ("shop", "Alder"):
        remembered(catalogue, name, SourceOptions(site=f"https://{name.lower()}.example"))
    catalogue.sources.remove("Alder")
    rename_source(catalogue.engine, "shop", "Alder")
    assert options_of(catalogue, "Alder").site == "https://shop.example"


def test_pairs_keep_their_order(catalogue: Catalogue) -> None:
    catalogue.save_source("Mercer", "table", "")
    store = MatchStore(catalogue.engine)
    store.decide(("Mercer", "1"), ("shop", "red-mug"), True)
    rename_source(catalogue.engine, "shop", "Alder")  # sorts before Mercer now
    assert store.decisions() == {(("Alder", "red-mug"), ("Mercer", "1")): True}


def test_a_name_that_is_taken_and_one_that_is_not_there_are_told(catalogue: Catalogue) -> None:
    catalogue.save_source("Alder", "table", "")
    with pytest.raises(BadCatalogue, match="already"):
        rename_source(catalogue.engine, "shop", "Alder")
    with pytest.raises(BadCatalogue, match="no source 'Elm'"):
        rename_source(catalogue.engine, "Elm", "Oak")
    assert catalogue.counts() == {"shop": 16}
