"""Filters of a search: the form that answers give constraints in, checked."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from assistant.api.fields import Body, Currency
from assistant.constraints import FACETS, Wishes
from retrieval.facts import AUDIENCES
from retrieval.measures import base_unit

MOST_VALUES = 50


def _known_unit(unit: str) -> str:
    if base_unit(unit) is None:
        raise ValueError(f"{unit!r} is no unit that is known; say cm, kg, l, …")
    return unit


Value = Annotated[str, Field(min_length=1, max_length=200)]
Values = Annotated[list[Value], Field(min_length=1, max_length=MOST_VALUES)]
Facet = Literal[FACETS]  # type: ignore[valid-type]
Named = Annotated[dict[Value, Values], Field(max_length=MOST_VALUES)]
Faceted = Annotated[dict[Facet, Values], Field(max_length=MOST_VALUES)]


class Amount(Body):
    """An amount of money; without a currency the figures alone are compared."""

    amount: Annotated[float, Field(ge=0, le=1e12, allow_inf_nan=False)]
    currency: Currency = ""


class Extent(Body):
    """A limit on a size."""

    name: Annotated[str | None, Field(max_length=50)] = None
    op: Literal["<=", ">=", "<", ">", "~="]
    value: Annotated[float, Field(gt=0, le=1e12, allow_inf_nan=False)]
    unit: Annotated[str, Field(min_length=1, max_length=20), AfterValidator(_known_unit)]


class Filters(Body):
    """What every product must meet."""

    min_price: Amount | None = None
    max_price: Amount | None = None
    include: Faceted = Field(default_factory=dict)
    exclude: Faceted = Field(default_factory=dict)
    attributes: Named = Field(default_factory=dict)
    dimensions: list[Extent] = Field(max_length=20, default_factory=list)
    in_stock: bool = False
    condition: Literal["", "new", "used", "refurbished"] = ""
    min_rating: Annotated[float, Field(ge=0, le=5)] = 0.0
    near: Annotated[bool, Field(description="What is near comes first; limits nothing")] = False
    within_km: Annotated[
        float, Field(ge=0, le=1e4, allow_inf_nan=False, description="Of a store that has it")
    ] = 0.0
    pick_up: Annotated[
        Literal["", "today", "any"], Field(description="At a store that has it, today by its hours")
    ] = ""
    audience: Annotated[Literal["", *AUDIENCES], Field(alias="for")] = ""  # type: ignore[valid-type]

    def wishes(self, currency: str = "") -> Wishes:
        """As the assistant has them; amounts without a currency are in `currency`."""
        stated: dict[str, Any] = self.model_dump(by_alias=True, exclude_defaults=True)
        for name in ("min_price", "max_price"):
            if name in stated:
                stated[name] = {"currency": currency, **stated[name]}
        return Wishes.from_dict(stated)
