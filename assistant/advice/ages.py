"""How old somebody is whom a thing is for, and from which age a thing is."""

from __future__ import annotations

import re

from assistant.language.numbers import digits
from retrieval.facts import Facts

_YEARS = re.compile(
    r"(?<![\d.])(\d{1,2}(?:\.5)?)(?:st|nd|rd|th)?[- ]?"
    r"(?:years?|yrs?|yo\b|y/o|岁|周岁)"
    r"|\b(?:turns?|turned|turning|aged?|is|s?he'?s|s?hes|they're|be) (?:only |just |nearly )?"
    r"(\d{1,2})\b(?! ?(?:cm|kg|m\b|euro|inch|\"|ft|feet|foot|stone|pounds|of\b))"
)
_MONTHS = re.compile(r"(?<![\d.])(\d{1,2})[- ]?(?:months?|mths?|个?月|monate?)")
_ONE = re.compile(r"满周岁|first birthday|erster geburtstag")
_ONE_YEAR = re.compile(
    r"(?<=turning )one\b|(?<=turns )one\b|(?<=turned )one\b|\bone(?=[- ](?:years?|yrs?)\b)"
    r"|一(?=周?岁(?!半))"
)
"""A one that is a number: elsewhere it is mostly a pronoun."""
_NEWBORN = re.compile(r"\bnew-?born\b|新生儿|\bneugeboren\w*")
GROWN_UP = 16  # years: from here on what is said of ages matters no more
TODDLER, CHILD = 4, 13
"""Years: who is younger is one, whatever a shopper calls him."""
_STATED = re.compile(r"\bages?\b|年龄|\balter\b")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def age_in(text: str) -> float | None:
    """The age in years that words say, None where they say none."""
    plain = digits(_ONE_YEAR.sub("1", text.lower()))
    if months := _MONTHS.search(plain):
        return int(months[1]) / 12
    if years := _YEARS.search(plain):
        return float(years[1] or years[2])
    if _ONE.search(plain):
        return 1.0
    return 0.0 if _NEWBORN.search(plain) else None


def whom(age: float) -> str:
    """What somebody of an age is called in the table of needs, "" for a grown-up."""
    return "toddler" if age < TODDLER else "child" if age < CHILD else ""


def least_age(facts: Facts) -> float | None:
    """The age in years from which a thing is said to be, None where it is silent."""
    for name, value in facts.attributes.items():
        if _STATED.search(name) and (found := _NUMBER.search(value)):
            years = float(found[0])
            return years / 12 if re.search(r"month|monat|月", f"{name} {value}") else years
    return None


def too_young(age: float | None, facts: Facts) -> bool:
    """Whether a thing is for somebody older."""
    if age is None or age >= GROWN_UP:
        return False
    least = least_age(facts)
    return least is not None and least > age
