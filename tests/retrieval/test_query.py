import pytest

from retrieval.money import Money
from retrieval.offers import Offer, Product, product_id_for
from retrieval.query import Constraints
from retrieval.rates import shipped_rates


def offer(**fields) -> Offer:
    return Offer("shop", "1", "Mug", **fields)


@pytest.mark.parametrize(
    ("constraints", "admitted"),
    [
        (Constraints(max_price=Money(1099, "EUR")), True),
        (Constraints(max_price=Money(1098, "EUR")), False),
        (Constraints(min_price=Money(1099, "EUR")), True),
        (Constraints(min_price=Money(1100, "EUR")), False),
        (Constraints(max_price=Money(1142, "USD")), True),  # 10.99 EUR are 11.4175 USD
        (Constraints(max_price=Money(1141, "USD")), False),
        (Constraints(min_price=Money(1792, "JPY")), True),
        (Constraints(min_price=Money(1793, "JPY")), False),
        (Constraints(max_price=Money(9999, "KWD")), False),  # no rate is known
        (Constraints(max_price=Money(1099)), True),
        (Constraints(sources=("shop", "other")), True),
        (Constraints(sources=("other",)), False),
        (Constraints(in_stock=True), True),
    ],
)
def test_limits_are_hard(constraints, admitted):
    assert constraints.admit(offer(price=Money(1099, "EUR"), availability="in_stock")) is admitted


def test_an_offer_that_is_silent_on_a_limit_fails():
    assert not Constraints(max_price=Money(10_000)).admit(offer())
    assert not Constraints(in_stock=True).admit(offer())


def test_a_price_without_currency_is_compared_by_its_figure():
    assert Constraints(max_price=Money(1500, "EUR")).admit(offer(price=Money(1099)))


def test_no_limits_are_false():
    assert not Constraints()
    assert Constraints(in_stock=True)


def test_the_best_offer_is_in_stock_and_cheap():
    cheap = Offer("a", "1", price=Money(900, "EUR"), availability="out_of_stock")
    dear = Offer("b", "1", price=Money(1900, "EUR"), availability="in_stock")
    fair = Offer("c", "1", price=Money(1200, "EUR"), availability="in_stock")
    assert Product("p", (cheap, dear, fair)).best(shipped_rates()) is fair


def test_the_best_offer_is_cheap_in_any_currency():
    yen = Offer("a", "1", price=Money(1500, "JPY"))  # some 9.20 EUR
    euro = Offer("b", "1", price=Money(1000, "EUR"))
    dinar = Offer("c", "1", price=Money(1, "KWD"))  # no rate is known
    assert Product("p", (dinar, euro, yen)).best(shipped_rates()) is yen
    assert Product("p", (dinar, euro)).best(shipped_rates()) is euro


def test_the_content_hash_follows_the_content():
    assert offer().content_hash == offer().content_hash
    assert offer().content_hash != offer(attributes={"color": "red"}).content_hash


def test_product_ids_keep_sources_apart():
    assert product_id_for(Offer("ab", "c")) != product_id_for(Offer("a", "bc"))
