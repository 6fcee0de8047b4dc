"""The shops' stores in towns that there are, and what each has: the stores do not exist.

Coordinates are a town's, of GeoNames (CC BY 4.0), and a walk from there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from demo.render.model import SEED
from demo.render.shops import SHOPS, Offer, Shop
from demo.render.tables import write_csv

HELD = 0.4  # of what a shop can deliver, a store has so much
GERMAN = "Mo-Sa 10:00-20:00"
AMERICAN = "Mo-Sa 09:00-21:00; Su 11:00-18:00"
BRITISH = "Mo-Sa 09:30-19:00; Su 11:00-17:00"
DAILY = "Mo-Su 08:00-22:00"


@dataclass(frozen=True)
class Store:
    """A store: its shop, where it is, when it is open."""

    shop: str  # slug
    code: str
    name: str
    address: str
    town: str
    latitude: float  # degrees, of the store
    longitude: float
    hours: str
    zone: str


_LISTED = (
    ("lindenhof-markt", "Markt 7", "Leipzig", 51.342, 12.377, GERMAN, "Europe/Berlin"),
    ("lindenhof-markt", "Bahnhof 2", "Leipzig", 51.347, 12.394, DAILY, "Europe/Berlin"),
    ("lindenhof-markt", "Lindenallee 14", "Berlin", 52.531, 13.392, GERMAN, "Europe/Berlin"),
    ("lindenhof-markt", "Neustadt 5", "Dresden", 51.066, 13.751, GERMAN, "Europe/Berlin"),
    ("lindenhof-markt", "Hafenstraße 21", "Hamburg", 53.546, 9.966, GERMAN, "Europe/Berlin"),
    ("lindenhof-markt", "Isarweg 3", "München", 48.129, 11.591, GERMAN, "Europe/Berlin"),
    ("harbor-and-pine", "12 Harbor Row", "New York", 40.719, -74.003, AMERICAN, "America/New_York"),
    ("harbor-and-pine", "80 Pine Walk", "New York", 40.687, -73.979, DAILY, "America/New_York"),
    ("harbor-and-pine", "5 Wharf Lane", "Boston", 42.351, -71.049, AMERICAN, "America/New_York"),
    ("harbor-and-pine", "44 Lake Drive", "Chicago", 41.886, -87.624, AMERICAN, "America/Chicago"),
    ("harbor-and-pine", "9 Ferry Street", "Seattle", 47.603, -122.338, AMERICAN,
     "America/Los_Angeles"),
    ("harbor-and-pine", "31 Bay Steps", "San Francisco", 37.789, -122.401, AMERICAN,
     "America/Los_Angeles"),
    ("moss-lane-stores", "1 Moss Lane", "London", 51.523, -0.076, BRITISH, "Europe/London"),
    ("moss-lane-stores", "18 Fern Hill", "London", 51.491, -0.161, BRITISH, "Europe/London"),
    ("moss-lane-stores", "6 Mill Yard", "Manchester", 53.484, -2.237, BRITISH, "Europe/London"),
    ("moss-lane-stores", "22 Heather Close", "Edinburgh", 55.957, -3.188, BRITISH,
     "Europe/London"),
    ("moss-lane-stores", "3 Bamboo Terrace", "Hong Kong", 22.281, 114.158, DAILY,
     "Asia/Hong_Kong"),
    ("moss-lane-stores", "苔巷8号", "Shanghai", 31.229, 121.452, DAILY, "Asia/Shanghai"),
)  # fmt: skip


def stores(shop: Shop) -> list[Store]:
    """A shop's stores."""
    mine = [row for row in _LISTED if row[0] == shop.slug]
    letters = "".join(word[0] for word in shop.slug.split("-")).upper()
    return [
        Store(shop.slug, f"{letters}-{n}", f"{shop.name}, {address}", address, *rest)
        for n, (_, address, *rest) in enumerate(mine, start=1)
    ]


def held(offer: Offer) -> list[dict[str, str]]:
    """What the stores of an offer's shop have of it, in the columns of Google's local inventory."""
    rng = Random(f"{SEED}/{offer.product.key}/{offer.shop.slug}/stores")
    rows = []
    for store in stores(offer.shop):
        has, count, waits = rng.random() < HELD, rng.randint(1, 9), rng.random() < 0.1
        if has and offer.availability == "in stock":
            ways = ("ship to store", "multi-week") if waits else ("buy", "same day")
            said = (store.code, offer.id, str(count), "in_stock", *ways)
            names = ("store code", "id", "quantity", "availability", "pickup method", "pickup SLA")
            rows.append(dict(zip(names, said, strict=True)))
    return rows


def _row(store: Store) -> dict[str, str]:
    return {
        "store_code": store.code,
        "name": store.name,
        "address": f"{store.address}, {store.town}",
        "latitude": f"{store.latitude}",
        "longitude": f"{store.longitude}",
        "opening hours": store.hours,
        "time zone": store.zone,
    }


def file_names(shop: Shop) -> tuple[str, str]:
    """The files of a shop's stores, and of what they have."""
    return f"{shop.slug}-stores.csv", f"{shop.slug}-inventory.csv"


def write(offers: Sequence[Offer], folder: Path) -> None:
    """The stores of each shop and what they have, as CSV."""
    for shop in SHOPS:
        places, stock = file_names(shop)
        write_csv(folder / places, [_row(one) for one in stores(shop)])
        rows = [row for offer in offers if offer.shop is shop for row in held(offer)]
        write_csv(folder / stock, rows)
