import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.money import Money, currency_code


@pytest.mark.parametrize(
    ("text", "currency", "expected"),
    [
        ("15.00 USD", "", Money(1500, "USD")),
        ("€12,50", "", Money(1250, "EUR")),
        ("1.299,00 €", "", Money(129900, "EUR")),
        ("$1,299", "", Money(129900, "USD")),
        ("JPY 1500", "", Money(1500, "JPY")),
        ("12.5", "GBP", Money(1250, "GBP")),
        ("12.5 EUR", "GBP", Money(1250, "EUR")),
        ("12.5", "", Money(1250, "")),
    ],
)
def test_prices_as_feeds_write_them(text, currency, expected):
    assert Money.parse(text, currency) == expected


@pytest.mark.parametrize("text", ["", "ask us", "-3 EUR", "(3.00)"])
def test_what_is_no_price_is_refused(text):
    with pytest.raises(ValueError, match="price"):
        Money.parse(text)


@given(st.integers(0, 10**12), st.sampled_from(["EUR", "JPY", "KWD", ""]))
def test_amount_and_minor_units_agree(minor, currency):
    money = Money(minor, currency)
    assert Money.of(money.amount, currency) == money


def test_money_reads_well():
    assert str(Money(129900, "EUR")) == "€1,299.00"
    assert str(Money(1500, "JPY")) == "¥1,500"
    assert str(Money(1250)) == "12.50"


def test_unknown_currencies_have_no_code():
    assert currency_code("eur") == "EUR"
    assert currency_code("£") == "GBP"
    assert currency_code("shells") == ""
