"""Values by facet or attribute, in the ways that lists of them are united and taken from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Self

from assistant.constraints.base import Chip, Constraint, Values


class Listed(Constraint):
    """A kind whose one field holds values by facet."""

    @property
    def listed(self) -> Values:
        """Its one field."""
        return next(iter(vars(self).values()))

    def _with(self, values: Values) -> Self:
        return replace(self, **dict.fromkeys(vars(self), values))

    def chips(self) -> Iterator[Chip]:
        for kind, listed in vars(self).items():
            for facet, values in listed.items():
                yield from (Chip(kind, value, facet) for value in values)

    def unchipped(self, chip: Chip) -> Self:
        return self._with(lifted(self.listed, {chip.facet: (chip.value,)}))

    def texts(self) -> Iterator[str]:
        for values in self.listed.values():
            yield from (", ".join(values), *values)

    @classmethod
    def plain(cls, value: Any) -> Any:
        return {facet: list(values) for facet, values in value.items()}

    @classmethod
    def read(cls, value: Any) -> Any:
        return {facet: tuple(map(str, values)) for facet, values in value.items()}


def united(old: Values, new: Values) -> dict[str, tuple[str, ...]]:
    """The values of both, each once."""
    names = dict.fromkeys((*old, *new))
    return {name: tuple(dict.fromkeys((*old.get(name, ()), *new.get(name, ())))) for name in names}


def lifted(values: Values, against: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Without the values that are now said the other way round."""
    left = {
        name: tuple(value for value in found if value not in against.get(name, ()))
        for name, found in values.items()
    }
    return {name: found for name, found in left.items() if found}
