"""What happens on the page, without a browser: each step's updates by component."""

from __future__ import annotations

import asyncio
import base64
import re
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from assistant.assistant import Assistant
from assistant.startup import Opening, Status
from assistant.ui import arrivals as module
from assistant.ui.handlers import Handlers
from assistant.ui.layout import Components, lay_out
from assistant.ui.sessions import IDLE, KEPT, Sessions
from assistant.ui.thumbnails import Thumbnails
from retrieval.errors import BadCatalogue
from tests.assistant.ui.fakes import opened
from tests.assistant.ui.test_uploads import upload


@dataclass
class Page:
    """An open page, as far as a handler looks at the request that comes from it."""

    session_hash: str = "page"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Clock:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def shop(catalog_folder: Path) -> Assistant:
    """16 products: mugs, teapots, lamps and chairs in red, green, blue and grey."""
    return Assistant.open(catalog_folder)


@pytest.fixture
def assistant(shop: Assistant, monkeypatch: pytest.MonkeyPatch) -> Assistant:
    """The shop's assistant, its ears replaced."""
    monkeypatch.setattr(shop, "transcribe", lambda *_: SimpleNamespace(text="a red mug"))
    return shop


@pytest.fixture(scope="module")
def ui() -> Components:
    with gr.Blocks():
        return lay_out()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def handlers(assistant: Assistant, ui: Components, clock: Clock) -> Handlers:
    thumbnails = Thumbnails()
    sessions = Sessions(lambda session: thumbnails.drop(session.pictures), clock)
    return Handlers(opened(assistant), sessions, thumbnails, ui)


def steps(ui: Components, updates: Iterable[dict]) -> list[dict[str, Any]]:
    """The updates by the name of the component, a bare value as the update of its value; the last
    one has all that was not shown otherwise since."""
    names = {component: name for name, component in vars(ui).items() if name != "desk"}
    found: list[dict[str, Any]] = [
        {
            names[component]: change if _is_update(change) else {"value": change}
            for component, change in update.items()
            if component in names
        }
        for update in updates
    ]
    return (
        [*found[:-1], {name: how for step in found for name, how in step.items()}] if found else []
    )


def _is_update(change: object) -> bool:
    return isinstance(change, dict) and change.get("__type__") == "update"


def ask(
    handlers: Handlers, ui: Components, text: str = "", *files: Path, page: Any = Page()
) -> list[dict[str, Any]]:
    return steps(ui, handlers.send("en", sent(text, *files), page))


def sent(text: str = "", *files: Path, **more: Any) -> gr.EventData:
    """What the box sends."""
    return gr.EventData(None, {"text": text, "files": [str(file) for file in files], **more})


def press(
    handlers: Handlers, ui: Components, page: Any = Page(), **data: Any
) -> list[dict[str, Any]]:
    """A click, answered; in English."""
    return steps(ui, handlers.click("en", gr.EventData(None, data), page))


def talk(step: dict[str, Any]) -> list[tuple[str, str]]:
    """Who said what in the chat: ("user", "a lamp")."""
    parts = re.split(r'<div class="(user|bot) message', step["chat"]["value"])[1:]
    said = [
        re.search(r'<p class="(?:said|pending)">(.*?)</p>', html, re.DOTALL) for html in parts[1::2]
    ]
    texts_of = [re.sub(r"<[^>]*>", "", found[1]) if found else "" for found in said]
    return list(zip(parts[::2], map(unescape, texts_of), strict=True))


def last_words(step: dict[str, Any]) -> str:
    return talk(step)[-1][1]


def test_a_question_appears_at_once_then_the_picks_and_then_the_answer(
    handlers: Handlers, ui: Components
) -> None:
    first, picks, answer = ask(handlers, ui, "a red mug")
    assert talk(first) == [("user", "a red mug"), ("bot", "Looking")]
    assert first["welcome"]["visible"] is False
    assert "€9.50" in picks["shelf"]["value"]
    assert "chat" not in picks
    assert "“Red mug” for €9.50" in last_words(answer)
    assert len(talk(answer)) == 2  # the line that stood in for the answer is gone


def test_the_conversation_goes_on(handlers: Handlers, ui: Components) -> None:
    ask(handlers, ui, "a lamp under 60 euros")
    *_, answer = ask(handlers, ui, "not red")
    assert "Red lamp" not in answer["shelf"]["value"]
    for label in (">lamp<", ">under €60<", ">not red<"):
        assert label in answer["chips"]["value"]


