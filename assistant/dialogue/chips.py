"""The constraints in force one by one: what a shopper sees, takes away and changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.constraints import Chip
from assistant.constraints.reach import Reach
from assistant.dialogue.state import State

PLACE = "place"
"""Where the shopper is: a field of `State` that nothing is searched for by alone."""
CONTEXT = ("photos", "like", "words")
"""What else a search goes by: fields of `State`."""


def chips(state: State) -> tuple[Chip, ...]:
    """What is in force, what kind of thing first."""
    return tuple(sorted(_all(state), key=lambda chip: chip.facet != "category"))


def without(state: State, chip: Chip) -> State:
    """The state without what a chip stands for; its screen is the old one."""
    if chip.kind == PLACE:
        return without_place(state)
    if chip.kind in CONTEXT:
        return replace(state, **{chip.kind: getattr(State(), chip.kind)})
    return replace(state, wishes=state.wishes.unchipped(chip))


def _all(state: State) -> Iterator[Chip]:
    for kind in CONTEXT:
        if value := getattr(state, kind):
            yield Chip(kind, value, named=False)
    yield from state.wishes.chips()
    if state.place:
        yield Chip(PLACE, state.place, named=False)


def without_place(state: State) -> State:
    """The state of somebody whose place is not known, without what went by it."""
    reach = replace(Reach.of(state.wishes), near=False, within_km=0.0, pick_up="", spot=None)
    return replace(state, place=None, placeless="", wishes=state.wishes.having([reach]))
