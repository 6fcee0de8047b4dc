"""The tools, asked by the SDK's own client: through a pipe, and over HTTP."""

from __future__ import annotations

import base64
import json
import os
import re
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx
import mcp_types as types
import pytest
from jsonschema import Draft202012Validator
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from ucp_sdk.models.schemas.shopping.catalog_lookup import GetProductResponse, LookupResponse
from ucp_sdk.models.schemas.shopping.catalog_search import SearchResponse

from assistant.access import Access
from assistant.api.mcp.server import CARDS, make_server
from assistant.api.ucp.catalogue import Shop
from assistant.api.ucp.names import EVIDENCE
from assistant.assistant import Assistant
from tests.assistant.api.conftest import Reach
from tests.assistant.api.market import BOTH, make_market, photo

META = {"ucp-agent": {"profile": "https://agent.example/profile.json"}}
ROOT = Path(__file__).parents[4]
TOOLS = ["search_catalog", "lookup_catalog", "get_product", "compare_products", "explain_match"]

Talk = Callable[[Client], Awaitable[None]]


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_market(tmp_path_factory.mktemp("market") / "catalog")


@pytest.fixture(scope="module")
def shop(market: Path) -> Shop:
    return Shop(Assistant.open(market), "https://market.example")


def talk(shop: Shop, what: Talk) -> None:
    """Let a client talk to a server within this process."""

    async def shop_of(ctx: object) -> Shop:
        return shop

    async def talking() -> None:
        server = make_server(shop_of, anyio.to_thread.run_sync)
        async with Client(server) as client:
            await what(client)

    anyio.run(talking)


async def search(client: Client, **catalog: Any) -> dict[str, Any]:
    answer = await client.call_tool("search_catalog", {"meta": META, "catalog": catalog})
    assert not answer.is_error
    return answer.structured_content


def test_all_tools_are_there_and_say_that_they_change_nothing(shop: Shop) -> None:
    async def what(client: Client) -> None:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS
        for tool in tools:
            Draft202012Validator.check_schema(tool.input_schema)
            assert "$ref" not in json.dumps(tool.input_schema)  # the inspector follows none
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint

    talk(shop, what)


def test_answers_are_as_the_published_schemas_have_them(shop: Shop) -> None:
    async def what(client: Client) -> None:
        found = await search(client, query="red mug")
        SearchResponse.model_validate(found)
        ids = {"ids": [found["products"][0]["id"], "nothing"]}
        looked = await client.call_tool("lookup_catalog", {"meta": META, "catalog": ids})
        LookupResponse.model_validate(looked.structured_content)
        one = await client.call_tool("get_product", {"meta": META, "catalog": {"id": BOTH}})
        GetProductResponse.model_validate(one.structured_content)

    talk(shop, what)


def test_the_text_of_an_answer_is_the_answer(shop: Shop) -> None:
    async def what(client: Client) -> None:
        answer = await client.call_tool(
            "search_catalog", {"meta": META, "catalog": {"query": "red mug"}}
        )
        [text] = answer.content
        assert isinstance(text, types.TextContent)
        assert json.loads(text.text) == answer.structured_content

    talk(shop, what)


def test_a_picture_is_answered_with_what_it_counted(shop: Shop) -> None:
    async def what(client: Client) -> None:
        picture = {"content_type": "image/png", "data": photo("red", "mug")}
        [first, *_] = (await search(client, like=[{"image": picture}]))["products"]
        assert first["title"] == "Red mug"
        assert first[EVIDENCE]["contributions"]["image"] > 0

    talk(shop, what)


def test_several_shops_offers_are_told_apart(shop: Shop) -> None:
    async def what(client: Client) -> None:
        found = await search(client, query="purple cooking pot")
        [pot] = [one for one in found["products"] if one["id"] == BOTH]
        assert {one["seller"]["name"] for one in pot["variants"]} == {"Alder", "Birch"}

    talk(shop, what)


def test_impossible_filters_give_nothing_and_say_why(shop: Shop) -> None:
    async def what(client: Client) -> None:
        filters = {"categories": ["Lamps"], "price": {"max": 10}}
        found = await search(client, query="lamp", filters=filters, context={"currency": "EUR"})
        assert found["products"] == []
        assert "filter_excludes_all" in {one["code"] for one in found["messages"]}

    talk(shop, what)


def test_products_are_compared_and_matches_explained(shop: Shop) -> None:
    async def what(client: Client) -> None:
        red = (await search(client, query="red mug"))["products"][0]["id"]
        table = await client.call_tool("compare_products", {"ids": [red, BOTH]})
        assert len(table.structured_content["products"]) == 2
        why = await client.call_tool("explain_match", {"id": red, "query": "a red mug"})
        assert why.structured_content["meets_every_wish"] is True

    talk(shop, what)


def test_a_missing_product_is_an_outcome(shop: Shop) -> None:
    async def what(client: Client) -> None:
        answer = await client.call_tool("get_product", {"meta": META, "catalog": {"id": "none"}})
        assert not answer.is_error
        assert answer.structured_content["ucp"]["status"] == "error"

    talk(shop, what)


