"""Claims: what may be said about a recommended product, with all that is needed to check it.

A claim holds no sentence. Makers build claims from evidence, the checker holds them against the
catalogue, `phrases` puts into words what has passed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from retrieval.money import Money


@dataclass(frozen=True)
class Claim:
    """One statement about the best offer of one product."""

    kind: ClassVar[str]

    @property
    def evidence(self) -> tuple[str, str]:
        """The field that bears the claim out, and what it holds."""
        raise NotImplementedError


@dataclass(frozen=True)
class PriceFits(Claim):
    """The price lies within the limits that were set."""

    kind = "constraint"
    price: Money
    minimum: Money | None
    maximum: Money | None
    worth: Money | None = None  # in the limit's currency, where that is another one
    day: date | None = None  # of the rate that says so

    @property
    def evidence(self) -> tuple[str, str]:
        return "price", str(self.price)


@dataclass(frozen=True)
class InStock(Claim):
    """The shop has it."""

    kind = "constraint"
    availability: str

    @property
    def evidence(self) -> tuple[str, str]:
        return "availability", self.availability


@dataclass(frozen=True)
class SoldBy(Claim):
    """It is sold by a shop that was asked for."""

    kind = "constraint"
    source: str

    @property
    def evidence(self) -> tuple[str, str]:
        return "source", self.source


@dataclass(frozen=True)
class Stated(Claim):
    """A field, or a review, has words that were asked for."""

    kind = "wording"
    words: tuple[str, ...]  # as they were asked for
    field: str  # "title", "attributes.material", …, "review"
    quote: str  # a passage of that field; "… " before and " …" after it where it goes on

    @property
    def evidence(self) -> tuple[str, str]:
        return self.field, self.quote


@dataclass(frozen=True)
class Denied(Claim):
    """A word that was asked for stands in a field only to be denied ("not waterproof")."""

    kind = "missing"
    word: str
    field: str
    quote: str

    @property
    def evidence(self) -> tuple[str, str]:
        return self.field, self.quote


@dataclass(frozen=True)
class NotStated(Claim):
    """No field and no review has these words that were asked for."""

    kind = "missing"
    words: tuple[str, ...]

    @property
    def evidence(self) -> tuple[str, str]:
        return "", ", ".join(self.words)


@dataclass(frozen=True)
class Likeness(Claim):
    """How much the photo counted, and the rank by that among the products shown."""

    kind = "photo"
    part: float  # of the score
    rank: int  # from 1; equals share one
    shown: int

    @property
    def evidence(self) -> tuple[str, str]:
        return "contribution", f"{self.part:.3f}"


@dataclass(frozen=True)
class LowestShown(Claim):
    """No product shown costs as little."""

    kind = "price"
    price: Money
    shown: int
    day: date | None  # of the rates, where prices in several currencies are compared

    @property
    def evidence(self) -> tuple[str, str]:
        return "price", str(self.price)


@dataclass(frozen=True)
class CheaperHere(Claim):
    """No other shop has the same product for as little; `other` has the next price."""

    kind = "price"
    price: Money
    other: str  # shop
    other_price: Money
    saving: Money  # in the currency of `price`
    day: date | None  # of the rate, where the currencies differ

    @property
    def evidence(self) -> tuple[str, str]:
        return "price", f"{self.price}; {self.other}: {self.other_price}"


@dataclass(frozen=True)
class Said:
    """One sentence of one review."""

    review: int  # position among the product's reviews
    word: str  # that names the aspect
    opinion: str  # the words that judge
    sentence: str


@dataclass(frozen=True)
class Reviewed(Claim):
    """How many reviews are for and against an aspect; each review counts once."""

    kind = "review"
    aspect: str
    praise: tuple[Said, ...]
    blame: tuple[Said, ...]
    reviews: int  # that the product has

    @property
    def evidence(self) -> tuple[str, str]:
        return "reviews", " / ".join(said.sentence for said in (*self.praise, *self.blame))


@dataclass(frozen=True)
class Differs(Claim):
    """An attribute in which the next product shown is another."""

    kind = "difference"
    attribute: str
    mine: str
    next: str

    @property
    def evidence(self) -> tuple[str, str]:
        return f"attributes.{self.attribute}", self.mine