def test_a_chip_is_taken_away_and_comes_back_by_undoing(handlers: Handlers, ui: Components) -> None:
    *_, asked = ask(handlers, ui, "a red mug")
    assert "Green mug" not in asked["shelf"]["value"]
    did, *_, answer = press(handlers, ui, act="remove", name="include:colour:red")
    assert ("user", "Removed: red") in talk(did)
    assert "Green mug" in answer["shelf"]["value"]
    assert ">red<" not in answer["chips"]["value"]
    *_, undone = press(handlers, ui, act="undo")
    assert "Green mug" not in undone["shelf"]["value"]
    assert ">red<" in undone["chips"]["value"]


def test_a_chip_is_changed(handlers: Handlers, ui: Components) -> None:
    ask(handlers, ui, "a red mug")
    *_, answer = press(handlers, ui, act="change", name="include:colour:red", text="blue")
    assert "Blue mug" in answer["shelf"]["value"]
    assert "Red mug" not in answer["shelf"]["value"]


def test_what_does_not_fit_offers_ways_out(handlers: Handlers, ui: Components) -> None:
    *_, answer = ask(handlers, ui, "a lamp under 30 euros")
    assert "Blue lamp" in answer["shelf"]["value"], "the least over the limit"
    assert "€29 over your limit" in answer["shelf"]["value"]
    assert "from €59 · 4" in answer["chips"]["value"]
    *_, relaxed = press(handlers, ui, act="relax", name="price")
    assert "Red lamp" in relaxed["shelf"]["value"]
    assert "relaxation" not in relaxed["chips"]["value"]


def test_a_table_stays_while_the_items_do(handlers: Handlers, ui: Components) -> None:
    ask(handlers, ui, "mugs")
    *_, compared = ask(handlers, ui, "compare 1 and 3")
    assert 'class="versus"' in compared["shelf"]["value"]
    assert "not stated" in compared["shelf"]["value"]
    *_, still = ask(handlers, ui, "is the second in stock?")
    assert "shelf" not in still, "it stays as it is"
    [closed] = press(handlers, ui, act="close")
    assert 'class="versus"' not in closed["shelf"]["value"]
    press(handlers, ui, act="compare")
    *_, other = ask(handlers, ui, "chairs")
    assert 'class="versus"' not in other["shelf"]["value"]


def product(step: dict[str, Any]) -> str:
    """The identifier of the first card's product."""
    return step["shelf"]["value"].split('class="card" data-product="')[1].split('"')[0]


def test_a_card_is_saved_and_taken_off_the_list(handlers: Handlers, ui: Components) -> None:
    *_, answer = ask(handlers, ui, "a red mug")
    [saved] = press(handlers, ui, act="save", product=product(answer), kept=True)
    assert "Red mug" in saved["saved"]["value"]
    press(handlers, ui, act="restart")
    *_, again = ask(handlers, ui, "a red mug")
    assert 'aria-pressed="true"' in again["shelf"]["value"], "a list outlives a fresh start"
    [left] = press(handlers, ui, act="unsave", product=product(answer))
    assert "Red mug" not in left["saved"]["value"]
    assert " open" in left["saved"]["value"]


def test_a_card_asks_for_more_like_it_and_why(handlers: Handlers, ui: Components) -> None:
    *_, answer = ask(handlers, ui, "a red mug")
    chosen = product(answer)
    *_, why = press(handlers, ui, act="why", product=chosen)
    assert "Red mug" in last_words(why)
    *_, like = press(handlers, ui, act="like", product=chosen)
    assert chosen not in like["shelf"]["value"].replace("Like: ", "")
    assert "Like: Red mug" in like["chips"]["value"]


@pytest.mark.parametrize(
    "data",
    [
        {"act": "remove", "name": "include:colour:blue"},
        {"act": "change", "name": "x", "text": "blue"},
        {"act": "like", "product": "no such product"},
        {"act": "why", "product": ["p"]},
        {"act": "relax", "name": "../x"},
        {"act": "_remove"},
        {"act": 7},
        {"act": "close", "name": "x" * 10_000},
        {"act": "save", "product": "no such product", "kept": True},
        {},
    ],
)
def test_a_click_on_what_is_not_there_does_nothing(
    handlers: Handlers, ui: Components, data: dict, caplog: pytest.LogCaptureFixture
) -> None:
    *_, before = ask(handlers, ui, "a red mug")
    for step in press(handlers, ui, **data):
        assert "shelf" not in step
        assert "Red mug" not in step.get("saved", {"value": ""})["value"]
    assert not caplog.records
    *_, after = ask(handlers, ui, "thanks")
    assert after["chips"]["value"] == before["chips"]["value"]


def test_two_pages_never_see_each_other(handlers: Handlers, ui: Components) -> None:
    one, two = Page("one"), Page("two")
    *_, first = ask(handlers, ui, "a red mug", page=one)
    *_, second = ask(handlers, ui, "a blue chair", page=two)
    press(handlers, ui, one, act="save", product=product(first), kept=True)
    *_, second = ask(handlers, ui, "in grey", page=two)
    assert "mug" not in str(second).lower().replace("“grey”", "")
    *_, third = press(handlers, ui, one, act="why", product=product(first))
    assert "chair" not in str(third["chat"]).lower()