@pytest.mark.parametrize(
    ("tool", "arguments", "code"),
    [
        ("search_catalog", {"catalog": {"query": "mug"}}, "invalid_request"),
        ("search_catalog", {"meta": {}, "catalog": {"query": "mug"}}, "invalid_request"),
        ("search_catalog", {"meta": META}, "invalid_request"),
        ("search_catalog", {"meta": META, "catalog": {}}, "invalid_request"),
        ("lookup_catalog", {"meta": META, "catalog": {"ids": ["x"] * 51}}, "request_too_large"),
        ("compare_products", {"ids": ["a"]}, "invalid_request"),
        ("explain_match", {"id": BOTH}, "invalid_request"),
    ],
)
def test_what_breaks_the_rules_is_an_error_of_the_protocol(
    shop: Shop, tool: str, arguments: dict, code: str
) -> None:
    async def what(client: Client) -> None:
        with pytest.raises(MCPError) as refused:
            await client.call_tool(tool, arguments)
        assert refused.value.code == types.INVALID_PARAMS
        assert refused.value.data["code"] == code

    talk(shop, what)


def test_there_is_no_other_tool(shop: Shop) -> None:
    async def what(client: Client) -> None:
        with pytest.raises(MCPError, match="search_shop_catalog"):
            await client.call_tool("search_shop_catalog", {})

    talk(shop, what)


def test_answers_can_be_shown_as_cards(shop: Shop) -> None:
    async def what(client: Client) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert tools["search_catalog"].meta == {"ui": {"resourceUri": CARDS}}
        [listed] = (await client.list_resources()).resources
        assert (listed.uri, listed.mime_type) == (CARDS, "text/html;profile=mcp-app")
        [page] = (await client.read_resource(CARDS)).contents
        assert page.mime_type == "text/html;profile=mcp-app"
        assert page.meta is not None
        assert page.meta["ui"]["csp"] == {"resourceDomains": []}
        extensions = client.server_capabilities.extensions or {}
        assert "io.modelcontextprotocol/ui" in extensions

    talk(shop, what)


def test_the_page_of_cards_takes_nothing_from_elsewhere(shop: Shop) -> None:
    async def what(client: Client) -> None:
        [page] = (await client.read_resource(CARDS)).contents
        assert isinstance(page, types.TextResourceContents)
        assert not re.search(r"(?:src|href)\s*=|https?://|@import|innerHTML|eval\(", page.text)
        with pytest.raises(MCPError):
            await client.read_resource("ui://shopping-assistant/other.html")

    talk(shop, what)


def test_a_program_that_starts_this_one_is_answered_through_a_pipe(
    market: Path, tmp_path: Path
) -> None:
    program = "import sys, tests.fakes; from assistant.cli import main; sys.exit(main())"
    command = ["-c", program, "mcp", "--catalog", str(market), "--address", "https://m.example"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    started = StdioServerParameters(command=sys.executable, args=command, env=environment, cwd=ROOT)

    async def talking() -> None:
        async with Client(stdio_client(started)) as client:
            found = await search(client, query="red mug")
            assert found["products"][0]["title"] == "Red mug"
            assert found["products"][0]["media"][0]["url"].startswith("https://m.example/picture/")

    anyio.run(talking)


def test_a_program_elsewhere_is_answered_over_http(served: str) -> None:
    async def talking() -> None:
        async with Client(f"{served}/ucp/mcp") as client:
            assert [tool.name for tool in (await client.list_tools()).tools] == TOOLS
            [first, *_] = (await search(client, query="red mug"))["products"]
            assert first["title"] == "Red mug"
            assert first["media"][0]["url"].startswith(served)
            [page] = (await client.read_resource(CARDS)).contents
            assert page.meta == {
                "ui": {"csp": {"resourceDomains": [served]}, "prefersBorder": False}
            }

    anyio.run(talking)


def test_the_gate_stands_before_the_tools(served: str, reach: Reach, access: Access) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    stranger = reach("9.9.9.9").post("/ucp/mcp", json=call)
    assert stranger.status_code == 401
    assert stranger.json()["error"]["code"] == -32000
    _, key = access.keys.add("talker", ["chat"])
    assert reach("9.9.9.9", key=key).post("/ucp/mcp", json=call).status_code == 403
    foreign = httpx.post(f"{served}/ucp/mcp", json=call, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    renamed = httpx.post(f"{served}/ucp/mcp", json=call, headers={"Host": "evil.example"})
    assert renamed.status_code == 421


def test_many_at_once_get_their_own_answers(served: str) -> None:
    colours = ("red", "green", "blue", "grey")

    async def ask(colour: str, got: dict[str, str]) -> None:
        async with Client(f"{served}/ucp/mcp") as client:
            found = await search(client, query=f"{colour} mug")
            got[colour] = found["products"][0]["title"]

    async def talking() -> None:
        got: dict[str, str] = {}
        async with anyio.create_task_group() as group:
            for colour in colours:
                group.start_soon(ask, colour, got)
        assert got == {colour: f"{colour.title()} mug" for colour in colours}

    anyio.run(talking)


def test_a_large_picture_passes(served: str) -> None:
    import io

    import numpy as np
    from PIL import Image

    noise = np.random.default_rng(0).integers(0, 255, (1400, 1400, 3), np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(noise).save(buffer, "PNG")
    picture = base64.b64encode(buffer.getvalue()).decode()
    assert len(picture) > 7 * 2**20

    async def talking() -> None:
        async with Client(f"{served}/ucp/mcp") as client:
            like = [{"image": {"content_type": "image/png", "data": picture}}]
            found = await search(client, like=like, filters={"categories": ["Mugs"]})
            assert found["ucp"]["version"] == "2026-08-25"

    anyio.run(talking)
