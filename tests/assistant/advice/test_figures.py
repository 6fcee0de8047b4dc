from dataclasses import replace

import pytest

from assistant.advice.figures import Converted, Left, Total, rounded
from assistant.explain.checks.figures import recheck
from retrieval.catalogue import Catalogue
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import Rates


@pytest.fixture
def catalogue(tmp_path) -> Catalogue:
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.save_source("Shop", "table", "")
    offers = [
        Offer("Shop", "cup", title="Cup", price=Money(1750, "USD")),
        Offer("Shop", "pot", title="Pot", price=Money(2000, "EUR")),
        Offer("Shop", "gift", title="Gift"),
    ]
    catalogue.save_offers(offers)
    return catalogue


def test_a_total_is_reckoned_and_reckoned_again(catalogue):
    rates = Rates.of(catalogue.folder)
    cup, pot = catalogue.offer("Shop", "cup"), catalogue.offer("Shop", "pot")
    total = Total.of([(cup, 6)], "USD", rates)
    assert total is not None
    assert total.amount == Money(10500, "USD")
    assert recheck(total, catalogue)
    assert not recheck(replace(total, amount=Money(10499 - 50, "USD")), catalogue)
    mixed = Total.of([(cup, 1), (pot, 2)], "EUR", rates)
    assert mixed is not None
    assert recheck(mixed, catalogue)


def test_what_has_no_price_has_no_total(catalogue):
    gift = catalogue.offer("Shop", "gift")
    assert Total.of([(gift, 2)], "EUR", Rates.of(catalogue.folder)) is None


def test_a_total_does_not_hold_when_the_price_has_changed(catalogue):
    cup = catalogue.offer("Shop", "cup")
    total = Total.of([(cup, 2)], "USD", Rates.of(catalogue.folder))
    catalogue.save_offers([replace(cup, price=Money(1800, "USD"))])
    assert total is not None
    assert not recheck(total, catalogue)


def test_what_a_sum_leaves_of_a_limit(catalogue):
    pot = catalogue.offer("Shop", "pot")
    total = Total.of([(pot, 2)], "EUR", Rates.of(catalogue.folder))
    assert total is not None
    left = Left(total, Money(5000, "EUR"), Money(5000, "EUR"))
    assert left.amount == Money(1000, "EUR")
    assert recheck(left, catalogue)
    catalogue.save_offers([replace(pot, price=Money(2100, "EUR"))])
    assert not recheck(left, catalogue)


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "said"),
    [(24, "cm", "inch", "9.4"), (118, "cm", "inch", "46.5"), (2, "kg", "lb", "4.4")],
)
def test_sizes_in_other_units(value, unit, wanted, said, catalogue):
    figure = Converted(value, unit, wanted)
    assert rounded(figure.amount) == said
    assert recheck(figure, catalogue)


def test_no_length_is_a_weight(catalogue):
    assert Converted(24, "cm", "kg").amount is None
    assert not recheck(Converted(24, "cm", "kg"), catalogue)
