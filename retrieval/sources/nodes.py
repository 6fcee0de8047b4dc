"""Values of schema.org, in which anything may be a text, a node, or a list of either."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from retrieval.sources.readers import flat


def text_of(value: Any) -> str:
    """The text of a property: itself, a node's name or value, the first of several."""
    if isinstance(value, list):
        return next((text for one in value if (text := text_of(one))), "")
    if isinstance(value, dict):
        if "value" in value:
            return quantity(value)
        return text_of(value.get("name") or value.get("@value") or value.get("@id"))
    return flat(value)


def quantity(node: Mapping[str, Any]) -> str:
    """A value with its unit, as a person writes it."""
    unit = flat(node.get("unitText") or node.get("unitCode"))
    return f"{flat(node.get('value'))} {unit}".strip()


def as_list(value: Any) -> list[Any]:
    """The value itself if it is a list, else a list of it; [] for None."""
    return value if isinstance(value, list) else [] if value is None else [value]
