from dataclasses import replace

from assistant.advice.near import cost, misses, parted
from assistant.constraints import Dimension
from assistant.language import Wishes
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.rates import shipped_rates

RATES = shipped_rates()
ABOVE = [(5000, "EUR"), (4900, "GBP"), (6000, "EUR"), (5900, "GBP")]
WIDE = Dimension("width", "<=", 60, "cm")
WISHES = Wishes(
    max_price=Money(5000, "EUR"),
    include={"category": ("shelf",), "colour": ("white",)},
    exclude={"material": ("plastic",)},
    dimensions=(WIDE,),
)


def shelf(width: str, colour: str = "white") -> Offer:
    attributes = {"width": width, "colour": colour}
    return Offer("Shop", "1", title="Shelf", price=Money(4000, "EUR"), attributes=attributes)


def test_what_was_ruled_out_and_the_kind_are_firm_and_the_budget_while_anything_is_within_it():
    (firm, unpriced, barest), loose = parted(WISHES)
    assert firm.max_price == WISHES.max_price
    assert firm.exclude == unpriced.exclude == barest.exclude == WISHES.exclude
    assert firm.include == barest.include == {"category": ("shelf",)}
    assert unpriced.dimensions
    assert unpriced.max_price is barest.max_price is None
    assert {one.name for one in loose} == {"colour", "dimensions", "price"}


def test_what_is_least_over_the_budget_is_nearest():
    _, loose = parted(WISHES)
    over = [replace(shelf("58 cm"), price=Money(minor, code)) for minor, code in ABOVE]
    costs = [cost(one, misses(one, loose, RATES), Wishes(), RATES) for one in over]
    assert costs[0] == 0 < costs[1] < costs[2] < costs[3]


def test_what_meets_a_wish_does_not_miss_it():
    _, loose = parted(WISHES)
    assert [one.name for one in misses(shelf("58 cm", "black"), loose, RATES)] == ["colour"]


def test_a_size_that_is_nearly_right_costs_less_than_one_that_is_not():
    _, loose = parted(Wishes(dimensions=(WIDE,)))
    near, far, silent = shelf("62 cm"), shelf("90 cm"), Offer("Shop", "2", title="Shelf")
    costs = [cost(one, misses(one, loose, RATES), Wishes(), RATES) for one in (near, far, silent)]
    assert 0 < costs[0] < costs[1] < costs[2]


def test_what_was_said_last_costs_more_to_miss():
    offer = shelf("90 cm", "black")
    _, loose = parted(Wishes(include={"colour": ("white",)}))
    missed = misses(offer, loose, RATES)
    assert cost(offer, missed, Wishes(include={"colour": ("white",)}), RATES) > cost(
        offer, missed, Wishes(), RATES
    )
