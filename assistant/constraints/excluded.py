"""What a thing must not be, or have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Self

from assistant.constraints.base import Chip, Held, Label, Said, Values, Word
from assistant.constraints.included import phrases
from assistant.constraints.listed import Listed, lifted, united
from retrieval.limits import Excludes, Limit


@dataclass(frozen=True)
class Excluded(Listed):
    """None of the values may be stated; those of "words" are looked for in all texts."""

    exclude: Values = field(default_factory=dict)

    held = (Held("exclusions", 14, firm=True, ever=True),)

    def merged(self, new: Self, said: Said) -> Self:
        """Exclusions add up; what is now asked for is excluded no more."""
        both = lifted(united(self.exclude, new.exclude), said.include)
        return self._with(lifted(both, said.lifted))

    def limits(self) -> Iterator[Limit]:
        for facet, values in self.exclude.items():
            yield Excludes(facet, phrases(facet, values))

    @classmethod
    def label(cls, chip: Chip) -> Label:
        key = "without_words" if chip.facet == "words" else "not_value"
        return Label(key, {"value": Word(chip.facet, chip.value)})
