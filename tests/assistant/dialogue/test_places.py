"""Which offers a sum is of: those of a shop or a currency, the cheapest, or of one shop."""

import pytest

from assistant.dialogue.places import Where, shops_named, together
from assistant.language import Vocabulary
from assistant.recommendation import Recommendation
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import shipped_rates

RATES = shipped_rates()


def item(name: str, *offers: tuple[str, int, str, str]) -> Recommendation:
    sold = tuple(
        Offer(shop, name, title=name, price=Money(minor, currency), availability=stock)
        for shop, minor, currency, stock in offers
    )
    return Recommendation(Product(name, sold), sold[:1], 1.0, {}, [])


CUP = item("cup", ("Berlin", 1000, "EUR", "in_stock"), ("Leeds", 700, "GBP", "in_stock"))
POT = item("pot", ("Leeds", 3000, "GBP", "in_stock"), ("Berlin", 2000, "EUR", "out_of_stock"))


@pytest.mark.parametrize(
    ("where", "shop"),
    [
        (Where(), "Berlin"),
        (Where(frozenset({"Leeds"})), "Leeds"),
        (Where(currency="GBP"), "Leeds"),
        (Where(currency="USD"), "Berlin"),
        (Where(least=True), "Leeds"),
    ],
)
def test_an_item_is_bought_by_the_offer_that_was_asked_for(where, shop):
    bought = where.of(CUP, RATES)
    assert bought is not None
    assert bought.offer.source == shop


def test_what_a_shop_does_not_sell_is_not_bought_there():
    assert Where(frozenset({"Paris"})).of(CUP, RATES) is None


def test_what_is_in_stock_is_bought_before_what_is_cheaper_and_sold_out():
    bought = Where(least=True).of(POT, RATES)
    assert bought is not None
    assert bought.offer.source == "Leeds"


def test_prices_in_several_currencies_come_from_the_one_shop_that_has_all():
    assert [one.offer.source for one in together([CUP, POT], RATES)] == ["Leeds", "Leeds"]
    euros = item("mat", ("Berlin", 500, "EUR", "in_stock"))
    assert [one.offer.source for one in together([CUP, euros], RATES)] == ["Berlin", "Berlin"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("what is that at moss lane", {"Moss Lane Stores"}),
        ("the lindenhof one", {"Lindenhof Markt"}),
    ],
)
def test_a_shop_goes_by_the_first_words_of_its_name(text, found):
    shops = ("Moss Lane Stores", "Lindenhof Markt")
    assert shops_named(text, shops, Vocabulary.of([])) == found
