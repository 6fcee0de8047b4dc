"""The checker holds what is said of stores: true claims pass, forged ones do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.assistant import Assistant
from assistant.constraints import Wishes
from assistant.dialogue.nearby import stocked
from assistant.explain import Asked
from assistant.explain.checker import Checker
from assistant.explain.checks import CHECKS
from assistant.explain.checks.places import _spans
from assistant.explain.claims import Claim
from assistant.explain.evidence import Evidence
from assistant.explain.makers.place import place_claims
from assistant.explain.nearness import NoStore, NotToday, OfStore, PickUp, StoreFar, StoreNear
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from retrieval.branches.hours import DAYS, doors
from tests import stores

SPOT = Spot(*stores.LEIPZIG, "Leipzig", "DE")

pytestmark = pytest.mark.usefixtures("noon")


def made(shop: Assistant, offer_id: str, wishes: Wishes) -> tuple[Checker, Claim]:
    """A checker over one product, and the claim that is made of its stores."""
    keys = shop.catalogue.products_of([("Alder", offer_id)])
    [product] = shop.catalogue.products(list(keys.values()))
    item = stocked(Recommendation(product, product.offers, 0.0, {}, []), product, SPOT)
    rates = shop.searcher.columns.rates
    [claim] = place_claims(Evidence([item], 0, Asked(wishes=wishes), rates))
    return Checker(shop.catalogue, [item]), claim


NEAR = Wishes(near=True, spot=SPOT)
TODAY = Wishes(pick_up="today", spot=SPOT)
TRUE = [
    ("m1", NEAR, StoreNear),
    ("m3", NEAR, StoreNear),
    ("m1", TODAY, PickUp),
    ("m2", TODAY, NotToday),
    ("m3", Wishes(within_km=5.0, spot=SPOT), StoreFar),
    ("m5", NEAR, StoreNear),
    ("m0", NEAR, NoStore),
    ("m4", NEAR, NoStore),
]


@pytest.mark.parametrize(("offer", "wishes", "kind"), TRUE)
def test_true_claims_pass(branched: Assistant, offer: str, wishes: Wishes, kind: type) -> None:
    checker, claim = made(branched, offer, wishes)
    assert type(claim) is kind
    assert checker.problem(claim, 0) == ""
    assert claim.private


FORGED = [
    ("m1", NEAR, {"km": 9.0}),
    ("m1", NEAR, {"code": "B"}),
    ("m1", NEAR, {"code": "C"}),
    ("m1", NEAR, {"store": "Elder Markt"}),
    ("m1", NEAR, {"hours": "always", "changes": None}),
    ("m1", NEAR, {"hours": "closed", "changes": None}),
    ("m1", NEAR, {"changes": datetime(2026, 11, 30, 18, 0, tzinfo=UTC)}),
    ("m1", NEAR, {"spot": Spot(52.52, 13.41)}),
    ("m1", TODAY, {"at": stores.NOON + timedelta(hours=12)}),
    ("m3", Wishes(within_km=5.0, spot=SPOT), {"by": 3.0}),
    ("m3", Wishes(within_km=5.0, spot=SPOT), {"limit": 90.0}),
    ("m2", TODAY, {"why": "closed"}),
]


@pytest.mark.parametrize(("offer", "wishes", "lie"), FORGED)
def test_forged_claims_do_not(branched: Assistant, offer: str, wishes: Wishes, lie: dict) -> None:
    checker, claim = made(branched, offer, wishes)
    assert checker.problem(replace(claim, **lie), 0)


def test_one_kind_of_claim_is_not_another(branched: Assistant) -> None:
    checker, near = made(branched, "m2", NEAR)
    assert isinstance(near, OfStore)
    assert checker.problem(PickUp(**vars(near)), 0), "it is ready the next day"
    assert checker.problem(NoStore(), 0), "a store has it"
    checker, today = made(branched, "m1", TODAY)
    assert isinstance(today, OfStore)
    assert checker.problem(NotToday(**vars(today)), 0)
    assert {StoreNear, PickUp, StoreFar, NotToday, NoStore} <= CHECKS.keys()


def test_a_claim_has_no_place_in_words(branched: Assistant) -> None:
    _, claim = made(branched, "m1", NEAR)
    assert "51.3" not in repr(claim)
    assert "0.4" not in repr(claim)


def test_what_a_feed_takes_back_is_said_no_more(tmp_path: Path) -> None:
    shop = Assistant.open(stores.filled(tmp_path / "catalog", tmp_path))
    checker, claim = made(shop, "m1", NEAR)
    shop.catalogue.branches.replace_stock(str(tmp_path / "inventory.tsv"), [])
    checker, _ = Checker(shop.catalogue, checker_shown(shop, "m1")), None
    assert checker.problem(claim, 0) == "no store of that code has it"
    shop.close()


def checker_shown(shop: Assistant, offer_id: str) -> list[Recommendation]:
    keys = shop.catalogue.products_of([("Alder", offer_id)])
    [product] = shop.catalogue.products(list(keys.values()))
    return [Recommendation(product, product.offers, 0.0, {}, [])]


CLOCK = st.integers(0, 47).map(lambda n: f"{n // 2:02}:{30 * (n % 2):02}")
SPAN = st.tuples(CLOCK, CLOCK).filter(lambda one: one[0] != one[1]).map("-".join)
ONE_DAY = st.sampled_from([*DAYS, "Mo-Fr", "Sa-Su", "Mo-Su", "Fr-Mo"])
RULE = st.tuples(ONE_DAY, st.one_of(SPAN, st.just("off"))).map(" ".join)
HOURS = st.lists(RULE, min_size=1, max_size=3).map("; ".join)
MOMENT = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))
ZONE = st.sampled_from(["Europe/Berlin", "Asia/Shanghai", "America/New_York", "Australia/Sydney"])


@given(HOURS, ZONE, MOMENT)
def test_hours_that_both_read_are_mostly_the_same(hours: str, zone: str, at: datetime) -> None:
    """Two readings by different code. Where a night runs into a day that another rule closes, they
    may differ, and then nothing is said; else they agree."""
    at = at.replace(microsecond=0)
    found, spans = doors(hours, zone, at), _spans(hours, zone, at)
    assert found is not None
    assert spans is not None
    nights = any(one.split("-")[0] >= one.split("-")[1] for one in _times(hours))
    if nights and len(hours.split("; ")) > 1:
        return
    assert found.open == any(begin <= at < end for begin, end in spans)


def _times(hours: str) -> list[str]:
    return [rule.split(" ")[1] for rule in hours.split("; ") if not rule.endswith("off")]
