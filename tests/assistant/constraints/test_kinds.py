"""A kind of constraint is a class: this one is made up here, and does all that others do."""

from __future__ import annotations

from dataclasses import dataclass, fields

import pytest

from assistant.advice.near import cost, misses, parted
from assistant.constraints import (
    DROPPABLE,
    KINDS,
    Chip,
    Constraint,
    Held,
    Label,
    Lack,
    Said,
    Wishes,
    constraints_of,
    label_of,
    wishes,
)
from retrieval.limits import Includes
from retrieval.money import Money
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.rates import shipped_rates

RATES = shipped_rates()
LEMON = Offer("Shop", "1", title="Candle", attributes={"scent": "lemon"})
PINE = Offer("Shop", "2", title="Candle", attributes={"scent": "pine"})


@dataclass(frozen=True)
class Scent(Constraint):
    scent: str = ""

    held = (Held("scent", 4, cost=0.4),)

    def limit(self) -> Constraints:
        return Constraints(limits=(Includes("attributes.scent", (self.scent,)),) if self else ())

    def lack(self, name: str) -> Lack:
        return Lack(self.scent, field="scent")


@dataclass(frozen=True)
class Scented(Wishes):
    scent: str = ""


@pytest.fixture(autouse=True)
def _registered(monkeypatch):
    monkeypatch.setattr(wishes, "KINDS", (*KINDS, Scent))
    monkeypatch.setitem(DROPPABLE, "scent", Scent.held[0])


def test_it_is_merged_and_given_up():
    old = Scented(scent="lemon", in_stock=True)
    assert old.merged(Scented(scent="pine"), Said()) == Scented(scent="pine", in_stock=True)
    assert old.merged(Scented(condition="new"), Said()).scent == "lemon"
    assert old.without("scent") == Scented(in_stock=True)


def test_it_limits_a_search():
    limit = constraints_of(Scented(scent="lemon", max_price=Money(900, "EUR")))
    assert limit == Constraints(
        max_price=Money(900, "EUR"), limits=(Includes("attributes.scent", ("lemon",)),)
    )
    assert constraints_of(Scented()) == Constraints()


def test_a_near_miss_may_miss_it_and_says_what():
    wish = Scented(scent="lemon", include={"category": ("candle",)})
    (firm,), loose = parted(wish)
    assert firm == Scented(include={"category": ("candle",)})
    assert misses(LEMON, loose, RATES) == ()
    missed = misses(PINE, loose, RATES)
    assert [one.wish.lack(one.name) for one in missed] == [Lack("lemon", field="scent")]
    assert cost(PINE, missed, Scented(), RATES) == 0.4
    assert cost(PINE, missed, Scented(scent="lemon"), RATES) == 0.8


def test_it_has_a_chip():
    both = Scented(scent="lemon", in_stock=True)
    assert list(both.chips()) == [Chip("in_stock", True), Chip("scent", "lemon")]
    assert label_of(Chip("scent", "lemon")) == Label("scent_lemon")
    assert both.unchipped(Chip("scent", "lemon")) == Scented(in_stock=True)


def test_it_stands_in_json():
    wish = Scented(scent="lemon", audience="kid")
    assert wish.as_dict() == {"for": "kid", "scent": "lemon"}
    assert Scented.from_dict(wish.as_dict()) == wish
    with pytest.raises(ValueError, match="smell"):
        Scented.from_dict({"smell": "lemon"})


def test_every_field_of_wishes_is_one_kinds():
    assert sorted(name for kind in KINDS for name in vars(kind())) == sorted(
        one.name for one in fields(Wishes)
    )
    for kind in KINDS:
        assert kind.of(Wishes()) == kind(), "both are empty by default"
