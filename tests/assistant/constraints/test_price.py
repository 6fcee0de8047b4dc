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
