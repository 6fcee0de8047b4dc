"""The constraints in force one by one: what a shopper sees, takes away and changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.dialogue.state import State
from assistant.language import Wishes

LISTS = ("include", "exclude", "attributes")
SINGLE = (
    "min_price", "max_price", "about_price", "min_rating", "in_stock", "condition", "audience",
    "sort",
)  # fmt: skip
CONTEXT: dict[str, Any] = {"photos": (), "like": None, "words": ""}
"""What else a search goes by → what it is when nothing was said of it."""


@dataclass(frozen=True)
class Chip:
    """One thing that a search goes by."""

    kind: str  # a field of `Wishes` or of `State`: "max_price", "include", "photos", …
    value: Any  # as it stands there; of lists one of the values
    facet: str = ""  # of lists: "colour", or the name of an attribute

    @property
    def name(self) -> str:
        """What it is called between page and server; no two in force share one."""
        value = "" if self.kind in CONTEXT else str(self.value)
        return ":".join((self.kind, self.facet, value))


def chips(state: State) -> tuple[Chip, ...]:
    """What is in force, what kind of thing first."""
    return tuple(sorted(_all(state), key=lambda chip: chip.facet != "category"))


def without(state: State, chip: Chip) -> State:
    """The state without what a chip stands for; its screen is the old one."""
    if chip.kind in CONTEXT:
        return replace(state, **{chip.kind: CONTEXT[chip.kind]})
    remove: Callable[[Wishes, Chip], Any] = REMOVERS.get(chip.kind, _unset)
    return replace(state, wishes=replace(state.wishes, **{chip.kind: remove(state.wishes, chip)}))


def _all(state: State) -> Iterator[Chip]:
    wishes = state.wishes
    for kind in CONTEXT:
        if value := getattr(state, kind):
            yield Chip(kind, value)
    for kind in LISTS:
        for facet, values in getattr(wishes, kind).items():
            yield from (Chip(kind, value, facet) for value in values)
    yield from (Chip("dimensions", one) for one in wishes.dimensions)
    for kind in SINGLE:
        if value := getattr(wishes, kind):
            yield Chip(kind, value)


def _unlisted(wishes: Wishes, chip: Chip) -> Mapping[str, tuple[str, ...]]:
    lists = dict(getattr(wishes, chip.kind))
    lists[chip.facet] = tuple(v for v in lists.get(chip.facet, ()) if v != chip.value)
    return {facet: values for facet, values in lists.items() if values}


def _unmeasured(wishes: Wishes, chip: Chip) -> Any:
    return tuple(one for one in wishes.dimensions if one != chip.value)


def _unset(wishes: Wishes, chip: Chip) -> Any:
    return getattr(Wishes(), chip.kind)


REMOVERS: dict[str, Callable[[Wishes, Chip], Any]] = {
    **dict.fromkeys(LISTS, _unlisted),
    "dimensions": _unmeasured,
}
"""Kind → the field without the chip's value; others are set back."""
