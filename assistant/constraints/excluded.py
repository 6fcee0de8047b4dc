"""What a thing must not be, or have."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

from assistant.constraints.base import Chip, Held, Label, Said, Values, Word
from assistant.constraints.included import phrases
from assistant.constraints.listed import Listed, lifted, united
from retrieval.limits import Excludes
from retrieval.query import Constraints


@dataclass(frozen=True)
class Excluded(Listed):
    """None of the values may be stated; those of "words" are looked for in all texts."""

    exclude: Values = field(default_factory=dict)

    held = (Held("exclusions", 14, firm=True, ever=True),)

    def merged(self, new: Self, said: Said) -> Self:
        """Exclusions add up; what is now asked for is excluded no more."""
        both = lifted(united(self.exclude, new.exclude), said.include)
        return self._with(lifted(both, said.lifted))

    def limit(self) -> Constraints:
        """No facet states one of its values, in any spelling."""
        limits = (Excludes(name, phrases(name, found)) for name, found in self.exclude.items())
        return Constraints(limits=tuple(limits))

    @classmethod
    def label(cls, chip: Chip) -> Label:
        """That it is not so, or is without it."""
        key = "without_words" if chip.facet == "words" else "not_value"
        return Label(key, {"value": Word(chip.facet, chip.value)})
