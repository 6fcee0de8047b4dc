"""A profile: a few preferences in words, and things that were liked or refused. Read, never stored.

Whatever comes from outside is bounded, and what speaks of a sensitive trait is left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.taste.sensitive import is_sensitive
from retrieval.errors import BadQuery
from retrieval.words import plain

MOST_BYTES = 16_000  # of a profile in JSON
MOST_PREFERENCES = 24
MOST_SIGNALS = 60
LONGEST = 40  # characters of a preference's value

DIALS = {"off": 0.0, "little": 0.4, "lot": 1.0}
"""How much taste counts, as a share of what it may at most."""
FIELDS = ("colour", "material", "pattern", "brand", "size", "price", "people")
"""What a preference can be about. There is none for who somebody is."""
STANCES = {"like": 0.5, "avoid": -0.5, "never": -1.0}
"""What is thought of a value → its part of what taste may count at most."""
ACTS = {"kept": 1.0, "looked": 0.3, "refused": -1.0}
"""What was done with a thing → the weight of that signal."""

_PRODUCT = re.compile(r"[\w.-]{1,64}")
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})? ?(?:[A-Z]{3})?")
_COUNT = re.compile(r"[1-9]\d?")
_FORMS = {"price": _AMOUNT, "people": _COUNT}


@dataclass(frozen=True)
class Preference:
    """One thing that somebody said of themselves: "material: wool, never"."""

    field: str  # of `FIELDS`
    value: str  # plain; "50 EUR" for a price, "4" for people
    stance: str = "like"  # of `STANCES`

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return {"field": self.field, "value": self.value, "stance": self.stance}


@dataclass(frozen=True)
class Signal:
    """One thing, and what was done with it."""

    product: str
    act: str = "kept"  # of `ACTS`

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return {"product": self.product, "act": self.act}


@dataclass(frozen=True)
class Profile:
    """All of it; what was said or done last stands last."""

    dial: str = "off"
    preferences: tuple[Preference, ...] = ()
    signals: tuple[Signal, ...] = ()

    @property
    def on(self) -> bool:
        """Whether it may count at all, and has anything to say."""
        return self.dial != "off" and bool(self.preferences or self.signals)

    @property
    def strength(self) -> float:
        """How much of what taste may count at most, in [0, 1]."""
        return DIALS[self.dial]

    def with_preferences(self, new: Iterable[Preference]) -> Profile:
        """With these too; what is said anew of a value takes the place of what was said before,
        and of sizes, prices and people there is one."""
        kept = list(self.preferences)
        for one in new:
            single = one.field in ("size", "price", "people")
            kept = [
                old
                for old in kept
                if old.field != one.field or not (single or old.value == one.value)
            ] + [one]
        return replace(self, preferences=tuple(kept[-MOST_PREFERENCES:]))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: what `read` takes."""
        return {
            "dial": self.dial,
            "preferences": [one.as_dict() for one in self.preferences],
            "signals": [one.as_dict() for one in self.signals],
        }

    @classmethod
    def read(cls, stated: object) -> Profile:
        """From a program's JSON. Raises `BadQuery` for anything that is no profile; what is
        sensitive is left out without a word."""
        if not isinstance(stated, Mapping):
            raise BadQuery("The taste is no object; send dial, preferences and signals.")
        if unknown := set(stated) - {"dial", "preferences", "signals"}:
            raise BadQuery(f"A taste has no {min(unknown)!r}; it has dial, preferences, signals.")
        if len(json.dumps(stated, ensure_ascii=False).encode()) > MOST_BYTES:
            raise BadQuery(f"The taste is too long; send at most {MOST_BYTES} bytes.")
        dial = stated.get("dial", "little")
        if dial not in DIALS:
            raise BadQuery(f"The dial of a taste is one of {', '.join(DIALS)}.")
        preferences = [_checked(one) for one in _list(stated, "preferences", MOST_PREFERENCES)]
        signals = [_signal(one) for one in _list(stated, "signals", MOST_SIGNALS)]
        return cls(dial, tuple(one for one in preferences if allowed(one)), _latest(signals))

    @classmethod
    def parsed(cls, text: str) -> Profile:
        """From JSON in a form's field. Raises `BadQuery`."""
        try:
            return cls.read(json.loads(text))
        except (ValueError, RecursionError) as error:
            raise BadQuery("The taste is no JSON; send dial, preferences and signals.") from error

    @classmethod
    def of(cls, text: object) -> Profile:
        """From what a browser keeps: what is no profile, or no part of one, is left out."""
        try:
            said = json.loads(text) if isinstance(text, str) and len(text) <= MOST_BYTES else None
        except (ValueError, RecursionError):
            said = None
        if not isinstance(said, dict):
            return cls()
        dial = said.get("dial")
        return cls(
            dial if dial in DIALS else "off",
            tuple(filter(allowed, _good(said.get("preferences"), _checked, MOST_PREFERENCES))),
            _latest(_good(said.get("signals"), _signal, MOST_SIGNALS)),
        )


def allowed(one: Preference) -> bool:
    """Whether a preference may be kept at all: it says nothing of health, belief or origin."""
    return not is_sensitive(one.value)


def _list(stated: Mapping[str, Any], name: str, most: int) -> list[Any]:
    found = stated.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise BadQuery(f"The {name} of a taste are a list of at most {most}.")
    return found


def _good(stated: object, read: Any, most: int) -> list[Any]:
    found = []
    for one in stated[-most:] if isinstance(stated, list) else []:
        try:
            found.append(read(one))
        except BadQuery:
            continue
    return found


def _checked(one: object) -> Preference:
    """Raises `BadQuery`."""
    if not isinstance(one, Mapping) or set(one) - {"field", "value", "stance"}:
        raise BadQuery("A preference has a field, a value and a stance.")
    field, value, stance = one.get("field"), one.get("value"), one.get("stance", "like")
    if field not in FIELDS:
        raise BadQuery(f"A preference is about one of {', '.join(FIELDS)}.")
    if stance not in STANCES:
        raise BadQuery(f"The stance of a preference is one of {', '.join(STANCES)}.")
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
        raise BadQuery(f"The value of a preference is a text of 1 to {LONGEST} characters.")
    value = value.strip()
    if (form := _FORMS.get(field)) and not form.fullmatch(value):
        wanted = "an amount such as 50 EUR" if field == "price" else "a number below 100"
        raise BadQuery(f"A preference about {field} is {wanted}.")
    return Preference(field, value if field in _FORMS else plain(value), stance)


def _signal(one: object) -> Signal:
    """Raises `BadQuery`."""
    if not isinstance(one, Mapping) or set(one) - {"product", "act"}:
        raise BadQuery("A signal has a product and an act.")
    product, act = one.get("product"), one.get("act", "kept")
    if not isinstance(product, str) or not _PRODUCT.fullmatch(product):
        raise BadQuery("The product of a signal is an identifier of this catalogue.")
    if act not in ACTS:
        raise BadQuery(f"The act of a signal is one of {', '.join(ACTS)}.")
    return Signal(product, act)


def _latest(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """What was done last with each thing."""
    return tuple({one.product: one for one in signals}.values())
