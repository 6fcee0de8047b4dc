"""Offers in, products out, with the matcher that comes along and a small fake encoder."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.catalogue import Catalogue
from retrieval.catalogue.matching import MatchStore
from retrieval.errors import BadMatcher, BadQuery
from retrieval.matching import resolution
from retrieval.matching.decisions import key_of, listed, reasons
from retrieval.matching.growing import GrowthLimits
from retrieval.matching.matcher import Matcher
from retrieval.matching.resolution import ResolutionSummary, resolve
from retrieval.money import Money
from retrieval.offers import Offer
from tests.databases import BOTH
from tests.fakes import FAKE

pytestmark = BOTH

A, B, C = "north", "south", "west"
GTIN = "4006381333931"


def sold(source: str, offer_id: str, title: str, price: int = 9900, **fields) -> Offer:
    return Offer(source, offer_id, title, price=Money(price, "EUR"), **fields)


def shelf(source: str) -> list[Offer]:
    """Things that are alike but not the same, so that words have their weights."""
    kinds = ("Sony DSC-W120 digital camera silver", "Canon PIXMA MP480 photo printer")
    other = ("Bose QC15 headphones", "Garmin Nuvi 255W navigator", "Philips HD9240 fryer")
    return [sold(source, f"s{i}", title) for i, title in enumerate((*kinds, *other))]


ANEW, BY_CHANGE = GrowthLimits(), GrowthLimits(least=1, most=10**6, share=1.0)


@pytest.fixture(params=[ANEW, BY_CHANGE], ids=["all anew", "by change"])
def catalogue(tmp_path, request, monkeypatch):
    """Whether all offers are looked at, or those that have changed alone, comes to the same."""
    monkeypatch.setattr(resolution, "LIMITS", request.param)
    catalogue = Catalogue.create(tmp_path / "catalog")
    for source in (A, B, C):
        catalogue.save_source(source, "table", source)
    yield catalogue
    catalogue.close()


def run(catalogue: Catalogue, offers: list[Offer] | None = None) -> ResolutionSummary:
    if offers:
        catalogue.save_offers(offers)
    return resolve(catalogue, FAKE)


def product_of(catalogue: Catalogue, source: str, offer_id: str) -> str:
    return next(
        product.product_id
        for product in catalogue.all_products()
        for offer in product.offers
        if (offer.source, offer.offer_id) == (source, offer_id)
    )


def test_what_three_shops_sell_becomes_one_product_with_three_offers(catalogue):
    summary = run(catalogue, [*shelf(A), *shelf(B), *shelf(C)])
    assert summary.products == 5
    assert all(len(product.offers) == 3 for product in catalogue.all_products())
    assert len(catalogue) == 5


def test_the_product_keeps_its_identifier_when_shops_join_it(catalogue):
    run(catalogue, shelf(A))
    before = {p.product_id for p in catalogue.all_products()}
    run(catalogue, shelf(B))
    assert {p.product_id for p in catalogue.all_products()} == before


def test_nothing_new_costs_nothing_and_a_new_price_compares_nothing(catalogue):
    run(catalogue, [*shelf(A), *shelf(B)])
    again = run(catalogue)
    assert (again.compared, again.pairs, again.moved) == (0, 0, 0)
    cheaper = [replace(one, price=Money(1, "EUR")) for one in shelf(B)]
    assert run(catalogue, cheaper).compared == 0
    assert len(catalogue) == 5


def test_an_offer_whose_title_changed_leaves_its_product(catalogue):
    run(catalogue, [*shelf(A), *shelf(B)])
    run(catalogue, [sold(B, "s0", "Bosch KGN36 fridge freezer")])
    assert product_of(catalogue, A, "s0") != product_of(catalogue, B, "s0")


def test_what_a_shop_lists_twice_in_the_same_words_is_one_product(catalogue):
    twice = [replace(one, offer_id=f"t{i}") for i, one in enumerate(shelf(A))]
    run(catalogue, [*shelf(A), *twice, *shelf(B)])
    assert len(catalogue) == len(shelf(A))


def test_two_things_of_one_shop_are_never_one_product(catalogue):
    variants = [
        replace(one, offer_id=f"t{i}", title=f"{one.title} Pro") for i, one in enumerate(shelf(A))
    ]
    run(catalogue, [*shelf(A), *variants, *shelf(B)])
    for product in catalogue.all_products():
        sources = [offer.source for offer in product.offers]
        assert len(sources) == len(set(sources))


def test_a_poisoned_item_number_pulls_no_strangers_in(catalogue):
    poison = [replace(one, gtin=GTIN) for one in shelf(A)]
    stranger = sold(B, "x", "Garden hose green rubber", 1500, gtin=GTIN)
    run(catalogue, [*poison, stranger])
    assert len(catalogue) == 6


def test_an_item_number_that_nothing_supports_is_for_a_person_to_decide(catalogue):
    one = sold(A, "x", "Sony DSC-W120 digital camera silver", gtin=GTIN, brand="Sony")
    other = sold(B, "y", "Garden hose green rubber", 1500, gtin=GTIN, brand="Hozelock")
    run(catalogue, [one, other])
    assert len(catalogue) == 2
    assert all(pair.pair.unsure for pair in listed(catalogue))


def test_decisions_win_over_the_model_and_outlast_a_feed(catalogue):
    run(catalogue, [*shelf(A), *shelf(B)])
    store = MatchStore(catalogue.engine)
    store.decide((B, "s0"), (A, "s0"), same=False)
    store.decide((A, "s1"), (B, "s2"), same=True)
    run(catalogue)
    for _ in range(2):
        assert product_of(catalogue, A, "s0") != product_of(catalogue, B, "s0")
        assert product_of(catalogue, A, "s1") == product_of(catalogue, B, "s2")
        run(catalogue, [replace(one, description="New words.") for one in shelf(B)])
    assert not {(p.pair.a, p.pair.b) for p in listed(catalogue)} & store.decisions().keys()


def test_every_offer_of_a_product_says_why_it_is_there(catalogue):
    cameras = [
        sold(s, "c", "Sony DSC-W120 digital camera", brand="Sony", gtin=GTIN) for s in (A, B)
    ]
    run(catalogue, [*shelf(C), *cameras])
    product = next(p for p in catalogue.all_products() if p.offers[0].gtin)
    said = reasons(catalogue, product)[B, "c"]
    assert said[:3] == (f"same GTIN {GTIN}", "same model number DSCW120", "same brand Sony")


def test_an_offer_that_is_gone_leaves_nothing_behind(catalogue):
    run(catalogue, [*shelf(A), *shelf(B)])
    with catalogue.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM offer WHERE source = 'south'")
    run(catalogue)
    assert not list(MatchStore(catalogue.engine).pairs())
    assert len(catalogue) == 5


def test_an_empty_catalogue_and_a_lone_offer_are_fine(catalogue):
    assert run(catalogue).offers == 0
    assert run(catalogue, shelf(A)[:1]).products == 1


def test_an_offer_is_named_by_shop_and_identifier(catalogue):
    catalogue.save_offers(shelf(A))
    assert key_of(catalogue, "north/s0") == (A, "s0")
    with pytest.raises(BadQuery, match="no offer 'north/none'"):
        key_of(catalogue, "north/none")


def test_a_matcher_survives_being_saved_and_damage_is_told(tmp_path):
    matcher = Matcher.load()
    matcher.save(tmp_path / "m.safetensors")
    assert Matcher.load(tmp_path / "m.safetensors").fingerprint == matcher.fingerprint
    (tmp_path / "m.safetensors").write_bytes(b"no")
    with pytest.raises(BadMatcher, match="train it again"):
        Matcher.load(tmp_path / "m.safetensors")
