"""What an utterance says of where its shopper is, and of how near a store is to be.

Read, by the patterns of the languages' `yours.toml`, before anything else is, and taken out of the
words: so a place reaches neither what ranks nor what is counted, kept or logged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.language.numbers import digits
from assistant.languages.pack import codes, table
from assistant.place.gazetteer import gazetteer, spans
from assistant.place.spot import Spot
from retrieval.words import is_cjk

LARGE = 100_000  # people: a town whose name is written small, or stands for what is near it
LEAST_METRES = 100  # "within 5 m" is no way to a store
MILE, LI = 1.609344, 0.5  # km

_KM = (
    r"(?P<km>\d{1,4}(?:[.,]\d+)?) ?(?P<unit>kms?|kilomet(?:er|re)s?|kilometern?|miles?|mi|meilen?|"
    r"met(?:er|re)s?|metern?|m|公里|千米|里|米)(?![a-zäöü])"
)
_PLACE = r"(?P<place>[^\n;:!?；：！？]{2,80})"
_AHEAD = r"(?P<place>[^\n,.;:!?，。；：！？]{2,40}?)"
_WIDTHS = {"mi": MILE, "me": 0.001, "m": 0.001, "里": LI, "米": 0.001}
_LINKS = re.compile(r"^(?:[,，]|[ ]?\()?\s*(?:in )?", re.IGNORECASE)
_EDGES = " \t\n,;.!?，。；！？、-–—…"
_LEADS = re.compile(r"^(?:and|und|so|but)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Told:
    """What was said of places; `text` is what is left to be understood."""

    text: str
    spot: Spot | None = None  # where the shopper is, where a place that is known was named
    unknown: bool = False  # whether a place was named that is not known
    near: bool = False  # whether what is near comes first
    within_km: float = 0.0  # how far it may be; 0 for no limit
    pick_up: str = ""  # "today", "any"; "" for neither
    question: bool = False  # whether it asks whether, and does not wish that
    store: bool = False  # whether it asks for the store of what is shown
    forget: bool = False  # whether the place is to be forgotten
    again: bool = False  # whether the place is the one that was known
    language: str = ""  # that it was said in; "" where that does not tell

    def __bool__(self) -> bool:
        return bool(
            self.spot or self.unknown or self.near or self.within_km or self.pick_up
            or self.store or self.forget
        )  # fmt: skip

    @property
    def wished(self) -> bool:
        """Whether it says how near a store is to be."""
        return bool(self.near or self.within_km or self.pick_up)


class Reader:
    """Takes what is said of places out of one text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: dict[str, object] = {}
        self.language = ""

    def read(self, awaited: bool = False, stores: bool = True) -> Told:
        """What is said; `awaited`: whether it was asked for a place, so that a bare name is one;
        `stores`: whether any shop states what its stores have: else what is asked of them is left
        to be understood as any other question to a shop."""
        whole = self.text
        if self._says("forget", whole):
            return Told("", forget=True, language=self.language)
        self._place("within_place")
        self._place("here")
        self._distance()
        self._pick_up(stores)
        self._place("around")
        if stores:
            self._place("store_in")
        self._place("ahead", backwards=True)
        self._near()
        if awaited and not self.found:
            self._bare()
        store = stores and self._says("store", whole)
        asks = any(one.search(whole) for _, one in _patterns("question"))
        if not (self.found or store):
            return Told(whole)
        left = re.sub(r"\s+([,.?!])", r"\1", re.sub(r"\s{2,}", " ", self.text)).strip()
        rest = "" if _says_nothing(left) else _LEADS.sub("", left.lstrip(_EDGES))
        said = {"question": asks, "store": store, "language": self.language, **self.found}
        return Told(rest, **said)  # type: ignore[arg-type]

    def _says(self, name: str, text: str) -> bool:
        """Whether a pattern of a name is met, in whichever language."""
        code = next((code for code, one in _patterns(name) if one.search(text)), "")
        self.language = self.language or code
        return bool(code)

    def _take(self, match: re.Match[str], end: int = 0, keep: str = "") -> None:
        self.text = f"{self.text[: match.start()]} {keep} {self.text[end or match.end() :]}"

    def _place(self, name: str, backwards: bool = False) -> None:
        if "spot" in self.found:
            return
        for code, pattern in _patterns(name):
            for match in pattern.finditer(self.text):
                if spot_end := _named(match["place"], backwards, sure=name == "here"):
                    spot, start, end = spot_end
                    self.found["spot"] = spot
                    self._take_place(match, start, end, backwards)
                    self._noted(name, match)
                    self.language = code
                    return

    def _take_place(self, match: re.Match[str], start: int, end: int, backwards: bool) -> None:
        """The name with what leads to it; what stands beside a name in the same span stays."""
        begin = match.start("place")
        if backwards:
            self.text = f"{self.text[: begin + start]} {self.text[match.end() :]}"
        elif match.end() > match.end("place") and begin + end == match.end("place"):
            self._take(match)
        else:
            self._take(match, begin + end)

    def _noted(self, name: str, match: re.Match[str]) -> None:
        """A place that something is to be near is said to be near it, as well."""
        if name in ("around", "ahead", "store_in"):
            self.found["near"] = True
        elif name == "within_place":
            self.found["within_km"] = _km(match)

    def _distance(self) -> None:
        if "within_km" in self.found:
            return
        for text in dict.fromkeys((self.text, digits(self.text))):
            for code, pattern in _patterns("within"):
                if (match := pattern.search(text)) and (km := _km(match)):
                    self.text = text
                    self.found["within_km"] = km
                    self._take(match)
                    self.language = self.language or code
                    return

    def _pick_up(self, stores: bool) -> None:
        for name, kind in (("today", "today"), ("collect", "any"))[: 2 if stores else 1]:
            for code, pattern in _patterns(name):
                if match := pattern.search(self.text):
                    self.found["pick_up"] = kind
                    self._take(match, keep=match.groupdict().get("it") or "")
                    self.language = self.language or code
                    return

    def _near(self) -> None:
        for code, pattern in _patterns("near"):
            if match := pattern.search(self.text):
                self.found["near"] = True
                self._take(match)
                self.language = self.language or code

    def _bare(self) -> None:
        """ "Leipzig", where it was asked for a place."""
        name = self.text.strip(_EDGES)
        found = _named(name, False, sure=True)
        if found and found[2] == len(name):
            self.found["spot"], self.text = found[0], ""
        elif 0 < len(name.split()) <= 3:
            self.found["unknown"] = True


