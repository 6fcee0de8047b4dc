"""One-shot search: filters are met, what gives way is said, pages follow one another."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.catalogue_search import combined
from assistant.language import Wishes
from retrieval.money import Money
from tests.assistant.api.talking import titles


def find(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post("/v1/search", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_what_the_words_limit_is_met(client: TestClient) -> None:
    found = find(client, query="a red thing under 40 euros")
    assert set(titles(found)) == {"Red mug", "Red teapot"}
    assert found["total"] == 2
    assert found["constraints"]["max_price"] == {"amount": 40, "currency": "EUR"}
    assert all(one["reasons"] for one in found["products"])


def test_filters_are_met_whatever_the_words_say(client: TestClient) -> None:
    found = find(client, query="a red mug", filters={"include": {"colour": ["blue"]}})
    assert titles(found) == ["Blue mug"]


def test_what_the_words_limit_gives_way_to_filters_and_is_told(client: TestClient) -> None:
    limit = {"max_price": {"amount": 10}}
    found = find(client, query="a green teapot", filters=limit, currency="EUR")
    assert found["relaxed"]["include"] == {"category": ["teapot"], "colour": ["green"]}
    assert found["constraints"] == {"max_price": {"amount": 10, "currency": "EUR"}}
    assert set(titles(found)) == {f"{colour} mug" for colour in ("Red", "Green", "Blue", "Grey")}


def test_impossible_filters_find_nothing_and_say_what_to_give_up(client: TestClient) -> None:
    found = find(client, filters={"max_price": {"amount": 1}, "include": {"category": ["lamp"]}})
    assert found["products"] == []
    assert found["relaxations"][0]["name"] == "price"
    assert found["relaxations"][0]["count"] == 4


def test_words_that_only_rank_limit_nothing(client: TestClient) -> None:
    assert find(client, query="red mug", understand=False, limit=50)["total"] == 16


def test_filters_alone_list_what_meets_them_the_cheapest_first(client: TestClient) -> None:
    found = find(client, filters={"in_stock": True}, limit=50)
    prices = [one["offers"][0]["price"] for one in found["products"]]
    assert len(prices) == 12
    assert prices == sorted(prices)


@pytest.mark.parametrize("body", [{"query": "mug"}, {"filters": {"in_stock": True}}])
def test_pages_follow_one_another_without_gap_or_repetition(
    client: TestClient, body: dict[str, Any]
) -> None:
    whole = [one["product_id"] for one in find(client, **body, limit=50)["products"]]
    paged: list[str] = []
    cursor = ""
    while True:
        page = find(client, **body, limit=3, **({"cursor": cursor} if cursor else {}))
        paged += [one["product_id"] for one in page["products"]]
        cursor = page["next_cursor"] or ""
        if not cursor:
            break
    assert paged == whole


@pytest.mark.parametrize("cursor", ["x", "%%", "W10", "bnVsbA", "ö"])
def test_a_cursor_of_another_search_is_refused(client: TestClient, cursor: str) -> None:
    answer = client.post("/v1/search", json={"query": "mug", "cursor": cursor})
    assert answer.status_code == 422
    page = find(client, query="mug", limit=1, understand=False)
    foreign = {"query": "lamp", "cursor": page["next_cursor"], "understand": False}
    assert client.post("/v1/search", json=foreign).status_code == 422


def test_facets_are_counted(client: TestClient) -> None:
    found = find(client, query="mug", facets=["colour", "shop", "availability", "category"])
    assert {(one["value"], one["count"]) for one in found["facets"]["colour"]} == {
        ("red", 1), ("green", 1), ("blue", 1), ("grey", 1)
    }  # fmt: skip
    assert found["facets"]["availability"] == [
        {"value": "in_stock", "count": 3}, {"value": "out_of_stock", "count": 1}
    ]  # fmt: skip
    assert found["facets"]["category"] == [{"value": "Mugs", "count": 4}]


def test_a_picture_finds_what_it_shows(client: TestClient, feed: Path) -> None:
    photo = base64.b64encode((feed.parent / "green-chair.png").read_bytes()).decode()
    assert titles(find(client, like={"image": photo}))[0] == "Green chair"


def test_what_is_like_a_product_is_not_that_product(client: TestClient) -> None:
    [mug] = find(client, query="a red mug")["products"]
    found = find(client, like={"product_id": mug["product_id"]}, limit=50)
    assert mug["product_id"] not in {one["product_id"] for one in found["products"]}
    similar = client.get(f"/v1/products/{mug['product_id']}/similar?limit=3").json()
    assert len(similar["products"]) == 3
    assert "Red mug" not in titles(similar)


def test_a_product_has_every_offer(client: TestClient) -> None:
    [mug] = find(client, query="a red mug")["products"]
    product = client.get(f"/v1/products/{mug['product_id']}").json()
    assert product["title"] == "Red mug"
    assert product["attributes"]["color"] == "red"
    assert [one["source"] for one in product["offers"]] == ["shop"]
    assert client.get(product["image"]).headers["content-type"] == "image/webp"
    assert client.get("/v1/products/none").status_code == 404
    assert client.get("/v1/products/none/similar").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"query": "   "},
        {"query": "mug", "limit": 51},
        {"query": "mug", "sort": "cheap"},
        {"query": "mug", "facets": ["taste"]},
        {"query": "mug", "filters": {"include": {"taste": ["sweet"]}}},
        {"query": "mug", "filters": {"include": {"colour": []}}},
        {"query": "mug", "filters": {"max_price": {"amount": -1}}},
        {"query": "mug", "filters": {"max_price": {"amount": 1, "currency": "ZZZ"}}},
        {"query": "mug", "filters": {"dimensions": [{"op": "<=", "value": 1, "unit": "parsec"}]}},
        {"like": {"image": "no base64"}},
    ],
)
def test_what_cannot_be_searched_is_a_problem(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/v1/search", json=body)
    assert answer.status_code in (400, 422)
    assert answer.json()["detail"]


def test_both_limits_hold_and_a_filter_wins() -> None:
    said = Wishes(max_price=Money.of(50, "EUR"), include={"colour": ("red",), "brand": ("a",)})
    filters = Wishes(min_price=Money.of(5, "EUR"), include={"colour": ("blue",)}, in_stock=True)
    assert combined(said, filters) == Wishes(
        min_price=Money.of(5, "EUR"),
        include={"colour": ("blue",), "brand": ("a",)},
        in_stock=True,
    )
