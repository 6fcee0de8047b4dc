from dataclasses import replace

import pytest

from assistant.constraints import Said, Wishes, constraints_of
from assistant.constraints.price import Price
from retrieval.money import Money
from retrieval.offers import Offer

BARE, POUNDS = Money(28_000), Money(27_999, "GBP")


@pytest.mark.parametrize(
    ("old", "new", "merged"),
    [
        (Price(max_price=POUNDS), Price(max_price=BARE), Price(max_price=Money(28_000, "GBP"))),
        (Price(max_price=POUNDS), Price(max_price=Money(9, "EUR")), Price(None, Money(9, "EUR"))),
        (Price(None, BARE), Price(min_price=Money(100)), Price(Money(100), BARE)),
        (Price(None, Money(100)), Price(min_price=BARE), Price(BARE)),
        (Price(None, BARE), Price(about_price=Money(5)), Price(about_price=Money(5))),
        (Price(None, None, BARE), Price(max_price=Money(5)), Price(None, Money(5))),
        (Price(None, BARE), Price(), Price(None, BARE)),
    ],
)
def test_a_new_limit_takes_the_place_of_its_side_and_speaks_the_old_ones_currency(old, new, merged):
    assert old.merged(new, Said()) == merged


def test_an_amount_without_a_currency_is_in_that_of_the_shops():
    """280 is 280 euros where shops sell for euros, and an offer for 279.99 pounds is above it."""
    offer = Offer("Shop", "1", title="Monitor", price=POUNDS)
    wish = Wishes(max_price=BARE)
    assert constraints_of(wish).admit(offer), "by its figure"
    assert not constraints_of(wish.within("EUR")).admit(offer)
    assert constraints_of(wish.within("EUR")).admit(replace(offer, price=Money(28_000, "EUR")))
    assert wish.within("") == wish
    assert Wishes(max_price=POUNDS).within("EUR").max_price == POUNDS


def test_a_sum_for_several_pieces_holds_for_all_of_them_and_counts_packs_whole():
    """Seventy euros for six: at 11.66 they are within it, at 11.67 not; of packs of four it takes
    two, whatever one piece would cost."""
    limits = constraints_of(Wishes(max_price=Money(7_000, "EUR"), pieces=6))
    single = Offer("Shop", "1", title="Glass", price=Money(1_166, "EUR"))
    pack = Offer("Shop", "2", title="Set of 4 glasses", price=Money(3_500, "EUR"))
    assert limits.admit(single)
    assert not limits.admit(replace(single, price=Money(1_167, "EUR")))
    assert limits.admit(pack)
    assert not limits.admit(replace(pack, price=Money(3_501, "EUR")))


def test_a_new_sum_is_for_as_many_pieces_until_one_is_said_to_be_for_each():
    old = Price(max_price=Money(7_000, "EUR"), pieces=6)
    assert old.merged(Price(max_price=Money(11_000)), Said()) == Price(
        max_price=Money(11_000, "EUR"), pieces=6
    )
    each = old.merged(Price(max_price=Money(1_200), pieces=1), Said())
    assert each == Price(max_price=Money(1_200, "EUR"), pieces=1)
    assert not Price(pieces=6), "a count alone limits nothing"


def test_the_chip_of_a_sum_says_for_how_many_and_takes_the_count_with_it():
    wish = Price(max_price=Money(7_000, "EUR"), pieces=6)
    [chip] = wish.chips()
    assert Price.label(chip).values == {"price": Money(7_000, "EUR"), "n": "6"}
    assert wish.unchipped(chip) == Price()
