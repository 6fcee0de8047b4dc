"""What a shopper wants, in canonical words: the constraints of one utterance or of a dialogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from assistant.constraints.attributes import Attributes
from assistant.constraints.audience import Audience
from assistant.constraints.base import Chip, Constraint, Held, Label, Said, Values
from assistant.constraints.condition import Condition
from assistant.constraints.dimensions import Dimension, Dimensions
from assistant.constraints.excluded import Excluded
from assistant.constraints.included import Included
from assistant.constraints.order import Sort
from assistant.constraints.price import Price
from assistant.constraints.rating import Rating
from assistant.constraints.reach import Reach
from assistant.constraints.said import Passing, Quantity
from assistant.constraints.stock import Stock
from assistant.place.spot import Spot
from retrieval.money import Money
from retrieval.query import Constraints

KINDS: tuple[type[Constraint], ...] = (
    Price, Included, Excluded, Attributes, Dimensions, Stock, Condition, Rating, Reach, Sort,
    Quantity, Audience, Passing,
)  # fmt: skip
"""Every kind of constraint. Docs/architecture.md says how to add one."""


@dataclass(frozen=True)
class Wishes:
    """Constraints and preferences; what is not said is empty. See docs/dialogue.md.

    The fields are those of the `KINDS`, side by side; what to do with them, the kinds know.
    """

    min_price: Money | None = None
    max_price: Money | None = None
    about_price: Money | None = None
    pieces: int = 0
    include: Values = field(default_factory=dict)
    exclude: Values = field(default_factory=dict)
    attributes: Values = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    in_stock: bool = False
    condition: str = ""
    min_rating: float = 0.0
    near: bool = False
    within_km: float = 0.0
    pick_up: str = ""
    spot: Spot | None = None
    sort: str = ""
    relative: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 0
    audience: str = ""
    drop: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self.parts)

    @property
    def parts(self) -> tuple[Constraint, ...]:
        """The constraints, one a kind, empty ones too."""
        return tuple(kind.of(self) for kind in KINDS)

    @property
    def price_range(self) -> tuple[Money | None, Money | None]:
        """The lowest and the highest price that will do."""
        return Price.of(self).range

    def having(self, parts: Iterable[Constraint]) -> Wishes:
        """With these constraints in the place of those of their kinds."""
        return replace(self, **{name: v for part in parts for name, v in vars(part).items()})

    def merged(self, new: Wishes, said: Said) -> Wishes:
        """What is in force once `new` has been said as well: each kind knows how."""
        pairs = zip(self.parts, new.parts, strict=True)
        return self.having(old.merged(other, said) for old, other in pairs)

    def without(self, *names: str) -> Wishes:
        """Without what these names of `DROPPABLE` stand for. Raises `KeyError` for another."""
        wishes = self
        for name in names:
            if name not in DROPPABLE:
                raise KeyError(name)
            parts = [p for p in wishes.parts if any(one.name == name for one in p.held)]
            wishes = wishes.having(part.without(name) for part in parts)
        return wishes

    def within(self, currency: str) -> Wishes:
        """With prices that name no currency taken to be in one."""
        return self.having([Price.of(self).within(currency)])

    def placed(self, spot: Spot | None) -> Wishes:
        """With where the shopper is, for what goes by that."""
        return replace(self, spot=spot) if Reach.of(self) or self.spot else self

    def alone(self) -> Iterator[tuple[str, Constraint]]:
        """(name, wish) of every wish by itself."""
        for part in self.parts:
            yield from part.alone()

    def chips(self) -> Iterator[Chip]:
        """What a shopper sees of them."""
        for part in self.parts:
            yield from part.chips()

    def unchipped(self, chip: Chip) -> Wishes:
        """Without what one of its chips stands for."""
        return self.having(part.unchipped(chip) for part in self.parts if chip.kind in vars(part))

    def texts(self) -> Iterator[str]:
        """What a reply may quote of them."""
        for part in self.parts:
            yield from part.texts()

    def as_dict(self) -> dict[str, Any]:
        """The contract's form: only what is set."""
        stated: dict[str, Any] = {}
        for part in self.parts:
            stated |= part.as_dict()
        return stated

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Wishes:
        """From the contract's form. Raises `ValueError` for a key there is none of."""
        keys = [kind.key or name for kind in KINDS for name in vars(kind())]
        if unknown := set(stated) - set(keys):
            raise ValueError(f"there is no constraint {min(unknown)!r}; use {', '.join(keys)}")
        return cls().having(kind.from_dict(stated) for kind in KINDS)


DROPPABLE: dict[str, Held] = {one.name: one for kind in KINDS for one in kind.held}
"""Name of what can be given up → how firmly it is held."""


def label_of(chip: Chip) -> Label:
    """What the chip of a constraint says."""
    return next(kind for kind in KINDS if chip.kind in vars(kind())).label(chip)


def constraints_of(wishes: Wishes | Constraint) -> Constraints:
    """What an offer must meet. Raises nothing: unknown values match what states them."""
    parts = wishes.parts if isinstance(wishes, Wishes) else (wishes,)
    return reduce(Constraints.joined, (part.limit() for part in parts), Constraints())


_SPOKEN = ("colour", "material", "pattern", "brand", "category")


def search_text(wishes: Wishes, words: str) -> str:
    """The wish in English words, for the encoders: "green leather backpack laptop"."""
    said = [value for facet in _SPOKEN for value in wishes.include.get(facet, ())]
    said += [value for values in wishes.attributes.values() for value in values]
    return " ".join([*said, words, wishes.audience]).strip()
