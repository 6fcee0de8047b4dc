"""What every kind of constraint can do, and the small data that it says it with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, ClassVar, Self

from retrieval.limits import Limit
from retrieval.offers import Offer
from retrieval.query import Constraints
from retrieval.rates import Rates

Values = Mapping[str, tuple[str, ...]]
"""Facet or attribute → values, any of which will do."""


@dataclass(frozen=True)
class Held:
    """How firmly something that can be given up is held."""

    name: str  # what it is given up by
    place: int | None = None  # in the order in which a shopper may give it up; None: not offered
    cost: float = 1.0  # of a near miss that misses it
    firm: bool = False  # whether a near miss may break it only where nothing else is found, …
    ever: bool = False  # … and not even then
    lowest: bool = False  # whether the lowest price is told beside what fits without it


@dataclass(frozen=True)
class Said:
    """What of an utterance its constraints change each other by."""

    include: Values = field(default_factory=dict)
    exclude: Values = field(default_factory=dict)
    added: frozenset[str] = frozenset()  # facets whose values come besides the old ones
    lifted: Values = field(default_factory=dict)  # exclusions given up


@dataclass(frozen=True)
class Word:
    """A word of the catalogue's or the lexicon's, to be said in the shopper's language."""

    table: str  # a facet or attribute, "size" for the name of a size, "attribute" for another's
    value: str


@dataclass(frozen=True)
class Label:
    """What a chip says: a text of the page's and what fills it; "" for the one value alone."""

    key: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)  # `Word`, `Money` or plain


@dataclass(frozen=True)
class Chip:
    """One thing that a search goes by."""

    kind: str  # a field of `Wishes` or of `State`: "max_price", "include", "photos", …
    value: Any  # as it stands there; of lists one of the values
    facet: str = ""  # of lists: "colour", or the name of an attribute
    named: bool = True  # whether its value is part of its name

    @property
    def name(self) -> str:
        """What it is called between page and server; no two in force share one."""
        return ":".join((self.kind, self.facet, str(self.value) * self.named))


@dataclass(frozen=True)
class Lack:
    """What a near miss lacks, for the sentence "near.<name>" of a language."""

    wanted: str = ""
    field: str = ""  # what the item states of this is said beside it
    op: str = ""  # of a size, as in `Dimension`: at most, at least, about … what is wanted


@dataclass(frozen=True)
class Constraint:
    """What is wished for of one kind; frozen, and empty where nothing is.

    A kind is a frozen dataclass whose fields are fields of `Wishes`. What it does not say
    otherwise, it does as a single value does that a new one replaces.
    """

    held: ClassVar[tuple[Held, ...]] = ()
    """How it, or each part of it, is held; none where it cannot be given up."""
    key: ClassVar[str] = ""
    """Its key in JSON, where that is not its field's name."""

    def __bool__(self) -> bool:
        return any(vars(self).values())

    @classmethod
    def of(cls, wishes: Any) -> Self:
        """This kind's part of wishes."""
        return cls(**{one.name: getattr(wishes, one.name) for one in fields(cls)})

    def merged(self, new: Self, said: Said) -> Self:
        """What is in force once `new` has been said as well."""
        return new or self

    def without(self, name: str) -> Self:
        """What is left when what a name stands for is given up."""
        return type(self)()

    def limit(self) -> Constraints:
        """What an offer must meet."""
        return Constraints(limits=tuple(self.limits())) if self else Constraints()

    def limits(self) -> Iterator[Limit]:
        """What it must state, where there is anything to this."""
        return iter(())

    def alone(self) -> Iterator[tuple[str, Self]]:
        """(name, wish) for each wish that an offer may meet or miss by itself."""
        if self and self.held:
            yield self.held[0].name, self

    def distance(self, offer: Offer, rates: Rates) -> float:
        """How far an offer that misses this is off, as a share; 1 where that cannot be told."""
        return 1.0

    def lack(self, name: str) -> Lack | None:
        """What is said of an offer that misses this; None where its claims say so already."""
        return Lack()

    def chips(self) -> Iterator[Chip]:
        """What a shopper sees of it, and takes away one by one."""
        if self.held:
            yield from (Chip(name, value) for name, value in vars(self).items() if value)

    def unchipped(self, chip: Chip) -> Self:
        """What is left when one of its chips is taken away."""
        return replace(self, **{chip.kind: getattr(type(self)(), chip.kind)})

    @classmethod
    def label(cls, chip: Chip) -> Label:
        """What one of its chips says."""
        return Label(f"{cls.key or chip.kind}_{chip.value}")

    def texts(self) -> Iterator[str]:
        """What a reply may quote of it."""
        yield from (f"{value:g}" for value in vars(self).values() if isinstance(value, float))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: only what is set."""
        return {self.key or k: self.plain(v) for k, v in vars(self).items() if v}

    @classmethod
    def from_dict(cls, stated: Mapping[str, Any]) -> Self:
        """From JSON, by this kind's keys; other keys are others'."""
        found = ((one.name, stated.get(cls.key or one.name)) for one in fields(cls))
        return cls(**{name: cls.read(value) for name, value in found if value is not None})

    @classmethod
    def plain(cls, value: Any) -> Any:
        """A field's value for JSON."""
        return value

    @classmethod
    def read(cls, value: Any) -> Any:
        """A field's value from JSON."""
        return value
