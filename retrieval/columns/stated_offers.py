"""The offers behind the columns, each read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import overload

import numpy as np

from retrieval.columns.current import Current
from retrieval.columns.statements import Statements
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.offers import AVAILABILITY, Offer


class StatedOffers(Sequence[Facts]):
    """Entry i is what offer i states, with its price, stock and rating of now."""

    def __init__(
        self, parts: Sequence[Statements], origin: np.ndarray, current: Current, ids: np.ndarray
    ) -> None:
        """`origin` (offers,): which offer of all parts, one after the other, each entry is; `ids`
        (offers,): which entry of `current`."""
        self._parts = list(parts)
        self._starts = np.cumsum([0, *map(len, parts)])
        self._origin, self._current, self._ids = origin, current, ids

    def __len__(self) -> int:
        return len(self._origin)

    @overload
    def __getitem__(self, place: int) -> Facts: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Facts]: ...
    def __getitem__(self, place: int | slice) -> Facts | Sequence[Facts]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self)))]
        return Facts(self._offer(int(place)))

    def __iter__(self) -> Iterator[Facts]:
        return (self[place] for place in range(len(self)))

    def _offer(self, place: int) -> Offer:
        origin = int(self._origin[place])
        part = int(np.searchsorted(self._starts, origin, side="right")) - 1
        bare = self._parts[part].offers[origin - int(self._starts[part])]
        current, entry = self._current, int(self._ids[place])
        minor, rating = int(current.minor[entry]), float(current.rating[entry])
        return replace(
            bare,
            price=Money(minor, current.currencies[current.currency[entry]]) if minor >= 0 else None,
            availability=AVAILABILITY[current.availability[entry]],
            rating=None if np.isnan(rating) else rating,
            rating_count=current.count(entry),
        )
