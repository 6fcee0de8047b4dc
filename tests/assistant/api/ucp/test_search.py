"""`search_catalog`: one test for each thing that the protocol says must be."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from assistant.api.ucp.errors import BadRequest
from assistant.api.ucp.names import EVIDENCE
from assistant.api.ucp.requests import DEFAULT_LIMIT
from tests.assistant.api.market import BOTH, photo
from tests.assistant.api.ucp.conftest import Searching

EUROS = {"currency": "EUR"}


def titles(answer: dict[str, Any]) -> list[str]:
    return [product["title"] for product in answer["products"]]


def codes(answer: dict[str, Any]) -> set[str]:
    return {one["code"] for one in answer.get("messages", [])}


ASKED = (
    {"query": "red mug"},
    {"query": "purple cooking pot"},
    {"query": "a mug", "filters": {"price": {"max": 100}}, "context": EUROS},
    {"filters": {"categories": ["Mugs"]}, "pagination": {"limit": 1}},
    {"like": [{"id": BOTH}]},
    {"query": "purple steel mug"},
)


@pytest.mark.parametrize("asked", ASKED, ids=str)
def test_answers_are_as_the_published_schema_has_them(find: Searching, asked: dict) -> None:
    SearchResponse.model_validate(find(**asked))


def test_an_answer_says_which_version_and_capability_answered(find: Searching) -> None:
    assert find(query="red mug")["ucp"] == {
        "version": "2026-08-25",
        "capabilities": {"dev.ucp.shopping.catalog.search": [{"version": "2026-08-25"}]},
    }


def test_words_find_what_they_name(find: Searching) -> None:
    assert titles(find(query="red mug"))[0] == "Red mug"


def test_prices_are_whole_minor_units_with_their_currency(find: Searching) -> None:
    [first, *_] = find(query="red mug")["products"]
    assert first["price_range"]["min"] == {"amount": 900, "currency": "EUR"}
    assert first["variants"][0]["price"] == {"amount": 900, "currency": "EUR"}


def test_what_has_no_price_is_not_offered(find: Searching) -> None:
    assert "Glass vase" not in titles(find(query="glass vase"))


@pytest.mark.parametrize("asked", [{}, {"query": "  "}, {"filters": {}}, {"context": EUROS}])
def test_a_search_without_any_input_is_refused(find: Searching, asked: dict) -> None:
    with pytest.raises(BadRequest, match="nothing to search for"):
        find(**asked)


def test_a_purpose_that_is_not_served_is_refused_not_ignored(find: Searching) -> None:
    with pytest.raises(BadRequest, match="swap") as refused:
        find(query="mug", purpose="swap")
    assert refused.value.code == "unsupported_purpose"


@pytest.mark.parametrize(
    "wrong",
    [
        {"query": 3},
        {"query": "x" * 2001},
        {"query": "mug", "pagination": {"limit": 0}},
        {"query": "mug", "filters": {"price": {"max": -1}}},
        {"query": "mug", "filters": {"price": {"max": 9.5}}},
        {"query": "mug", "context": {"currency": "euro"}},
        {"like": []},
        {"like": [{"id": "a"}] * 3},
        {"like": [{"id": "a", "image": {"content_type": "image/png", "data": "aaaa"}}]},
        {"like": [{"image": {"content_type": "text/html", "data": "aaaa"}}]},
    ],
    ids=str,
)
def test_inputs_are_checked(find: Searching, wrong: dict) -> None:
    with pytest.raises(ValidationError):
        find(**wrong)


def test_pages_have_a_default_size_and_go_on_by_a_cursor(find: Searching) -> None:
    first = find(query="plain for every day")
    assert len(first["products"]) == DEFAULT_LIMIT == 10
    assert first["pagination"]["has_next_page"]
    rest = find(query="plain for every day", pagination={"cursor": first["pagination"]["cursor"]})
    seen = [product["id"] for one in (first, rest) for product in one["products"]]
    assert len(seen) == len(set(seen)) > 10
    assert not rest["pagination"]["has_next_page"]
    assert "cursor" not in rest["pagination"]


@pytest.mark.parametrize("cursor", ["x", "WzEwLCAiYSJd", "!"])
def test_a_cursor_of_another_request_is_refused(find: Searching, cursor: str) -> None:
    with pytest.raises(BadRequest) as refused:
        find(query="mug", pagination={"cursor": cursor})
    assert refused.value.code == "invalid_cursor"


def test_a_page_may_be_smaller_than_asked_for(find: Searching) -> None:
    assert len(find(query="mug", pagination={"limit": 100_000})["products"]) <= 50


@pytest.mark.parametrize("category", ["Mugs", "mug", "Home > Kitchen > Mugs"])
def test_a_category_holds(find: Searching, category: str) -> None:
    found = titles(find(query="for every day", filters={"categories": [category]}))
    assert len(found) == 4
    assert all(title.endswith("mug") for title in found)


def test_of_several_categories_any_will_do(find: Searching) -> None:
    found = titles(find(filters={"categories": ["Mugs", "Lamps"]}))
    assert {title.split()[1] for title in found} == {"mug", "lamp"}


def test_the_categories_that_answers_state_can_be_filtered_by(find: Searching) -> None:
    [first, *_] = find(query="red mug")["products"]
    value = first["categories"][0]["value"]
    assert "Red mug" in titles(find(filters={"categories": [value]}))


def test_the_beginning_of_a_path_is_a_category(find: Searching) -> None:
    assert (
        len(titles(find(filters={"categories": ["Home > Kitchen"]}, pagination={"limit": 50})))
        == 13
    )


def test_all_filters_hold_together(find: Searching) -> None:
    filters = {"categories": ["Lamps", "Mugs"], "price": {"min": 1000, "max": 6000}}
    answer = find(query="for every day", filters=filters, context=EUROS)
    assert set(titles(answer)) == {f"{colour} lamp" for colour in ("Red", "Green", "Blue", "Grey")}
    assert answer["pagination"]["total_count"] == 4


def test_a_price_filter_in_another_currency_is_converted(find: Searching) -> None:
    filters = {"categories": ["Pots"], "price": {"max": 3950}}
    [pot] = find(query="pot", filters=filters, context={"currency": "USD"})["products"]
    assert [one["seller"]["name"] for one in pot["variants"]] == ["Birch"]


def test_a_price_filter_without_a_currency_is_told_of(find: Searching) -> None:
    answer = find(query="mug", filters={"price": {"max": 1000}})
    assert "price_filter_currency_missing" in codes(answer)
    assert all(one["price_range"]["min"]["amount"] <= 1000 for one in answer["products"])


def test_what_is_sold_out_can_be_left_out(find: Searching) -> None:
    assert "Grey mug" in titles(find(query="grey mug"))
    left = find(query="grey mug", filters={"available": True})
    assert not any("Grey" in title for title in titles(left))


@pytest.mark.parametrize("condition", [["used"], ["secondhand"]])
def test_a_condition_holds(find: Searching, condition: list[str]) -> None:
    found = titles(find(query="mug", filters={"condition": condition}))
    assert found
    assert all(title.startswith("Blue") for title in found)


@pytest.mark.parametrize("name", ["Alder", "alder.example", "ALDER"])
def test_a_shop_holds(find: Searching, name: str) -> None:
    found = find(query="mug", filters={"shop_ids": [name]})["products"]
    assert {v["seller"]["name"] for one in found for v in one["variants"]} == {"Alder"}


def test_a_filter_that_cannot_be_applied_is_told_of(find: Searching) -> None:
    [told] = find(query="mug", filters={"ships_to": {"country": "DE"}})["messages"]
    assert (told["type"], told["code"]) == ("warning", "filter_not_supported")
    assert told["path"] == "$.filters.ships_to"


def test_impossible_filters_stay_and_say_what_each_of_them_costs(find: Searching) -> None:
    filters = {"categories": ["Lamps"], "price": {"max": 1000}}
    answer = find(query="a lamp", filters=filters, context=EUROS)
    assert answer["products"] == []
    assert answer["pagination"] == {"has_next_page": False, "total_count": 0}
    told = {one["path"]: one["content"] for one in answer["messages"]}
    assert told["$.filters.price"].endswith("without price there would be 4.")


def test_a_wish_in_the_words_that_nothing_meets_is_relaxed_and_said(find: Searching) -> None:
    answer = find(query="purple mug", filters={"price": {"max": 1000}}, context=EUROS)
    assert titles(answer)
    assert all(one["price_range"]["max"]["amount"] <= 1000 for one in answer["products"])
    [told] = [one for one in answer["messages"] if one["code"] == "wish_relaxed"]
    assert "purple" in told["content"]


def test_a_budget_in_the_words_is_never_exceeded(find: Searching) -> None:
    answer = find(query="a lamp under 10 euros")
    assert answer["products"] == []
    assert "wish_excludes_all" in codes(answer)


def test_what_the_words_rule_out_is_left_out(find: Searching) -> None:
    found = titles(find(query="a mug that is not red"))
    assert found
    assert "Red mug" not in found


def test_a_search_that_finds_nothing_is_no_error(find: Searching) -> None:
    answer = find(query="mug", filters={"shop_ids": ["nobody"]})
    assert answer["products"] == []
    assert "status" not in answer["ucp"]


def test_a_picture_finds_what_it_shows(find: Searching) -> None:
    picture = {"content_type": "image/png", "data": photo("red", "mug")}
    [first, *_] = find(like=[{"image": picture}])["products"]
    assert first["title"] == "Red mug"
    parts = first[EVIDENCE]["contributions"]
    assert parts["image"] > parts["text"]
    assert sum(parts.values()) == pytest.approx(first[EVIDENCE]["score"])


def test_a_picture_and_a_filter_go_together(find: Searching) -> None:
    picture = {"content_type": "image/png", "data": photo("red", "mug")}
    found = find(like=[{"image": picture}], filters={"categories": ["Lamps"]})
    assert all(title.endswith("lamp") for title in titles(found))


@pytest.mark.parametrize("data", ["no base64!", "aGVsbG8="])
def test_what_is_no_picture_is_refused(find: Searching, data: str) -> None:
    with pytest.raises(Exception, match=r"picture|photo|image"):
        find(like=[{"image": {"content_type": "image/png", "data": data}}])


def test_things_like_another_do_not_include_it(find: Searching) -> None:
    [red, *_] = find(query="red mug")["products"]
    found = find(like=[{"id": red["id"]}])
    assert red["id"] not in [one["id"] for one in found["products"]]
    assert "Blue mug" in titles(found)
    by_variant = find(like=[{"id": red["variants"][0]["id"]}])
    assert titles(by_variant) == titles(found)


def test_like_something_unknown_is_empty_and_no_browse(find: Searching) -> None:
    answer = find(like=[{"id": "nothing"}])
    assert answer["products"] == []
    assert codes(answer) == {"not_found"}


def test_several_shops_offers_are_variants_with_their_sellers(find: Searching) -> None:
    [pot] = [one for one in find(query="purple cooking pot")["products"] if one["id"] == BOTH]
    assert {v["seller"]["name"]: v["price"] for v in pot["variants"]} == {
        "Alder": {"amount": 4000, "currency": "EUR"},
        "Birch": {"amount": 3900, "currency": "USD"},
    }
    assert {one["seller"]["domain"] for one in pot[EVIDENCE]["offers"]} == {
        "alder.example",
        "birch.example",
    }
    assert pot["options"] == [
        {"name": "Seller", "values": [{"label": v["seller"]["name"]} for v in pot["variants"]]}
    ]


def test_a_range_over_currencies_is_in_one_and_names_the_day_of_its_rates(find: Searching) -> None:
    answer = find(query="purple cooking pot", context={"currency": "GBP"})
    place = [one["id"] for one in answer["products"]].index(BOTH)
    price = answer["products"][place]["price_range"]
    assert price["min"]["currency"] == price["max"]["currency"] == "GBP"
    [told] = [m for m in answer["messages"] if m.get("path") == f"$.products[{place}].price_range"]
    assert "rates of 20" in told["content"]


def test_reasons_name_the_field_and_value_that_bear_them_out(find: Searching) -> None:
    [first, *_] = find(query="red mug")["products"]
    reasons = first[EVIDENCE]["reasons"]
    assert reasons
    assert all(set(one) == {"claim", "kind", "field", "value"} for one in reasons)
    assert any(one["field"] == "title" and one["value"] == "Red mug" for one in reasons)


def test_attribution_changes_nothing(find: Searching) -> None:
    plain = find(query="red mug")
    assert find(query="red mug", attribution={"campaign_id": "1"}) == plain


def test_hints_that_are_unknown_are_ignored(find: Searching) -> None:
    context = {"eligibility": ["com.example.gold"], "payment": [{"handler": "com.example.pay"}]}
    assert titles(find(query="red mug", context=context)) == titles(find(query="red mug"))
