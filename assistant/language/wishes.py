"""What a shopper wants: constraints in canonical words, of one utterance or of a dialogue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from retrieval.money import Money

FACETS = ("category", "brand", "colour", "material", "pattern", "size", "shop", "code")

ABOUT = Decimal("0.2")
"""How far off "about 50" may be, as a share."""

Values = Mapping[str, tuple[str, ...]]
"""Facet or attribute → values, any of which will do."""


@dataclass(frozen=True)
class Dimension:
    """A limit on a size: "at least 30 cm wide"."""

    name: str | None  # "width", …; None when it is not said
    op: str  # "<=", ">=", "~="; "<" and ">" of an item that it is compared with
    value: float
    unit: str

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {"name": self.name, "op": self.op, "value": self.value, "unit": self.unit}


@dataclass(frozen=True)
class Wishes:
    """Constraints and preferences; what is not said is empty. See docs/dialogue.md."""

    min_price: Money | None = None
    max_price: Money | None = None
    about_price: Money | None = None
    include: Values = field(default_factory=dict)
    exclude: Values = field(default_factory=dict)
    attributes: Values = field(default_factory=dict)
    dimensions: tuple[Dimension, ...] = ()
    in_stock: bool = False
    condition: str = ""
    min_rating: float = 0.0
    sort: str = ""
    relative: Mapping[str, str] = field(default_factory=dict)
    quantity: int = 0
    audience: str = ""
    drop: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, one.name) for one in fields(self))

    @property
    def price_range(self) -> tuple[Money | None, Money | None]:
        """The lowest and the highest price that will do; "about" leaves room to both sides."""
        if about := self.about_price:
            low, high = about.amount * (1 - ABOUT), about.amount * (1 + ABOUT)
            return Money.of(low, about.currency), Money.of(high, about.currency)
        return self.min_price, self.max_price

    def as_dict(self) -> dict[str, Any]:
        """The contract's form: only what is set."""
        found: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if value:
                found[_JSON_NAMES.get(one.name, one.name)] = _json(value)
        return found

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Wishes:
        """From the contract's form. Raises `ValueError` for a key there is none of."""
        names = {_JSON_NAMES.get(one.name, one.name): one.name for one in fields(cls)}
        if unknown := set(stated) - set(names):
            raise ValueError(f"there is no constraint {min(unknown)!r}; use {', '.join(names)}")
        return cls(**{names[key]: _value(key, value) for key, value in stated.items()})

    def without(self, *names: str) -> Wishes:
        """Without what these names of `DROPPABLE` stand for."""
        wishes = self
        for name in names:
            wishes = DROPPABLE[name](wishes)
        return wishes


_JSON_NAMES = {"audience": "for"}


def _json(value: Any) -> Any:
    if isinstance(value, Money):
        amount = float(value.amount)
        plain_amount = int(amount) if amount.is_integer() else amount
        return {"amount": plain_amount, "currency": value.currency or None}
    if isinstance(value, Mapping):
        return {key: list(v) if isinstance(v, tuple) else v for key, v in value.items()}
    if isinstance(value, tuple):
        return [one.as_dict() if isinstance(one, Dimension) else one for one in value]
    return value


def _value(key: str, value: Any) -> Any:
    if key in ("min_price", "max_price", "about_price"):
        return Money.of(value["amount"], value.get("currency") or "")
    if key in ("include", "exclude", "attributes"):
        return {name: tuple(map(str, values)) for name, values in value.items()}
    if key == "dimensions":
        return tuple(
            Dimension(one.get("name"), one["op"], float(one["value"]), one["unit"]) for one in value
        )
    return tuple(value) if isinstance(value, Sequence) and not isinstance(value, str) else value


def _drop_facet(facet: str) -> Any:
    return lambda wishes: replace(
        wishes, include={k: v for k, v in wishes.include.items() if k != facet}
    )


DROPPABLE: dict[str, Any] = {
    **{facet: _drop_facet(facet) for facet in FACETS},
    "price": lambda w: replace(w, min_price=None, max_price=None, about_price=None),
    "stock": lambda w: replace(w, in_stock=False),
    "condition": lambda w: replace(w, condition=""),
    "rating": lambda w: replace(w, min_rating=0.0),
    "for": lambda w: replace(w, audience=""),
    "dimensions": lambda w: replace(w, dimensions=()),
    "attributes": lambda w: replace(w, attributes={}),
    "exclusions": lambda w: replace(w, exclude={}),
    "sort": lambda w: replace(w, sort=""),
}
"""Name of a constraint that can be given up → the wishes without it."""
DROPPABLE["size"] = lambda w: replace(_drop_facet("size")(w), dimensions=())
