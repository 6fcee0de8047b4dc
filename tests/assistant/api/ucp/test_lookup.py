"""`lookup_catalog` and `get_product`: one test for each thing that the protocol says must be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pydantic import ValidationError
from ucp_sdk.models.schemas.common.types.error_response import ErrorResponse
from ucp_sdk.models.schemas.shopping.catalog_lookup import GetProductResponse, LookupResponse

from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.identifiers import offer_key, variant_id
from assistant.api.ucp.lookup import get_product, lookup
from assistant.api.ucp.names import EVIDENCE
from assistant.api.ucp.requests import LookupRequest, ProductRequest
from retrieval.offers import Offer
from tests.assistant.api.market import BOTH

Asking = Callable[..., dict[str, Any]]


@pytest.fixture
def look(shop: Shop) -> Asking:
    return lambda *ids, **more: lookup(shop, LookupRequest.model_validate({"ids": ids, **more}))


@pytest.fixture
def get(shop: Shop) -> Asking:
    return lambda one, **more: get_product(shop, ProductRequest.model_validate({"id": one, **more}))


def variant(shop: str, offer: str) -> str:
    return variant_id(Offer(shop, offer))


def test_a_variants_identifier_says_which_offer_it_is() -> None:
    offer = Offer("Ä shop/with: signs", "№ 1\n")
    assert offer_key(variant_id(offer)) == (offer.source, offer.offer_id)


@pytest.mark.parametrize("text", ["", "p1", "o_", "o_!!", "o_YQ", "o_" + "a" * 999, "o_/w=="])
def test_what_is_no_variants_identifier_is_none(text: str) -> None:
    assert offer_key(text) is None


def test_products_are_found_by_their_identifier(look: Asking) -> None:
    answer = look(BOTH)
    LookupResponse.model_validate(answer)
    [product] = answer["products"]
    [featured] = product["variants"]
    assert featured["inputs"] == [{"id": BOTH, "match": "featured"}]


def test_variants_are_found_by_their_identifier(look: Asking) -> None:
    birch = variant("Birch", "pot")
    [product] = look(birch)["products"]
    [own] = product["variants"]
    assert (product["id"], own["id"]) == (BOTH, birch)
    assert own["inputs"] == [{"id": birch, "match": "exact"}]


def test_several_identifiers_of_one_product_give_it_once(look: Asking) -> None:
    alder, birch = variant("Alder", "pot"), variant("Birch", "pot")
    [product] = look(BOTH, alder, birch, BOTH)["products"]
    inputs = {one["id"]: one["inputs"] for one in product["variants"]}
    assert {i["id"] for found in inputs.values() for i in found} == {BOTH, alder, birch}
    assert sum(map(len, inputs.values())) == 3  # duplicates count once


def test_no_variant_is_without_an_input(look: Asking) -> None:
    [product] = look(variant("Birch", "pot"))["products"]
    assert all(one["inputs"] for one in product["variants"])


def test_what_is_unknown_is_left_out_and_told(look: Asking) -> None:
    answer = look(BOTH, "nothing", variant("Alder", "nothing"))
    LookupResponse.model_validate(answer)
    assert [one["id"] for one in answer["products"]] == [BOTH]
    told = [one["content"] for one in answer["messages"] if one["code"] == "not_found"]
    assert told == ["nothing", variant("Alder", "nothing")]


def test_nothing_known_is_no_error(look: Asking) -> None:
    answer = look("nothing")
    assert answer["products"] == []
    assert "status" not in answer["ucp"]


def test_many_identifiers_are_taken_and_too_many_refused(look: Asking) -> None:
    assert look(*map(str, range(50)))["products"] == []
    with pytest.raises(BadRequest) as refused:
        look(*map(str, range(51)))
    assert refused.value.code == "request_too_large"


def test_identifiers_must_be_given(look: Asking) -> None:
    with pytest.raises(ValidationError):
        look()


def test_filters_narrow_what_was_looked_up(look: Asking) -> None:
    filters = {"price": {"max": 3950}}
    [product] = look(BOTH, filters=filters, context={"currency": "USD"})["products"]
    assert [one["seller"]["name"] for one in product["variants"]] == ["Birch"]
    assert look(BOTH, filters={"price": {"max": 1}}, context={"currency": "EUR"})["products"] == []


def test_a_product_in_full_has_every_shops_offer(get: Asking) -> None:
    answer = get(BOTH)
    GetProductResponse.model_validate(answer)
    sellers = {one["seller"]["name"] for one in answer["product"][EVIDENCE]["offers"]}
    assert sellers == {"Alder", "Birch"}
    assert answer["product"]["rating"] == {"value": 4.0, "count": 6, "scale_min": 1, "scale_max": 5}


def test_a_product_with_options_says_what_is_selected(get: Asking) -> None:
    product = get(BOTH)["product"]
    [selected] = product["selected"]
    assert selected["name"] == "Seller"
    assert {one["seller"]["name"] for one in product["variants"]} == {selected["label"]}


def test_a_selection_narrows_the_variants(get: Asking) -> None:
    wanted = [{"name": "Seller", "label": "Birch"}]
    product = get(BOTH, selected=wanted)["product"]
    assert product["selected"] == wanted
    assert [one["seller"]["name"] for one in product["variants"]] == ["Birch"]
    [option] = product["options"]
    assert all(one["exists"] and one["available"] for one in option["values"])


def test_a_selection_that_nothing_meets_is_dropped(get: Asking) -> None:
    product = get(BOTH, selected=[{"name": "Seller", "label": "Nobody"}])["product"]
    assert product["selected"] == []
    assert len(product["variants"]) == 2


def test_the_variant_that_was_asked_for_comes_first_and_decides(get: Asking) -> None:
    birch = variant("Birch", "pot")
    product = get(birch, selected=[{"name": "Seller", "label": "Alder"}])["product"]
    assert product["variants"][0]["id"] == birch
    assert product["selected"] == [{"name": "Seller", "label": "Birch"}]


def test_an_option_may_be_selected_once(get: Asking) -> None:
    with pytest.raises(ValidationError, match="once"):
        get(BOTH, selected=[{"name": "Seller", "label": "Alder"}] * 2)


@pytest.mark.parametrize("identifier", ["nothing", "o_bm9ib2R5AHg"])
def test_a_missing_product_is_an_outcome_that_will_not_change(get: Asking, identifier: str) -> None:
    answer = get(identifier)
    ErrorResponse.model_validate(answer)
    assert answer["ucp"]["status"] == "error"
    [told] = answer["messages"]
    assert (told["code"], told["severity"]) == ("not_found", "unrecoverable")
