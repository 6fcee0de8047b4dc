"""What the widget's script is, and which pages it works on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.api.widget.routes import SCRIPT
from assistant.languages.pack import codes
from tests.assistant.api.conftest import Reach

ALLOWED = {"Origin": "https://allowed.example"}
DEMO = Path(__file__).parents[4] / "docs" / "demo-shop"


def test_the_script_is_small_and_may_be_kept(client: TestClient) -> None:
    answer = client.get("/widget.js")
    assert answer.headers["content-type"].startswith("text/javascript")
    assert len(answer.content) <= 60_000
    again = client.get("/widget.js", headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


def test_strangers_pages_may_load_it(reach: Reach) -> None:
    answer = reach("9.9.9.9").get("/widget.js")
    assert answer.status_code == 200
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


def test_it_names_no_other_host_and_makes_no_markup() -> None:
    text = SCRIPT.read_text()
    assert not re.search(r"https?://|//cdn|@import", text)
    markup = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function"
    assert not re.search(markup, text)


def test_it_is_served_with_its_words_in_every_language(client: TestClient) -> None:
    found = re.search(r"const WORDS = (\{.*\});", client.get("/widget.js").text)
    assert found
    words = json.loads(found[1])
    assert set(words) == set(codes())
    assert all(table.keys() == words["en"].keys() for table in words.values())
    asked = set(re.findall(r"#t\(\"(\w+)\"", SCRIPT.read_text()))
    assert asked <= words["en"].keys()


def test_an_allowed_page_may_talk_without_a_key(reach: Reach) -> None:
    stranger = reach("9.9.9.9")
    begun = stranger.post("/v1/conversations", json={}, headers=ALLOWED)
    assert begun.status_code == 201
    assert begun.headers["access-control-allow-origin"] == ALLOWED["Origin"]


def test_another_page_may_not(reach: Reach) -> None:
    foreign = {"Origin": "https://evil.example"}
    refused = reach("9.9.9.9").post("/v1/conversations", json={}, headers=foreign)
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers


def test_a_browser_may_ask_before_it_talks(reach: Reach) -> None:
    asked = {
        **ALLOWED,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type",
    }
    answer = reach("9.9.9.9").options("/v1/conversations", headers=asked)
    assert answer.status_code == 204
    allowed = answer.headers["access-control-allow-headers"].lower()
    assert "authorization" in allowed
    assert "content-type" in allowed


def test_the_same_sites_may_frame_the_page_and_no_others(reach: Reach) -> None:
    policy = reach("9.9.9.9").get("/").headers["content-security-policy"]
    [framers] = re.findall(r"frame-ancestors ([^;]*)", policy)
    assert framers == "'self' https://allowed.example"


@pytest.mark.parametrize("name", ["index.html", "shop.js"])
def test_the_demo_page_needs_no_inline_script_or_style(name: str) -> None:
    text = (DEMO / name).read_text()
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\bstyle=|\son\w+=", text)
