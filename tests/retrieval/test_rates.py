from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadCatalogue
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.query import Constraints
from retrieval.rates import Rates, shipped_rates
from retrieval.search import Hit, _by_shown_price
from tests.retrieval.stated import columns_of

CODES = ["EUR", "USD", "GBP", "JPY", "CHF", "CNY", "KWD", ""]
MONEY = st.builds(Money, st.integers(0, 500_000), st.sampled_from(CODES))


@pytest.mark.parametrize(
    ("money", "to", "expected"),
    [
        (Money(10000, "EUR"), "USD", Money(10389, "USD")),
        (Money(10389, "USD"), "EUR", Money(10000, "EUR")),
        (Money(16306, "JPY"), "EUR", Money(10000, "EUR")),
        (Money(100, "GBP"), "USD", Money(125, "USD")),  # 1.25293
        (Money(99, "USD"), "USD", Money(99, "USD")),
        (Money(99, "USD"), "KWD", None),
        (Money(1250, ""), "EUR", Money(1250, "EUR")),
    ],
)
def test_the_worth_in_another_currency(money, to, expected):
    assert shipped_rates().convert(money, to) == expected
    assert shipped_rates().day == date(2024, 12, 31)


def test_a_catalogue_may_have_its_own_rates(tmp_path):
    assert Rates.of(tmp_path) is shipped_rates()
    (tmp_path / "rates.csv").write_text("date,currency,per_eur\n2025-06-02,USD,2\n")
    own = Rates.of(tmp_path)
    assert own.day == date(2025, 6, 2)
    assert own.convert(Money(100, "EUR"), "USD") == Money(200, "USD")
    assert own.convert(Money(100, "EUR"), "GBP") is None


@pytest.mark.parametrize(
    "text",
    ["", "date,currency,per_eur\n", "date,currency,per_eur\n2025-06-02,USD,0\n", "a,b\n1,2\n",
     "date,currency,per_eur\n2025-06-02,USD,nan\n", "date,currency,per_eur\nnow,USD,1\n"],
)  # fmt: skip
def test_rates_that_are_none_are_refused(tmp_path, text):
    (tmp_path / "rates.csv").write_text(text)
    with pytest.raises(BadCatalogue, match="exchange rates"):
        Rates.of(tmp_path)


@given(st.lists(st.none() | MONEY, min_size=1, max_size=8), st.none() | MONEY, st.none() | MONEY)
def test_the_mask_and_the_offer_agree(prices, low, high):
    offers = [Offer("shop", "1", price=price) for price in prices]
    columns = columns_of(*offers)
    constraints = Constraints(min_price=low, max_price=high)
    mask = columns.allowed(constraints)
    admitted = [constraints.admit(offer) for offer in offers]
    assert admitted == (list(mask) if constraints else [True] * len(prices))


UNRATED = [Money(9_000, "KWD"), Money(2_000, "KWD"), Money(30_000, "XAU")]  # 9, 2 and 300
RATED = [Money(5_000, "EUR"), Money(1_000, "JPY"), Money(1_999, "USD")]


def ranked(prices: list[Money | None], order: str) -> list[int]:
    offers = [Offer("s", str(n), price=price) for n, price in enumerate(prices)]
    columns = columns_of(*offers)
    by_column = np.argsort(columns.sort_values(order), kind="stable").tolist()
    hits = [Hit(Product(one.offer_id, (one,)), (one,), 1.0, {}) for one in offers]
    by_shown = [int(h.product.product_id) for h in _by_shown_price(hits, order, shipped_rates())]
    assert by_column == by_shown
    if order == "price_asc":
        best = Product("p", tuple(offers)).ranked(shipped_rates())
        assert [int(one.offer_id) for one in best] == by_shown
    return by_shown


def test_prices_without_a_rate_come_last_both_ways():
    prices = [*UNRATED, None, *RATED]  # three without a rate, one without a price, 50, 6.13, 19.24
    assert ranked(prices, "price_asc") == [5, 6, 4, 1, 0, 2, 3]
    assert ranked(prices, "price_desc") == [4, 6, 5, 2, 0, 1, 3]


def test_a_shop_in_one_currency_needs_no_rate():
    assert ranked(UNRATED[:2], "price_asc") == [1, 0]
    assert ranked(UNRATED[:2], "price_desc") == [0, 1]


@given(st.lists(st.none() | MONEY, min_size=1, max_size=8))
def test_columns_hits_and_offers_are_in_one_order(prices):
    for order in ("price_asc", "price_desc"):
        ranked(prices, order)


def test_limits_are_exact():
    limit = Money(1039, "USD")  # 1000 euro cents are 1038.9
    rates = shipped_rates()
    assert rates.factor("EUR", "USD") == Fraction(10389, 10000)
    assert rates.compare(Money(1000, "EUR"), limit) == -1
    assert rates.compare(Money(1001, "EUR"), limit) == 1
