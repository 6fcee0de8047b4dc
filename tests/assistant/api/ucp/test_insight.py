"""Comparing products, and explaining why one is a match."""

from __future__ import annotations

import pytest

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.insight import compare_products, explain_match
from assistant.api.ucp.names import EVIDENCE
from assistant.api.ucp.requests import CompareRequest, ExplainRequest
from tests.assistant.api.market import BOTH
from tests.assistant.api.ucp.conftest import Searching


def test_products_stand_side_by_side(shop: Shop, find: Searching) -> None:
    red = find(query="red mug")["products"][0]["id"]
    answer = compare_products(shop, CompareRequest(ids=[BOTH, red]))
    assert [one["id"] for one in answer["products"]] == [BOTH, red]
    rows = {row["field"]: row["values"] for row in answer["rows"]}
    assert rows["material"] == [["steel", "iron"], ["clay"]]  # two shops differ on the pot


def test_what_no_shop_states_is_null(shop: Shop, find: Searching) -> None:
    red = find(query="red mug")["products"][0]["id"]
    answer = compare_products(shop, CompareRequest(ids=[red, BOTH], fields=["height", "Material"]))
    assert [row["field"] for row in answer["rows"]] == ["height", "material"]
    assert answer["rows"][0]["values"] == [None, None]


def test_one_product_is_no_comparison(shop: Shop) -> None:
    with pytest.raises(BadRequest, match="at least two"):
        compare_products(shop, CompareRequest(ids=[BOTH, "nothing"]))


def test_a_match_is_explained_by_fields(shop: Shop, find: Searching) -> None:
    red = find(query="red mug")["products"][0]["id"]
    answer = explain_match(shop, ExplainRequest(id=red, query="a red mug under 10 euros"))
    assert answer["meets_every_wish"] is True
    fields = {one["field"] for one in answer[EVIDENCE]["reasons"]}
    assert {"price", "attributes.color"} & fields
    parts = answer[EVIDENCE]["contributions"]
    assert sum(parts.values()) == pytest.approx(answer[EVIDENCE]["score"])


def test_what_is_no_match_is_not_made_one(shop: Shop, find: Searching) -> None:
    red = find(query="red mug")["products"][0]["id"]
    answer = explain_match(shop, ExplainRequest(id=red, query="a blue mug under 5 euros"))
    assert answer["meets_every_wish"] is False
    assert answer["wishes"]["max_price"] == {"amount": 5, "currency": "EUR"}


def test_what_is_missing_cannot_be_explained(shop: Shop) -> None:
    answer = explain_match(shop, ExplainRequest(id="nothing", query="red"))
    assert answer["ucp"]["status"] == "error"
