from assistant.advice.near import cost, misses, parted
from assistant.constraints import Dimension
from assistant.language import Wishes
from retrieval.money import Money
from retrieval.offers import Offer

WIDE = Dimension("width", "<=", 60, "cm")
WISHES = Wishes(
    max_price=Money(5000, "EUR"),
    include={"category": ("shelf",), "colour": ("white",)},
    exclude={"material": ("plastic",)},
    dimensions=(WIDE,),
)


def shelf(width: str, colour: str = "white") -> Offer:
    return Offer("Shop", "1", title="Shelf", attributes={"width": width, "colour": colour})


def test_a_budget_what_was_ruled_out_and_the_kind_are_firm():
    firm, loose = parted(WISHES)
    assert firm.max_price == WISHES.max_price
    assert firm.exclude == WISHES.exclude
    assert firm.include == {"category": ("shelf",)}
    assert {one.name for one in loose} == {"colour", "dimensions"}


def test_what_meets_a_wish_does_not_miss_it():
    _, loose = parted(WISHES)
    assert [one.name for one in misses(shelf("58 cm", "black"), loose)] == ["colour"]


def test_a_size_that_is_nearly_right_costs_less_than_one_that_is_not():
    _, loose = parted(Wishes(dimensions=(WIDE,)))
    near, far, silent = shelf("62 cm"), shelf("90 cm"), Offer("Shop", "2", title="Shelf")
    costs = [cost(one, misses(one, loose), Wishes()) for one in (near, far, silent)]
    assert 0 < costs[0] < costs[1] < costs[2]


def test_what_was_said_last_costs_more_to_miss():
    offer = shelf("90 cm", "black")
    _, loose = parted(Wishes(include={"colour": ("white",)}))
    missed = misses(offer, loose)
    assert cost(offer, missed, Wishes(include={"colour": ("white",)})) > cost(
        offer, missed, Wishes()
    )