def _says_nothing(text: str) -> bool:
    """Whether only such words are left as lead to what was taken."""
    return not _fillers().sub("", text).strip(_EDGES + "'’\"“”")


@cache
def _fillers() -> re.Pattern[str]:
    words = [one for code in codes() for one in table(code, "yours")["place"]["rest"].split("|")]
    words.sort(key=len, reverse=True)
    latin = "|".join(re.escape(one) for one in words if not is_cjk(one))
    han = "|".join(one for one in words if is_cjk(one))
    return re.compile(rf"\b(?:{latin})\b|{han}", re.IGNORECASE)


def told_of(text: str, awaited: bool = False, stores: bool = True) -> Told:
    """What a text says of places: see `Reader.read`."""
    return Reader(text).read(awaited, stores)


def _named(words: str, backwards: bool, sure: bool) -> tuple[Spot, int, int] | None:
    """The place that words begin (or end) with, and where its name stands in them."""
    for start, end in spans(words, backwards):
        name = words[start:end].rstrip(".")
        if not _may_be(name, sure):
            continue
        end = start + len(name)
        rest = words[end:]
        if not backwards and (link := _LINKS.match(rest)):
            for _, stop in spans(rest[link.end() :]):
                within = rest[link.end() : link.end() + stop]
                if spot := gazetteer().find(name, within):
                    return spot, start, end + link.end() + stop
        if spot := gazetteer().find(name):
            return spot, start, end
    return None


def _may_be(name: str, sure: bool) -> bool:
    """Whether a name is meant as one: written as names are, or that of a large town."""
    if len(name) < 2 or (name.isascii() and len(name) < 3):
        return False
    if is_cjk(name):
        return sure or gazetteer().people(name) >= LARGE
    if name[0].isupper():
        return True
    return gazetteer().people(name) >= LARGE


def _km(match: re.Match[str]) -> float:
    value, unit = float(match["km"].replace(",", ".")), match["unit"].lower()
    found = next((_WIDTHS[one] for one in (unit, unit[:2], unit[:1]) if one in _WIDTHS), 1.0)
    width = 1.0 if unit.startswith(("k", "公", "千")) else found
    if width == 0.001 and value < LEAST_METRES:
        return 0.0
    return round(value * width, 3)


@cache
def _patterns(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(language, pattern) of all that the languages have under a name."""
    slots = {"{place}": _AHEAD if name == "ahead" else _PLACE, "{km}": _KM}
    return tuple(
        (code, re.compile(filled(one, slots), re.IGNORECASE))
        for code in codes()
        for one in table(code, "yours")["place"][name]
    )


def filled(pattern: str, slots: dict[str, str]) -> str:
    """A pattern with its slots filled in."""
    for slot, part in slots.items():
        pattern = pattern.replace(slot, part)
    return pattern
