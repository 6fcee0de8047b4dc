"""Branches of a shop and what they have, from what feeds state under our own names.

Columns are Google's, of local inventory (https://support.google.com/merchants/answer/14819809) and
of Business Profiles (https://support.google.com/business/answer/4542487), or plain ones.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from zoneinfo import available_timezones

from retrieval.branches.branch import PICKUPS, Branch, Stocked
from retrieval.branches.hours import DAYS, read_hours, read_week, zone_at
from retrieval.sources.base import ReadOptions
from retrieval.sources.cleaning import ATTRIBUTE_LENGTH, plain_text
from retrieval.sources.columns import plain_name
from retrieval.sources.pricing import parse_price
from retrieval.sources.ratings import how_many
from retrieval.sources.stock import availability_of

CODE = ("store code", "branch code", "filialnummer", "门店编号")
COLUMNS = {
    "name": ("store name", "branch name", "business name", "name", "门店名称"),
    "latitude": ("latitude", "lat", "store latitude", "breitengrad", "纬度"),
    "longitude": ("longitude", "lng", "lon", "store longitude", "längengrad", "经度"),
    "address": ("address", "store address", "full address", "adresse", "地址"),
    "hours": ("opening hours", "hours", "store hours", "öffnungszeiten", "营业时间"),
    "special": ("special hours",),
    "zone": ("time zone", "timezone", "store time zone", "zeitzone", "时区"),
    "offer_id": ("id", "offer id", "item id", "sku", "product id"),
    "quantity": ("quantity", "store quantity", "stock", "bestand", "库存"),
    "availability": ("availability", "store availability"),
    "price": ("price", "store price"),
    "pickup": ("pickup method", "pickup"),
    "ready": ("pickup sla",),
    "shop": ("shop",),
    "title": ("title",),
}
"""Our name → the names its column goes by in a table of branches or of what they have."""
LINES = ("address line 1", "address line 2", "address line 3", "postal code", "locality", "city",
         "country region")  # fmt: skip
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEK_COLUMNS = {f"{name} hours": day for name, day in zip(WEEK, DAYS, strict=True)}

_FIELD = {name: field for field, names in COLUMNS.items() for name in names}
_FIELD |= dict.fromkeys(CODE, "code") | dict.fromkeys((*LINES, *WEEK_COLUMNS), "")


def field_of(column: str) -> str | None:
    """Our name for a column, "" where it is a part of one, None where it is not used."""
    name = plain_name(column)
    found = _FIELD.get(name)
    return name if found == "" else found


def stated_in(content: Mapping[str, str]) -> dict[str, str]:
    """A row under our names, the first column of each that says something."""
    found: dict[str, str] = {}
    for column, value in content.items():
        if (field := field_of(column)) and value.strip() and field not in found:
            found[field] = value.strip()
    return found


def branch_of(source: str, fields: Mapping[str, str], options: ReadOptions) -> Branch:
    """The branch that a row states. Raises `ValueError`, one clause, for what cannot be."""
    code = plain_text(fields.get("code", ""), 200)
    latitude = _degrees(fields.get("latitude", ""), "latitude", 90)
    longitude = _degrees(fields.get("longitude", ""), "longitude", 180)
    if (latitude is None) != (longitude is None):
        raise ValueError("it states one of latitude and longitude without the other")
    if latitude == 0 and longitude == 0:
        raise ValueError("its latitude and longitude are both 0, which is a place in the sea")
    zone = _zone(fields.get("zone", ""))
    hours = _hours(fields)
    if hours and not zone:
        zone = options.zone
        if latitude is not None and longitude is not None and not zone:
            zone = zone_at(latitude, longitude)
        if not zone:
            raise ValueError(
                "its opening hours have no time zone; name one such as Europe/Berlin, or give its "
                "coordinates"
            )
    name = plain_text(fields.get("name", ""), 200)
    return Branch(source, code, name, latitude, longitude, _address(fields), hours, zone)


def stocked_of(
    source: str, offer_id: str, fields: Mapping[str, str], options: ReadOptions
) -> Stocked:
    """What a row says of an offer at a branch. Raises `ValueError`, one clause."""
    code = plain_text(fields.get("code", ""), 200)
    quantity = fields.get("quantity", "")
    counted = how_many(quantity) if re.search(r"\d", quantity) else None
    said = availability_of(fields.get("availability", ""))
    return Stocked(
        source,
        offer_id,
        code,
        counted,
        said or availability_of(quantity),
        parse_price(fields.get("price", ""), options),
        _pickup(fields.get("pickup", "")),
        re.sub(r"[\s_-]+", " ", fields.get("ready", "")).strip().lower()[:40],
    )


def _degrees(text: str, name: str, most: int) -> float | None:
    if not text.strip():
        return None
    try:
        value = float(text.strip().replace(",", "."))
    except ValueError:
        raise ValueError(f"its {name} {text!r:.40} is no number of degrees") from None
    if not -most <= value <= most:
        raise ValueError(f"its {name} {value:g} is not between -{most} and {most}")
    return value


def _zone(text: str) -> str:
    name = text.strip()
    if name and name not in available_timezones():
        raise ValueError(f"there is no time zone {name!r:.40}; name one such as Europe/Berlin")
    return name


def _hours(fields: Mapping[str, str]) -> str:
    week = {day: fields[name] for name, day in WEEK_COLUMNS.items() if fields.get(name)}
    if week or fields.get("special"):
        plain = fields.get("hours", "")
        if plain and week:
            raise ValueError("its opening hours stand in one column and in one a day; keep one")
        return read_week(week, "; ".join(filter(None, [plain, fields.get("special", "")])))
    return read_hours(fields.get("hours", ""))


def _address(fields: Mapping[str, str]) -> str:
    lines = [fields.get(name, "") for name in LINES]
    stated = fields.get("address", "") or ", ".join(filter(None, lines))
    return plain_text(stated, ATTRIBUTE_LENGTH)


def _pickup(text: str) -> str:
    said = re.sub(r"[\s_-]+", " ", text).strip().lower()
    return said if said in PICKUPS else ""
