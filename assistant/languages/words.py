"""The words of a language for what shops state: values, fields, units, describing words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from string import capwords
from typing import Any

from assistant.languages.formats import Formats
from assistant.languages.pack import codes, table
from assistant.lexicon import FACETS, Lexicon
from retrieval.facts import facet_of
from retrieval.specs.units import table as specifications
from retrieval.words import is_cjk, plain, singular

_AMOUNT = re.compile(r"(?<![\w.,])(\d+(?:\.\d+)?)(?:([\s-]?)([^\W\d_]+|″|\"))?(?!\w|[.,]\d)")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_PARTS = re.compile(r"\s*(?:[,;|/]|\band\b|\b&\b|、|，)\s*")
_STEPS = re.compile(r"\s*[>|/,]\s*")
_LOWER = frozenset({"colour", "material", "pattern"})
"""Fields whose values take no capital in a sentence: "Black" is black."""
_NAMES = frozenset({"brand", "shop"})
"""Fields whose values take capitals, also where they are held without."""
_AS_WRITTEN = frozenset({"brand", "shop", "source", "size", "code", "sku", "mpn", "gtin", "model"})
"""Fields whose values are names or sizes: the same in every language."""


class Words:
    """Words by table; keys are English and plain, as the lexicon's canonical names."""

    def __init__(self, code: str, formats: Formats) -> None:
        self._tables: Mapping[str, Any] = table(code, "words")
        self._formats = formats
        self.plain_values = bool(self._tables.get("plain_values"))  # English shops' own words do
        self.space: str = self._tables.get("unit_space", " ")

    def known(self, name: str, text: str, form: str = "") -> str:
        """The word of a table for an English key, "" where it has none; `form` "other" is the
        second of two forms."""
        found = self._tables.get(name, {}).get(text, "")
        return str(found if isinstance(found, str) else found[-1 if form else 0])

    def field(self, name: str) -> str:
        """A field's or attribute's name; "" where it is not known."""
        spaced = " ".join(name.removeprefix("attributes.").replace("_", " ").split()).casefold()
        own = {"color": "colour", "source": "shop", "second color": "second colour"}
        key = own.get(spaced, spaced)
        return self.known("fields", key) or (key if self.plain_values else "")

    def value(self, field: str, text: str, form: str = "") -> str:
        """What a field states in the language's words; "" where it is not known."""
        if _MOMENT.fullmatch(text):
            with suppress(ValueError):  # the 31st of February
                return self._formats.day(date.fromisoformat(text[:10]), "medium")
        facet = facet_of(field.removeprefix("attributes.")) or field
        if facet in _NAMES and text.islower():
            return capwords(text)
        if facet in _AS_WRITTEN:
            return text
        if facet == "category" and not self.plain_values:
            steps = [self._one("category", step, form) for step in _STEPS.split(text.strip())]
            return " > ".join(steps) if all(steps) else ""
        if whole := self._one(facet, text, form):
            return whole
        parts = [self._one(facet, one, form) for one in _PARTS.split(text.strip())]
        return self._formats.listed(parts) if len(parts) > 1 and all(parts) else ""

    def gloss(self, wording: str) -> str:
        """Describing words that are all known, as one text; "" where one is not."""
        tables = ("wording", "other", "parts", *FACETS)
        words = [wording] if self._first(tables, wording) else wording.split()
        known = [self._first(tables, word) for word in words]
        return self._formats.listed(known) if known and all(known) else ""

    def measured(self, text: str) -> str:
        """Figures and units as the language writes them; "" where there are words besides."""
        words = [word for word in _WORD.findall(text) if word.casefold() != "x"]
        if not any(map(str.isdigit, text)) or not all(map(self._is_unit, words)):
            return ""
        return _AMOUNT.sub(self._amount, text)

    def _amount(self, match: re.Match[str]) -> str:
        """A figure with its unit; a bare one keeps its digits, as it may be a code."""
        if not match[3]:
            return match[0].replace(".", self._formats.decimal)
        return self.amount(float(match[1]), match[3], match[2] or "")

    def amount(self, value: float, unit: str, between: str = " ") -> str:
        """ "44 hours": a figure with its unit; what is `between` them stands where the language
        has no name for it."""
        number = self._formats.number(value, "0.##########")
        if names := self._names(unit):
            return f"{number}{self.space}{_form(names, self._formats.plural(value))}"
        return f"{number}{between}{unit}".rstrip()

    def unit(self, unit: str) -> str:
        """A unit's name for many: "inches"."""
        names = self._names(unit)
        return _form(names, "other") if names else unit

    def _names(self, unit: str) -> str | list[str] | None:
        name = _units().get(plain(unit), unit)
        tables = (self._tables.get(one, {}) for one in ("units", "unit_names"))
        return next((one[name] for one in tables if name in one), None)

    def _is_unit(self, word: str) -> bool:
        return plain(word) in _units()

    def _one(self, facet: str, text: str, form: str) -> str:
        if known := self.known(facet, canonical(facet, text), form):
            return known
        if self.plain_values:
            return self._own(facet, text)
        return (
            self.known("other", plain(text), form)
            or ("" if facet in FACETS else self.known("wording", plain(text), form))
            or ("" if facet in FACETS else self._first(("colour", "material"), text))
            or self.measured(text)
        )

    def _own(self, facet: str, text: str) -> str:
        """In the language that shops mostly write in: the shop's own words, and those of others
        where they are known."""
        named, words = canonical(facet, text), plain(text)
        english = words in Lexicon.load().canonical.get(facet, {})
        if is_cjk(text) or (words in _meanings(facet) and not english):
            return "" if is_cjk(named) else named
        return text.lower() if facet in _LOWER else text

    def _first(self, tables: tuple[str, ...], text: str) -> str:
        found = (self.known(name, canonical(name, text)) for name in tables)
        return next(filter(None, found), "")

    @cached_property
    def all(self) -> frozenset[str]:
        """Every word for a value: what tells the language from others."""
        tables = (self._tables.get(name, {}) for name in (*FACETS, "wording", "other"))
        said = (one for entries in tables for one in entries.values())
        listed = (one for each in said for one in ([each] if isinstance(each, str) else each))
        return frozenset(word for text in listed for word in plain(text).split())


def canonical(facet: str, text: str) -> str:
    """The English name of a value, whichever of the languages it is in."""
    words = plain(text)
    if facet not in FACETS:
        return words
    name = Lexicon.load().name(facet, words)
    if name in Lexicon.load().concepts[facet]:
        return name
    return _meanings(facet).get(words) or _meanings(facet).get(singular(words)) or words


@cache
def _meanings(facet: str) -> dict[str, str]:
    """A language's word for a value, plain → its English name."""
    found: dict[str, str] = {}
    for code in codes():
        for name, said in table(code, "words").get(facet, {}).items():
            for way in [said] if isinstance(said, str) else said:
                found.setdefault(plain(way), name)
    return found


@cache
def _units() -> dict[str, str]:
    """Spelling of a unit, plain → its name."""
    found: dict[str, str] = {}
    for dimension in specifications("units.toml").values():
        for key in ("units", "case"):
            for name, spelled in dimension.get(key, {}).items():
                found.update({plain(one): name for one in spelled})
    return found


def _form(names: str | list[str], plural: str) -> str:
    if isinstance(names, str):
        return names
    return names[0] if plural == "one" else names[-1]
