"""What a thing is to be: kind, brand, colour, material, pattern, size, shop, part number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from assistant.constraints.base import Chip, Held, Label, Lack, Said, Values, Word
from assistant.constraints.listed import Listed, lifted
from assistant.lexicon import spellings
from retrieval.limits import Includes, Limit

_LABELS = {"shop": "from_shop", "size": "size_value"}
_SAID_OTHERWISE = ("brand", "shop")
"""Facets of which a near miss says what it has instead; an item's claims do so for others."""


@dataclass(frozen=True)
class Included(Listed):
    """One of the values of every facet must be stated."""

    include: Values = field(default_factory=dict)

    held = (
        Held("category", 15, firm=True, ever=True),
        Held("brand", 13, cost=1.2),
        Held("colour", 6),
        Held("material", 11),
        Held("pattern", 5),
        Held("size", 3, cost=1.1),
        Held("shop", 12),
        Held("code"),
    )

    def merged(self, new: Self, said: Said) -> Self:
        """A new value takes the place of the old ones of its facet, "or blue" joins them; what is
        now refused is wanted no more."""
        joined = dict(self.include)
        for facet, values in new.include.items():
            before = self.include.get(facet, ()) if facet in said.added else ()
            joined[facet] = tuple(dict.fromkeys((*before, *values)))
        return self._with(lifted(joined, said.exclude))

    def without(self, name: str) -> Self:
        return self._with({facet: v for facet, v in self.include.items() if facet != name})

    def limits(self) -> Iterator[Limit]:
        for facet, values in self.include.items():
            yield Includes(facet, phrases(facet, values))

    def alone(self) -> Iterator[tuple[str, Self]]:
        yield from ((facet, self._with({facet: v})) for facet, v in self.include.items())

    def lack(self, name: str) -> Lack | None:
        if name not in _SAID_OTHERWISE:
            return None
        return Lack(", ".join(self.include[name]), field=name)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        return Label(_LABELS.get(chip.facet, ""), {"value": Word(chip.facet, chip.value)})


FACETS = tuple(one.name for one in Included.held)


def phrases(facet: str, values: tuple[str, ...]) -> tuple[str, ...]:
    """All ways in which a product may state one of the values."""
    return tuple(dict.fromkeys(s for value in values for s in spellings(facet, value)))
