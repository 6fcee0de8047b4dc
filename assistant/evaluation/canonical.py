"""Constraints and conditions in a form in which they can be compared and checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from assistant.lexicon import Lexicon
from retrieval.measures import base_unit
from retrieval.words import plain, singular


def canonical(constraints: Mapping[str, Any]) -> dict[str, Any]:
    """Constraints in a form in which equal ones are equal: synonyms, order, units."""
    found: dict[str, Any] = {}
    for key, value in constraints.items():
        if value in (None, {}, [], False, ""):
            continue
        if key in ("include", "exclude"):
            for facet, values in value.items():
                found[f"{key}.{facet}"] = sorted({_name(facet, one) for one in values})
        elif key == "attributes":
            for name, values in value.items():
                found[f"attributes.{_attribute(name)}"] = sorted(
                    {_value(name, one) for one in values}
                )
        elif key == "dimensions":
            found[key] = sorted(map(_dimension, value))
        elif isinstance(value, Mapping) and "amount" in value:
            found[key] = (float(value["amount"]), value.get("currency") or None)
        else:
            found[key] = sorted(value) if isinstance(value, list) else value
    return found


def _name(facet: str, value: str) -> str:
    return Lexicon.load().name(facet, value.replace("-", " ") if facet != "brand" else value)


def _attribute(name: str) -> str:
    return singular(plain(name.replace("_", " ")))


def _value(name: str, value: str) -> str:
    """A value without the attribute's own name: "leather strap" of a strap is "leather"."""
    words = [w for w in plain(str(value)).split() if singular(w) != _attribute(name)]
    return " ".join(words) or plain(str(value))


def _dimension(one: Mapping[str, Any]) -> tuple[str, str, float, str]:
    kind, factor = base_unit(one["unit"]) or (one["unit"], 1.0)
    return one.get("name") or "", one["op"], round(float(one["value"]) * factor, 2), kind


def listed(wanted: Any) -> Sequence[Any]:
    """A list as it is, anything else as a list of one."""
    return wanted if isinstance(wanted, list) else [wanted]
