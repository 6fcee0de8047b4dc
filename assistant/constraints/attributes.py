"""What the catalogue's own attributes are to say: "with 6 drawers"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from assistant.constraints.base import Chip, Held, Label, Lack, Said, Values, Word
from assistant.constraints.listed import Listed
from retrieval.limits import Includes, Limit
from retrieval.words import plain


@dataclass(frozen=True)
class Attributes(Listed):
    """One of the values of every attribute must be stated."""

    attributes: Values = field(default_factory=dict)

    held = (Held("attributes", 4),)

    def merged(self, new: Self, said: Said) -> Self:
        """New values take the place of the old ones of their attribute."""
        return self._with({**self.attributes, **new.attributes})

    def limits(self) -> Iterator[Limit]:
        for name, values in self.attributes.items():
            yield Includes(f"attributes.{name}", tuple(map(plain, values)))

    def alone(self) -> Iterator[tuple[str, Self]]:
        for name, values in self.attributes.items():
            yield "attributes", self._with({name: values})

    def lack(self, name: str) -> Lack:
        attribute, values = next(iter(self.attributes.items()))
        return Lack(", ".join(values), field=attribute)

    @classmethod
    def label(cls, chip: Chip) -> Label:
        return Label(
            "attribute",
            {"name": Word("attribute", chip.facet), "value": Word(chip.facet, chip.value)},
        )