def test_an_idle_conversation_is_forgotten_and_its_shopper_told(
    handlers: Handlers, ui: Components, clock: Clock
) -> None:
    ask(handlers, ui, "a lamp")
    clock.now = IDLE + 1
    *_, answer = ask(handlers, ui, "in red")
    assert "I have forgotten" in talk(answer)[0][1]
    assert ">lamp<" not in answer["chips"]["value"]
    clock.now += IDLE + 1
    [expired] = press(handlers, ui, act="undo")
    assert "I have forgotten" in expired["note"]["value"]
    assert expired["welcome"]["visible"]
    assert talk(expired) == []


def test_starting_over_clears_the_page(handlers: Handlers, ui: Components) -> None:
    ask(handlers, ui, "a lamp")
    [step] = press(handlers, ui, act="restart")
    assert talk(step) == []
    assert step["shelf"]["value"] == ""
    assert step["chips"]["visible"] is False
    assert [step[name]["visible"] for name in ("welcome", "examples")] == [True] * 2
    *_, fresh = ask(handlers, ui, "something red")
    assert ">lamp<" not in fresh["chips"]["value"]
    assert "forgotten" not in str(fresh["chat"])


def test_an_answer_that_comes_after_starting_over_is_for_nobody(
    handlers: Handlers, ui: Components, upload_folder: Path, photo: bytes
) -> None:
    ask(handlers, ui, "a lamp")
    path = upload(upload_folder, "mug.jpg", photo)
    turn = handlers.send("en", sent("like this", path), Page())
    next(turn)
    press(handlers, ui, act="restart")
    assert not [step for step in turn if ui.shelf in step]
    assert not handlers._thumbnails._kept
    *_, fresh = ask(handlers, ui, "a blue mug")
    assert len(talk(fresh)) == 2


def test_a_photo_is_shown_stays_in_context_and_its_file_is_deleted(
    handlers: Handlers, ui: Components, upload_folder: Path, photo: bytes
) -> None:
    path = upload(upload_folder, "mug.jpg", photo)
    first, *_, second = ask(handlers, ui, "like this", path)
    assert 'src="sent/' in first["chat"]["value"]
    assert talk(first)[0] == ("user", "like this")
    assert not path.exists()
    assert "Your photo" in second["chips"]["value"]
    assert "data:image/webp;base64," in second["chips"]["value"]
    *_, refined = ask(handlers, ui, "in red")
    assert "Your photo" in refined["chips"]["value"]
    *_, without = press(handlers, ui, act="remove", name="photos::")
    assert "Your photo" not in without["chips"]["value"]


def test_the_pictures_of_a_forgotten_chat_are_forgotten(
    handlers: Handlers, ui: Components, upload_folder: Path, photo: bytes
) -> None:
    ask(handlers, ui, "", upload(upload_folder, "mug.jpg", photo))
    [name] = handlers._thumbnails._kept
    press(handlers, ui, act="restart")
    assert handlers._thumbnails.get(name) is None


def test_several_clips_are_one_too_many(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    clips = [upload(upload_folder, f"{n}.mp4", bytes([n])) for n in range(2)]
    *_, answer = ask(handlers, ui, "mug", *clips)
    assert last_words(answer) == "There are 2 clips; send one at a time."


def break_down(*_: object) -> Any:
    raise RuntimeError("secret")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"text": " ", "files": []},
        {"text": None, "files": None},
        {"text": ["x"], "files": [7]},
    ],
)
def test_nothing_sent_is_nothing_asked(handlers: Handlers, data: dict) -> None:
    assert list(handlers.send("en", gr.EventData(None, data), Page())) == []


def test_a_photo_that_joins_counts_with_the_one_before(
    handlers: Handlers, ui: Components, upload_folder: Path, photo: bytes
) -> None:
    ask(handlers, ui, "", upload(upload_folder, "1.jpg", photo))
    *_, replaced = ask(handlers, ui, "", upload(upload_folder, "2.jpg", photo))
    assert replaced["chips"]["value"].count("data:image/webp") == 1
    path = upload(upload_folder, "3.jpg", photo)
    *_, joined = steps(ui, handlers.send("en", sent("", path, joins=True), Page()))
    assert joined["chips"]["value"].count("data:image/webp") == 2
    assert "Your photos" in joined["chips"]["value"]


