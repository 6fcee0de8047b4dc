"""The one reader of prices knows what a tag says, and when it does not know."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.amounts import decimal_mark
from retrieval.money import Money
from retrieval.price_words import FREE

MARKS = [".", ",", "'", "’", "´", "‘", "ʼ", " ", "\u00a0", "\u202f", "\u2009"]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("decimal", [".", ","])
@given(whole=st.integers(1000, 10**9), cents=st.integers(0, 99))
def test_every_mark_of_thousands_is_read(mark, decimal, whole, cents):
    if mark == decimal:
        return
    text = f"{whole:,}".replace(",", mark) + f"{decimal}{cents:02}"
    assert Money.parse(text, "EUR") == Money(whole * 100 + cents, "EUR")


@pytest.mark.parametrize("mark", ["·", "_", ":", ";", "^", "*", "\\"])
def test_an_unknown_mark_between_digits_never_ends_the_number(mark):
    with pytest.raises(ValueError, match="price"):
        Money.parse(f"2{mark}499,90 EUR", "EUR")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CA$ 19.90", Money(1990, "CAD")),
        ("HK$1,250", Money(125000, "HKD")),
        ("NT$ 990", Money(99000, "TWD")),
        ("89,90 zł", Money(8990, "PLN")),
        ("12 500 Ft", Money(1250000, "HUF")),
        ("₩35,000", Money(35000, "KRW")),
        ("Rp 150.000", Money(15000000, "IDR")),
        ("3.450 KWD", Money(3450, "KWD")),
        ("0.5 KWD", Money(500, "KWD")),
        ("¥7,480", Money(7480, "JPY")),
        ("7.480 ISK", Money(7480, "ISK")),
        ("S/ 45.50", Money(4550, "PEN")),
        ("٤٥٫٥٠ EUR", Money(4550, "EUR")),
        ("￥２，５００", Money(2500, "JPY")),
    ],
)
def test_currencies_have_marks_and_digits_of_their_own(text, expected):
    assert Money.parse(text, "EUR") == expected


@pytest.mark.parametrize("mark", ["kr", "Rs.", "Fr.", "peso", "¤", "XYZ", "BTC", "coins", "₿"])
def test_a_currency_that_is_not_known_never_becomes_the_default(mark):
    with pytest.raises(ValueError, match="known"):
        Money.parse(f"250 {mark}", "EUR")


@pytest.mark.parametrize("currency", ["SEK", "NOK", "DKK"])
def test_a_shared_mark_is_that_of_the_shop(currency):
    assert Money.parse("1.250,50 kr", currency) == Money(125050, currency)


def test_a_stated_currency_that_contradicts_the_tag_is_refused():
    assert Money.parse("$12.50", "EUR", stated="CAD") == Money(1250, "CAD")
    with pytest.raises(ValueError, match="USD is stated"):
        Money.parse("12,50 €", "EUR", stated="USD")


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("Set of 6 from €48.00", 4800),
        ("4 Stück ab 19,90 €", 1990),
        ("statt 80,00 € jetzt 64,00 €", 6400),
        ("UVP 99,00 € 79,00 €", 7900),
        ("€30 + €4.95 shipping", 3000),
        ("24,00 € / 100 g", 2400),
        ("10 – 15 EUR", 1000),
        ("EUR 100 excl. VAT EUR 121 incl. VAT", 12100),
        ("25 € (-20%)", 2500),
        ("49,-", 4900),
        ("49€95", 4995),
        ("£.75", 75),
    ],
)
def test_the_number_of_the_currency_is_the_price(text, minor):
    assert Money.parse(text, "EUR").minor == minor


@pytest.mark.parametrize(
    "text",
    ["12 34", "€12 €15", "1.2.3", "24.12.2025", "12.34.567", "1.5k €", "1e3", "2.345", "2.345 EUR"],
)
def test_what_can_be_read_two_ways_is_refused(text):
    with pytest.raises(ValueError, match="cannot be told"):
        Money.parse(text, "EUR")


def test_other_prices_of_the_feed_show_which_mark_begins_the_decimals():
    assert decimal_mark(["12,50", "2.345", "7"]) == ","
    assert decimal_mark(["12.50", "2.345"]) == "."
    assert decimal_mark(["12.50", "12,50"]) == decimal_mark(["2.345"]) == ""
    assert Money.parse("2.345", "EUR", decimal=",").minor == 234500
    assert Money.parse("2.345", "EUR", decimal=".").minor == 235


@given(st.text(max_size=40))
def test_whatever_is_written_is_a_price_or_refused(text):
    try:
        price = Money.parse(text, "EUR")
    except ValueError:
        return
    assert price.minor >= 0
    assert any(character.isdecimal() for character in text) or text.strip(" !.").lower() in FREE
