"""The tools: what each is called, what it takes, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, create_model

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.insight import compare_products, explain_match
from assistant.api.ucp.lookup import get_product, lookup
from assistant.api.ucp.names import EVIDENCE
from assistant.api.ucp.requests import (
    CompareRequest,
    ExplainRequest,
    LookupRequest,
    Meta,
    ProductRequest,
    SearchRequest,
    schema_of,
)
from assistant.api.ucp.search import search

Document = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """One tool."""

    title: str
    description: str
    takes: type[BaseModel]
    run: Callable[[Shop, Any], Document]
    answers: Mapping[str, str]  # field of the answer → its type in JSON
    shown: bool = False  # whether its answer can be shown as cards

    def input_schema(self) -> Document:
        """The JSON schema of the arguments."""
        return schema_of(self.takes)

    def output_schema(self) -> Document:
        """The JSON schema of the answer, as far as it holds for refusals too."""
        fields = {name: {"type": kind} for name, kind in self.answers.items()}
        return {
            "type": "object",
            "properties": {"ucp": {"type": "object"}, "messages": {"type": "array"}, **fields},
            "required": ["ucp"],
        }


def _catalogued(name: str, model: type[BaseModel]) -> type[BaseModel]:
    """The protocol's own tools take `meta` and `catalog`."""
    return create_model(name, meta=(Meta, ...), catalog=(model, ...))


def _on_catalog(
    operation: Callable[[Shop, Any], Document],
) -> Callable[[Shop, Any], Document]:
    return lambda shop, call: operation(shop, call.catalog)


OPERATIONS: dict[str, Operation] = {
    "search_catalog": Operation(
        "Search the catalogue",
        "Find products of all shops by words, by likeness to a product or picture, or by filters. "
        "Filters always hold; `messages` says which wishes in the words nothing meets. Limits in "
        "the words, such as a budget or what it must not be made of, are understood. Each product "
        f"has the offers of all its shops as variants, and under {EVIDENCE} the reasons, each with "
        "the field that bears it out, and what words and picture counted.",
        _catalogued("SearchCatalog", SearchRequest),
        _on_catalog(search),
        {"products": "array", "pagination": "object"},
        shown=True,
    ),
    "lookup_catalog": Operation(
        "Look up products",
        "Products and variants by their identifiers, up to 50 at once; unknown ones are left out.",
        _catalogued("LookupCatalog", LookupRequest),
        _on_catalog(lookup),
        {"products": "array"},
        shown=True,
    ),
    "get_product": Operation(
        "Get a product",
        "One product in full, by the identifier of it or of one variant; `selected` narrows its "
        "variants to one seller.",
        _catalogued("GetProduct", ProductRequest),
        _on_catalog(get_product),
        {"product": "object"},
        shown=True,
    ),
    "compare_products": Operation(
        "Compare products",
        "Two to six products side by side: a row a field, null where no shop states one.",
        CompareRequest,
        compare_products,
        {"products": "array", "rows": "array"},
    ),
    "explain_match": Operation(
        "Explain a match",
        "Why a product fits a question or does not, each reason with the field that bears it out.",
        ExplainRequest,
        explain_match,
        {"product_id": "string", "title": "string", "meets_every_wish": "boolean"},
    ),
}
"""Name → the tool. One more is one more line here."""
