"""What callers send, as the protocol's schemas have it; what they do not name is let pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.api.fields import Location
from assistant.api.ucp.names import LOCATION
from assistant.place.spot import Spot

DEFAULT_LIMIT = 10
MOST_PER_PAGE = 50
MOST_IDS = 50
MOST_TEXT = 2000  # characters of a query
MOST_IMAGE = 12 * 2**20  # characters of a picture in base64

Identifier = Annotated[str, Field(min_length=1, max_length=1000)]


class _Open(BaseModel):
    """Fields that are not known are kept, as the protocol's schemas allow them."""

    model_config = ConfigDict(extra="allow")


class Picture(_Open):
    """A picture in base64."""

    content_type: Annotated[str, Field(pattern=r"^image/[\w.+-]+$")]
    data: Annotated[str, Field(min_length=1, max_length=MOST_IMAGE)]


class Like(_Open):
    """What is looked for is like this: a product or variant, or what a picture shows."""

    id: Identifier | None = None
    image: Picture | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.id is None) == (self.image is None):
            raise ValueError("give either id or image")
        return self


class PriceFilter(_Open):
    """Minor units of `context.currency`."""

    min: Annotated[int, Field(ge=0)] | None = None
    max: Annotated[int, Field(ge=0)] | None = None


class Filters(_Open):
    """What must hold of everything that is returned. All of them together, any value of each."""

    categories: list[Annotated[str, Field(min_length=1, max_length=300)]] | None = None
    price: PriceFilter | None = None
    available: bool | None = None
    condition: list[Annotated[str, Field(max_length=50)]] | None = None
    shop_ids: list[Annotated[str, Field(max_length=300)]] | None = None


class Context(_Open):
    """Hints about the buyer; none of them excludes a product."""

    address_country: str | None = None
    language: Annotated[str, Field(max_length=50)] | None = None
    currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] | None = None
    intent: str | None = None
    whereabouts: Annotated[
        Location | None,
        Field(
            alias=LOCATION,
            description="Degrees, where the buyer agreed to that: rounded to two decimals (about a "
            "kilometre), used for this request alone, written down nowhere",
        ),
    ] = None

    @property
    def spot(self) -> Spot | None:
        """Where the buyer is."""
        return self.whereabouts.spot if self.whereabouts else None


class Page(_Open):
    """Which part of the answer is wanted."""

    cursor: Annotated[str, Field(max_length=500)] | None = None
    limit: Annotated[int, Field(ge=1)] | None = None


class _Request(_Open):
    context: Context = Context()
    filters: Filters = Filters()
    signals: dict[str, Any] | None = None
    attribution: dict[str, str] | None = None  # never looked at, whatever it says


class SearchRequest(_Request):
    """What to search for: words, filters, or likeness to something."""

    query: Annotated[str, Field(max_length=MOST_TEXT)] | None = None
    like: Annotated[list[Like], Field(min_length=1, max_length=2)] | None = None
    pagination: Page = Page()
    purpose: str | None = None

    @property
    def words(self) -> str:
        """The query, "" where there is none."""
        return (self.query or "").strip()


class LookupRequest(_Request):
    """Which products or variants to return."""

    ids: Annotated[list[Identifier], Field(min_length=1)]


class SelectedOption(_Open):
    """A choice, such as the seller."""

    name: str
    label: str


class ProductRequest(_Request):
    """Which one to return in full, and what was chosen of it."""

    id: Identifier
    selected: list[SelectedOption] = []
    preferences: list[str] = []

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        names = [one.name for one in self.selected]
        if len(names) != len(set(names)):
            raise ValueError("each option may be selected once")
        return self


class CompareRequest(_Open):
    """Which products to set side by side, and by which fields; all that they state by default."""

    ids: Annotated[list[Identifier], Field(min_length=2, max_length=6)]
    fields: Annotated[list[str], Field(max_length=50)] | None = None
    context: Context = Context()


class ExplainRequest(_Open):
    """Which product to explain for which words."""

    id: Identifier
    query: Annotated[str, Field(min_length=1, max_length=MOST_TEXT)]
    context: Context = Context()


class Agent(_Open):
    """Who asks: the address of the platform's own profile. It is never fetched."""

    profile: Annotated[str, Field(pattern="^https?://", max_length=2000)]


class Meta(BaseModel):
    """What goes along with every call of a tool."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    agent: Agent = Field(alias="ucp-agent")


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of a request, without references: many clients follow none, and those of
    one document mean nothing in another."""
    schema = model.model_json_schema(by_alias=True)
    return _inlined(schema, schema.pop("$defs", {}))


def _inlined(part: Any, definitions: Mapping[str, Any]) -> Any:
    if isinstance(part, list):
        return [_inlined(one, definitions) for one in part]
    if not isinstance(part, dict):
        return part
    name = part.get("$ref", "").rpartition("/")[2]
    whole = {**definitions.get(name, {}), **part}
    return {key: _inlined(one, definitions) for key, one in whole.items() if key != "$ref"}
