"""Claims: what may be said about a product shown, with all that is needed to check it.

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
    private: ClassVar[bool] = False  # whether it tells of its shopper, and is kept nowhere

    @property
    def figures(self) -> tuple[float, ...]:
        """The figures in it that stand in no text of a shop's."""
        return ()

    @property
    def names(self) -> tuple[str, ...]:
        """What it names that stands in no text of an offer."""
        return ()

    @property
    def evidence(self) -> tuple[str, str]:
        """The field that bears the claim out, and what it holds."""
        raise NotImplementedError

    @property
    def topic(self) -> tuple[object, ...]:
        """Equal for claims that say the same of two products."""
        return (type(self),)


@dataclass(frozen=True)
class Quoted(Claim):
    """A claim that a field bears out word by word."""

    field: str  # "title", "attributes.color", …, "review"; "" where the shop is silent
    quote: str  # the field, or a passage: "… " before and " …" after it where it goes on

    @property
    def evidence(self) -> tuple[str, str]:
        return self.field, self.quote

    @property
    def titled(self) -> bool:
        """Whether a title says it: the offer's, or one in another language, as "title_zh"."""
        return self.field == "title" or self.field.startswith("attributes.title_")


@dataclass(frozen=True)
class Priced(Claim):
    """A claim that the price bears out."""

    price: Money

    @property
    def evidence(self) -> tuple[str, str]:
        return "price", str(self.price)


@dataclass(frozen=True)
class PriceFits(Priced):
    """The price lies within the limits that were set."""

    kind = "constraint"
    minimum: Money | None
    maximum: Money | None
    worth: Money | None = None  # in the limit's currency, where that is another one
    day: date | None = None  # of the rate that says so


@dataclass(frozen=True)
class PriceOff(Priced):
    """The price is above the highest that was asked for, or below the lowest."""

    kind = "missing"
    limit: Money
    by: Money  # in the limit's currency
    above: bool
    day: date | None  # of the rate, where the currencies differ


@dataclass(frozen=True)
class InStock(Claim):
    """The shop has it."""

    kind = "constraint"
    availability: str

    @property
    def evidence(self) -> tuple[str, str]:
        return "availability", self.availability


@dataclass(frozen=True)
class SoldOut(Claim):
    """The shop does not have it now."""

    kind = "missing"

    @property
    def evidence(self) -> tuple[str, str]:
        return "availability", "out_of_stock"


@dataclass(frozen=True)
class Meets(Quoted):
    """A field states a value that was asked for."""

    kind = "constraint"
    facet: str  # "colour", "category", "shop", "for", … or "attributes.<name>"
    wanted: str  # as it was asked for, in English: "red"
    said: str  # how the field says it, plain: "crimson"

    @property
    def topic(self) -> tuple[object, ...]:
        return Meets, self.facet, self.wanted


@dataclass(frozen=True)
class Avoids(Quoted):
    """No text of the offer has a word that was ruled out; the quote is what it has instead."""

    kind = "constraint"
    facet: str
    unwanted: str

    @property
    def topic(self) -> tuple[object, ...]:
        return Avoids, self.unwanted


@dataclass(frozen=True)
class SizeFits(Quoted):
    """A stated size lies within a limit that was set."""

    kind = "constraint"
    name: str  # "width", …; "" where neither limit nor field names it
    stated: str  # "72 cm"
    op: str  # "<=", ">=", "<", ">" or "~="
    value: float
    unit: str
    also: SizeFits | None = None  # the same within another limit: "25 to 35 cm"

    @property
    def topic(self) -> tuple[object, ...]:
        return SizeFits, self.name, self.op


@dataclass(frozen=True)
class StarsFit(Quoted):
    """The shop's rating is at least the one asked for."""

    kind = "constraint"
    stars: float
    wanted: float


@dataclass(frozen=True)
class ConditionFits(Quoted):
    """The condition asked for is stated."""

    kind = "constraint"
    condition: str


@dataclass(frozen=True)
class Stated(Quoted):
    """A field, or a review, has words that were asked for."""

    kind = "wording"
    words: tuple[str, ...]  # as they were asked for

    @property
    def topic(self) -> tuple[object, ...]:
        return Stated, self.words


@dataclass(frozen=True)
class Denied(Quoted):
    """A word that was asked for stands in a field only to be denied ("not waterproof")."""

    kind = "missing"
    word: str


@dataclass(frozen=True)
class NotStated(Claim):
    """No field and no review has these words that were asked for."""

    kind = "missing"
    words: tuple[str, ...]

    @property
    def evidence(self) -> tuple[str, str]:
        return "", ", ".join(self.words)

    @property
    def topic(self) -> tuple[object, ...]:
        return NotStated, self.words


@dataclass(frozen=True)
class Otherwise(Quoted):
    """A field states something else than was asked for."""

    kind = "missing"
    facet: str
    wanted: str


@dataclass(frozen=True)
class Likeness(Claim):
    """How much the photo counted, and the rank by that among the products shown."""

    kind = "photo"
    part: float  # of the score
    rank: int  # from 1; equals share one
    shown: int
    alike: bool = False  # whether the photo is the picture of a product that was shown

    @property
    def evidence(self) -> tuple[str, str]:
        return "contribution", f"{self.part:.3f}"

    @property
    def topic(self) -> tuple[object, ...]:
        return Likeness, self.rank == 1


@dataclass(frozen=True)
class LowestShown(Priced):
    """No product shown costs as little."""

    kind = "price"
    shown: int
    day: date | None  # of the rates, where prices in several currencies are compared


@dataclass(frozen=True)
class CheaperHere(Priced):
    """No other shop has the same product for as little; `other` has the next price."""

    kind = "price"
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
    asked: bool = False  # whether the question was about it

    @property
    def evidence(self) -> tuple[str, str]:
        return "reviews", " / ".join(said.sentence for said in (*self.praise, *self.blame))

    @property
    def topic(self) -> tuple[object, ...]:
        return Reviewed, self.aspect, len(self.praise) > len(self.blame)


@dataclass(frozen=True)
class Similar(Claim):
    """What buyers say who state the same of themselves as the shopper does. Of each that is said,
    `opinion` is the sentence about themselves."""

    kind = "review"
    trait: str  # a name in `selves.toml`: "with a small kitchen"
    said: tuple[Said, ...]
    reviews: int  # that the product has

    @property
    def evidence(self) -> tuple[str, str]:
        return "reviews", " / ".join(f"{one.opinion} {one.sentence}" for one in self.said)

    @property
    def topic(self) -> tuple[object, ...]:
        return Similar, self.trait


@dataclass(frozen=True)
class Flooded(Claim):
    """Several reviews of one day say nearly the same with five stars, and count as one."""

    kind = "review"
    day: date
    alike: int  # reviews, the one that counts among them

    @property
    def evidence(self) -> tuple[str, str]:
        return "reviews", f"{self.alike} on {self.day.isoformat()}"
