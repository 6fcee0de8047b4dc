"""What a field states, as a clause of `claims.toml` and its values."""

from __future__ import annotations

import re

from assistant.languages.values import Amount, Name, Quote, Thing, Value

_QUALITY = re.compile(r"(?:resistant|proof|safe|free|ready|friendly|able|ible)$")
"""Names that are no nouns: nothing "has a water resistant of 50 m"."""
Stating = tuple[tuple[str, ...], dict[str, object]]
"""(keys of the clause, the most particular first; what it is filled in with)."""


def stating(name: str, stated: str) -> Stating:
    """An attribute: a size by its own clause, a count by its name, all else with its noun where the
    language has a clause for a `thing`: "has a gooseneck style"."""
    if name in ("", "size") and stated[:1].isdigit() and not stated.isdigit():
        return ("size.size",), {"value": Amount(stated)}
    values: dict[str, object] = {"value": Value(name or "size", stated)}
    values["name"] = Name(name or "size")
    values["thing"] = Thing(name or "size", stated)
    if stated.isdigit():
        return (f"size.{name}", "count"), values
    if stated[:1].isdigit() and _QUALITY.search(name):
        return (f"size.{name}", "says.quote"), {**values, "quote": Quote(f"{name}: {stated}")}
    if stated[:1].isdigit():
        return (f"size.{name}", "size"), values
    named = ("has.named",) if name in stated.casefold() else ()
    return (f"has.{name}", *named, "has"), values