def test_what_is_no_photo_is_said_in_the_chat(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    *_, answer = ask(handlers, ui, "", upload(upload_folder, "a.png", b"hello"))
    assert last_words(answer).startswith("This file is not a photo")


def test_an_upload_that_is_gone_is_said_above_the_box(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    [only] = ask(handlers, ui, "mug", upload_folder / "gone.jpg")
    assert "attach it again" in only["note"]["value"]


def test_a_fault_is_an_apology_and_the_conversation_goes_on(
    handlers: Handlers, assistant: Assistant, ui: Components, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(assistant, "recommended", break_down)
        *_, failed = ask(handlers, ui, "a red mug")
    assert "reference" in last_words(failed)
    assert "secret" not in last_words(failed)
    *_, again = ask(handlers, ui, "a blue mug")
    assert [role for role, _ in talk(again)] == ["user", "bot"] * 2
    assert "Blue mug" in last_words(again)


def test_a_long_conversation_forgets_its_beginning(handlers: Handlers, ui: Components) -> None:
    for _ in range(KEPT):
        *_, answer = ask(handlers, ui, "thanks")
    assert len(talk(answer)) == KEPT


def test_the_page_follows_the_opening_and_then_invites(
    assistant: Assistant, ui: Components, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL", 0.01)
    go, goal = threading.Event(), 640

    def open_slowly(progress: Any) -> Assistant:
        progress("Encoding <pictures>", 128, goal)
        go.wait(60)
        return assistant

    opening = Opening(open_slowly)  # type: ignore[arg-type]
    opening.start()

    async def watch() -> list[dict]:
        seen = []
        async for update in Handlers(opening, Sessions(), Thumbnails(), ui).watch("", Page()):
            seen.append(update)
            if "128 of 640" in str(update.get(ui.welcome)):
                go.set()
        return seen

    *loading, ready = steps(ui, asyncio.run(asyncio.wait_for(watch(), 120)))
    assert "Encoding &lt;pictures&gt;" in loading[-1]["welcome"]["value"]
    assert 'max="640" value="128"' in loading[-1]["welcome"]["value"]
    assert "box" not in loading[-1]
    assert "16 products from 1 shop" in ready["welcome"]["value"]
    assert "disabled" not in ready["box"]["value"]
    assert ready["examples"]["value"].count("data-example") == 4


def test_a_catalogue_that_cannot_be_opened_is_explained(ui: Components) -> None:
    def refuse(progress: Any) -> Any:
        raise BadCatalogue("There is no catalogue in <here>.")

    opening = Opening(refuse)
    opening.run()
    handlers = Handlers(opening, Sessions(), Thumbnails(), ui)

    async def watch() -> list[dict]:
        return [update async for update in handlers.watch("", Page())]

    *_, only = steps(ui, asyncio.run(watch()))
    assert "There is no catalogue in &lt;here&gt;." in only["welcome"]["value"]
    *_, answer = ask(handlers, ui, "mug")
    assert "There is no catalogue in &lt;here&gt;." in answer["note"]["value"]


def test_a_question_before_the_catalogue_is_ready_is_put_off(ui: Components) -> None:
    opening = Opening(lambda progress: None)  # type: ignore[arg-type, return-value]
    assert opening.status == Status()
    *_, answer = ask(Handlers(opening, Sessions(), Thumbnails(), ui), ui, "mug")
    assert "try again in a moment." in answer["note"]["value"]


def test_an_example_is_asked_with_its_photo(handlers: Handlers, ui: Components) -> None:
    event = gr.EventData(None, {"example": 1})
    *_, answer = steps(ui, handlers.try_example("en", event, Page()))
    assert 'src="sent/' in answer["chat"]["value"]
    assert talk(answer)[0][1].startswith("like this")
    assert "Your photo" in answer["chips"]["value"]


@pytest.mark.parametrize("data", [{}, {"example": 99}, {"example": -1}, {"example": "../x"}])
def test_an_example_that_does_not_exist_does_nothing(handlers: Handlers, data: Any) -> None:
    assert list(handlers.try_example("en", gr.EventData(None, data), Page())) == []


def test_the_endpoint_answers_in_the_contracts_form(handlers: Handlers, photo: bytes) -> None:
    encoded = base64.b64encode(photo).decode()
    for form in (encoded, "data:image/jpeg;base64," + encoded):
        answer = handlers.ask("red mug", form)
        assert answer["transcript"] is None
        assert answer["recommendations"][0]["contributions"].keys() == {"text", "image"}


@pytest.mark.parametrize(
    ("text", "photo", "told"),
    [
        ("", "", "is empty"),
        ("mug", "???", "base64"),
        ("mug", "照片", "base64"),
        ("mug", "AAAA", "not a photo"),
    ],
)
def test_the_endpoint_says_what_is_wrong(
    handlers: Handlers, text: str, photo: str, told: str
) -> None:
    with pytest.raises(gr.Error, match=told):
        handlers.ask(text, photo)
