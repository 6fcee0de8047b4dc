"""Stores on the page: a line on a card, a list in a product's view."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.assistant import Assistant
from assistant.constraints import Wishes
from assistant.dialogue.nearby import stocked
from assistant.explain import Asked
from assistant.explain.claims import Claim
from assistant.explain.nearness import OfStore, PickUp, StoreFar, StoreNear, hours_of, told
from assistant.languages.values import Weekday
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from assistant.ui.texts import Texts
from retrieval.branches import clock
from retrieval.branches.branch import AtBranch
from retrieval.branches.distance import kilometres
from retrieval.offers import Offer

LISTED = 6  # stores that a view of a product lists


def store_lines(
    items: Sequence[Recommendation], assistant: Assistant, spot: Spot | None, t: Texts
) -> dict[str, str]:
    """Product → a line on the nearest store that has it, each held against the catalogue; {} where
    nobody said where they are."""
    if spot is None or not assistant.catalogue.branches.any():
        return {}
    ids = [one.product.product_id for one in items]
    stored = {one.product_id: one for one in assistant.catalogue.products(ids)}
    placed = [stocked(one, stored.get(one.product.product_id), spot) for one in items]
    asked = Asked(wishes=Wishes(near=True, spot=spot), language=t.language)
    claims = assistant.explainer.stores(placed, asked)
    lines = (
        (one.product.product_id, line(some, t)) for one, some in zip(placed, claims, strict=True)
    )
    return {product: said for product, said in lines if said}


def line(claims: Sequence[Claim], t: Texts) -> str:
    """ "1.2 km · Shop am Markt · open until 18:00"; "" where no store is near."""
    found = next((one for one in claims if isinstance(one, StoreNear | PickUp | StoreFar)), None)
    if found is None:
        return ""
    parts = [_far(found.km, t), found.store, _open(found.hours, found, t)]
    return " · ".join(filter(None, parts))


def store_values(offers: Sequence[Offer], spot: Spot | None, t: Texts) -> dict:
    """What a product's view says of the stores that list it, the nearest first where it is known
    where somebody is: {"listed": …, "further": how many more}."""
    found = [(km_to(at, spot), offer.source, at) for offer in offers for at in offer.branches]
    found.sort(
        key=lambda one: (not one[2].has_it, one[0] is None, one[0] or 0, one[2].branch.title)
    )
    return {
        "listed": [_store(km, shop, at, t) for km, shop, at in found[:LISTED]],
        "further": max(0, len(found) - LISTED),
    }


def km_to(at: AtBranch, spot: Spot | None) -> float | None:
    """How far a branch is; None where that is not known."""
    place = at.branch
    if spot is None or place.latitude is None or place.longitude is None:
        return None
    return kilometres(*spot.point, (place.latitude, place.longitude))


def _store(km: float | None, shop: str, at: AtBranch, t: Texts) -> dict[str, str]:
    branch, now = at.branch, clock.now()
    hours, changes = hours_of(branch.hours, branch.zone, now)
    state = "in_stock" if at.has_it else "out_of_stock"
    claim = StoreNear(branch.code, branch.title, Spot(0, 0), 0.0, now, hours, changes)
    return {
        "shop": shop,
        "name": branch.title,
        "address": branch.address if branch.address != branch.title else "",
        "far": "" if km is None else _far(told(km), t),
        "hours": _open(hours, claim, t),
        "stock": t(state),
        "available": state,
    }


def _far(km: float, t: Texts) -> str:
    return t("store_km_less") if km < 1 else t("store_km", km=t.speaker.number(km))


def _open(hours: str, claim: OfStore, t: Texts) -> str:
    """ "open until 18:00"; "" where the hours are not known."""
    if hours == "unknown":
        return ""
    if not claim.changes:
        return t(f"store_{hours}")
    time = f"{claim.changes.hour:02}:{claim.changes.minute:02}"
    day = "" if claim.today else _weekday(claim.changes.date(), t)
    return t(f"store_{hours}", time=time, day=day).replace("  ", " ").strip()


def _weekday(day: date, t: Texts) -> str:
    return t.speaker.write(Weekday(day))
