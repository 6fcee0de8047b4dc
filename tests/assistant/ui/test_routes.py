"""What the page fetches: a product, a list, words heard, things in a photo."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI
from PIL import Image, ImageDraw
from starlette.testclient import TestClient

from assistant.assistant import Assistant
from assistant.startup import Opening
from assistant.turn import Turn
from assistant.ui.routes import page_router
from assistant.ui.sessions import Sessions
from tests.assistant.ui.fakes import opened

TAB = "0123456789abcdef" * 2


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Assistant:
    return Assistant.open(catalog_folder)


@pytest.fixture
def sessions() -> Sessions:
    return Sessions()


@pytest.fixture
def client(assistant: Assistant, sessions: Sessions) -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(page_router(opened(assistant), sessions))
    with TestClient(app) as client:
        yield client


@pytest.fixture(scope="module")
def mug(assistant: Assistant) -> str:
    """The identifier of the red mug."""
    return next(p.product_id for p in assistant.catalogue.all_products() if p.title == "Red mug")


def test_a_product_is_shown_at_its_address(client: TestClient, mug: str) -> None:
    answer = client.get(f"/product/{mug}")
    for words in ("Red mug", "€9.50", "A plain mug for every day.", "View at shop"):
        assert words in answer.text
    assert 'rel="noopener nofollow"' in answer.text
    assert "去店里看" in client.get(f"/product/{mug}?language=zh").text
    assert "≈ $" in client.get(f"/product/{mug}?currency=USD").text
    assert "product-why" not in answer.text, "nobody recommended it"


def test_a_conversation_adds_why_it_was_recommended(
    client: TestClient, sessions: Sessions, assistant: Assistant, mug: str
) -> None:
    session = sessions.begin(TAB, assistant)
    session.conversation.say(Turn("a red mug"))
    mine = client.get(f"/product/{mug}", headers={"X-Tab": TAB}).text
    assert "product-why" in mine
    assert "you asked" in mine
    other = client.get(f"/product/{mug}", headers={"X-Tab": "f" * 32}).text
    assert "product-why" not in other


@pytest.mark.parametrize("tab", ["", "x", '"}', TAB[:-1]])
def test_a_tab_that_is_none_is_nobody(client: TestClient, mug: str, tab: str) -> None:
    assert client.get(f"/product/{mug}", headers={"X-Tab": tab}).status_code == 200


def test_what_is_not_sold_is_said_to_be_gone(client: TestClient) -> None:
    answer = client.get("/product/nothing")
    assert answer.status_code == 404
    assert "sells this any more" in answer.text
    assert client.get("/product/..%2Fx").status_code in (404, 422)


def test_things_like_it_are_not_it(client: TestClient, mug: str) -> None:
    answer = client.get(f"/product/{mug}/alike").text
    assert "#product=" in answer
    assert mug not in answer


def test_things_like_it_are_priced_as_it_is(
    client: TestClient, sessions: Sessions, assistant: Assistant, mug: str
) -> None:
    session = sessions.begin(TAB, assistant)
    session.conversation.say(Turn("a mug under 100 dollars"))
    for path in (f"/product/{mug}", f"/product/{mug}/alike"):
        assert "≈ $" in client.get(path, headers={"X-Tab": TAB}).text
        assert "≈ $" not in client.get(path, headers={"X-Tab": "f" * 32}).text


def test_a_list_is_shown_and_exported(client: TestClient, mug: str) -> None:
    assert "Red mug" in client.get(f"/list?ids={mug},gone").text
    assert "sold here any more" in client.get("/list?ids=gone").text
    table = client.get(f"/list.csv?ids={mug}")
    assert "Red mug" in table.text
    assert table.headers["content-disposition"].startswith("attachment")


def test_what_was_said_is_written_down(
    client: TestClient, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(voice: bytes, language: str) -> SimpleNamespace:
        return SimpleNamespace(text=f"{voice.decode()} in {language}")

    monkeypatch.setattr(assistant, "transcribe", write)
    answer = client.post("/hear?language=zh", content=b"sound")
    assert answer.json() == {"text": "sound in zh", "note": ""}


def test_a_recording_that_is_none_gets_a_sentence(client: TestClient) -> None:
    said = client.post("/hear", content=b"no sound").json()
    assert said["text"] == ""
    assert said["note"].endswith(".")


def test_things_that_stand_out_are_found(client: TestClient) -> None:
    photo = Image.new("RGB", (400, 200), "white")
    draw = ImageDraw.Draw(photo)
    draw.rectangle((40, 40, 140, 160), fill="#c8202c")
    draw.ellipse((260, 60, 340, 140), fill="#1f4fd8")
    file = io.BytesIO()
    photo.save(file, "PNG")
    first, second = client.post("/things", content=file.getvalue()).json()["things"]
    assert first[0] < 40 / 400 < 140 / 400 < first[2]
    assert second[1] < 60 / 200 < 140 / 200 < second[3]
    assert "not a photo" in client.post("/things", content=b"x").json()["note"]


def test_before_the_catalogue_is_open_nothing_is_shown(sessions: Sessions) -> None:
    app = FastAPI()
    app.include_router(page_router(Opening(lambda progress: None), sessions))  # type: ignore[arg-type, return-value]
    assert TestClient(app).get("/product/p1").status_code == 503
