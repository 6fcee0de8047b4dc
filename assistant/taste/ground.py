"""What weighing taste needs of a generation, made when somebody first asks for it."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from fusion.blocks import ItemBlocks
from fusion.taste import centre_of
from retrieval.generation import Generation


@dataclass(frozen=True)
class Ground:
    """The row of each product, and the centre of all: nothing of any shopper."""

    rows: dict[str, int]
    centre: ItemBlocks

    @classmethod
    def of(cls, generation: Generation) -> Ground:
        """That of a generation. Two threads that come first do the same work twice, no more."""
        if (kept := _KEPT.get(generation)) is None:
            rows = {one: row for row, one in enumerate(generation.ids)}
            kept = _KEPT[generation] = cls(rows, centre_of(generation.blocks))
        return kept


_KEPT: WeakKeyDictionary[Generation, Ground] = WeakKeyDictionary()
