"""What happens on the page, without a browser: each step's updates by component."""

from __future__ import annotations

import asyncio
import base64
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import gradio as gr
import pytest

from assistant.ui import handlers as module
from assistant.ui.handlers import Handlers
from assistant.ui.layout import Components, lay_out
from assistant.ui.messages import KEPT, said
from assistant.ui.startup import Opening, Status
from assistant.ui.thumbnails import Thumbnails
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue
from tests.assistant.ui.fakes import FakeAssistant, opened
from tests.assistant.ui.test_uploads import upload


@pytest.fixture(scope="module")
def ui() -> Components:
    with gr.Blocks():
        return lay_out()


@pytest.fixture
def handlers(assistant: FakeAssistant, ui: Components) -> Handlers:
    return Handlers(opened(assistant), Thumbnails(), ui)


def steps(ui: Components, updates: Iterable[dict]) -> list[dict[str, Any]]:
    """The updates by the name of the component, a bare value as the update of its value."""
    names = {component: name for name, component in vars(ui).items()}
    return [
        {
            names[component]: change if _is_update(change) else {"value": change}
            for component, change in update.items()
        }
        for update in updates
    ]


def _is_update(change: object) -> bool:
    return isinstance(change, dict) and change.get("__type__") == "update"


def ask(handlers: Handlers, ui: Components, text: str = "", *files: Path) -> list[dict[str, Any]]:
    message = {"text": text, "files": [str(file) for file in files]}
    return steps(ui, handlers.send(message, []))


def last_words(step: dict[str, Any]) -> str:
    return step["chat"]["value"][-1]["content"][-1]


def test_a_question_appears_at_once_and_then_its_answer(handlers: Handlers, ui: Components) -> None:
    first, second = ask(handlers, ui, "red mug")
    assert first["chat"]["value"][0] == {"role": "user", "content": ["red mug"]}
    assert "Looking" in last_words(first).value
    assert first["box"]["value"] == {"text": "", "files": []}
    assert [first[name]["visible"] for name in ("chat", "welcome", "again")] == [True, False, True]
    assert last_words(second) == "Closest: Red mug."
    assert len(second["chat"]["value"]) == 2  # the line that stood in for the answer is gone
    assert "€10.00" in second["shelf"]["value"]
    assert second["shelf"]["visible"]


def test_a_photo_is_shown_used_and_deleted(
    handlers: Handlers,
    assistant: FakeAssistant,
    ui: Components,
    upload_folder: Path,
    photo: bytes,
) -> None:
    path = upload(upload_folder, "mug.jpg", photo)
    first, second = ask(handlers, ui, "like this", path)
    attached, words = first["chat"]["value"][0]["content"]
    assert 'src="sent/' in attached.value
    assert words == "like this"
    assert not path.exists()
    assert assistant.turns[0].photos == (photo,)
    assert "Photo 0.50" in second["shelf"]["value"]


def test_a_clip_goes_along(
    handlers: Handlers, assistant: FakeAssistant, ui: Components, upload_folder: Path
) -> None:
    ask(handlers, ui, "mug", upload(upload_folder, "a.mp4", b"clip"))
    assert assistant.turns[0].video == b"clip"
    clips = [upload(upload_folder, f"{n}.mp4", bytes([n])) for n in range(2)]
    *_, answer = ask(handlers, ui, "mug", *clips)
    assert last_words(answer) == "There are 2 clips; send one at a time."


def test_a_recording_is_written_down_and_waits_to_be_sent(
    handlers: Handlers,
    assistant: FakeAssistant,
    ui: Components,
    upload_folder: Path,
    photo: bytes,
) -> None:
    voice = upload(upload_folder, "audio.wav", b"sound")
    picture = upload(upload_folder, "a.jpg", photo)
    listening, heard = ask(handlers, ui, "please:", voice, picture)
    assert "Writing down" in listening["note"]["value"]
    assert listening["box"]["interactive"] is False
    assert heard["box"]["value"] == {"text": "please: a red mug", "files": [str(picture)]}
    assert heard["box"]["interactive"] is True
    assert "I heard this; correct it if needed, then send." in heard["note"]["value"]
    assert assistant.turns == []
    assert not voice.exists()
    assert picture.exists()


def test_a_recording_that_fails_leaves_the_words_typed(
    handlers: Handlers, assistant: FakeAssistant, ui: Components, upload_folder: Path
) -> None:
    assistant.fault = RuntimeError("broken")
    *_, heard = ask(handlers, ui, "typed", upload(upload_folder, "audio.wav", b"sound"))
    assert heard["box"]["value"] == {"text": "typed", "files": []}
    assert "on our side (reference" in heard["note"]["value"]


def test_a_recording_without_words_is_said_to_have_none(
    handlers: Handlers, assistant: FakeAssistant, ui: Components, upload_folder: Path
) -> None:
    assistant.heard = ""
    *_, heard = ask(handlers, ui, "typed", upload(upload_folder, "audio.wav", b"sound"))
    assert heard["box"]["value"] == {"text": "typed", "files": []}
    assert "could not make out a word" in heard["note"]["value"]


def test_a_recording_that_is_attached_and_sent_at_once_is_written_down_once(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    voice = upload(upload_folder, "audio.wav", b"sound")
    message = {"text": "", "files": [str(voice)]}
    attached, sent = handlers.hear(message), handlers.send(message, [])
    next(attached)
    assert list(sent) == []
    [heard] = steps(ui, attached)
    assert heard["box"]["value"]["text"] == "a red mug"


@pytest.mark.parametrize("message", [None, {}, {"text": " ", "files": []}, {"text": None}])
def test_nothing_sent_is_nothing_asked(handlers: Handlers, message: dict | None) -> None:
    assert list(handlers.send(message, [])) == []
    assert list(handlers.hear(message)) == []


def test_what_is_no_photo_is_said_in_the_chat(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    _, answer = ask(handlers, ui, "", upload(upload_folder, "a.png", b"hello"))
    assert last_words(answer).startswith("This file is not a photo")


def test_an_upload_that_is_gone_is_said_above_the_box(
    handlers: Handlers, ui: Components, upload_folder: Path
) -> None:
    [only] = ask(handlers, ui, "mug", upload_folder / "gone.jpg")
    assert "attach it again" in only["note"]["value"]


def test_a_fault_is_an_apology_and_the_conversation_goes_on(
    handlers: Handlers, assistant: FakeAssistant, ui: Components
) -> None:
    assistant.fault = RuntimeError("secret")
    _, failed = ask(handlers, ui, "red mug")
    assert "reference" in last_words(failed)
    assert "secret" not in last_words(failed)
    assistant.fault = None
    again = steps(ui, handlers.send({"text": "blue mug"}, failed["talk"]["value"]))
    assert [message["role"] for message in again[-1]["chat"]["value"]] == ["user", "assistant"] * 2


def test_an_answer_without_products_keeps_no_empty_shelf(
    handlers: Handlers, ui: Components
) -> None:
    *_, answer = ask(handlers, ui, "zebra")
    assert last_words(answer) == "Nothing fits."
    assert answer["shelf"]["visible"] is False


def test_a_long_conversation_forgets_its_beginning(handlers: Handlers, ui: Components) -> None:
    talk = [said(str(number)) for number in range(1000)]
    first, _ = steps(ui, handlers.send({"text": "red mug"}, talk))
    assert len(first["talk"]["value"]) == KEPT
    assert first["talk"]["value"][-1].text == "red mug"


def test_two_shoppers_do_not_see_each_other(handlers: Handlers, ui: Components) -> None:
    one, two = (handlers.send({"text": text}, []) for text in ("red mug", "desk lamp"))
    steps_taken = steps(ui, [next(one), next(two), next(one), next(two)])
    for step, words in zip(steps_taken[2:], ("red mug", "desk lamp"), strict=True):
        assert [m["content"] for m in step["chat"]["value"] if m["role"] == "user"] == [[words]]


def test_the_page_follows_the_opening_and_then_invites(
    assistant: FakeAssistant, ui: Components, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "POLL", 0.01)
    go, goal = threading.Event(), 640

    def open_slowly(progress: Any) -> FakeAssistant:
        progress("Encoding <pictures>", 128, goal)
        go.wait(10)
        return assistant

    opening = Opening(open_slowly)  # type: ignore[arg-type]
    opening.start()

    async def watch() -> list[dict]:
        seen = []
        async for update in Handlers(opening, Thumbnails(), ui).watch():
            seen.append(update)
            if "128 of 640" in str(update[ui.welcome]):
                go.set()
        return seen

    *loading, ready = steps(ui, asyncio.run(asyncio.wait_for(watch(), 20)))
    assert "Encoding &lt;pictures&gt;" in loading[-1]["welcome"]["value"]
    assert 'max="640" value="128"' in loading[-1]["welcome"]["value"]
    assert "box" not in loading[-1]
    assert "4 products from 2 shops" in ready["welcome"]["value"]
    assert ready["box"]["interactive"] is True
    assert ready["examples"]["value"].count("data-example") == 2


def test_a_catalogue_that_cannot_be_opened_is_explained(ui: Components) -> None:
    def refuse(progress: Any) -> Any:
        raise BadCatalogue("There is no catalogue in <here>.")

    opening = Opening(refuse)
    opening.run()
    handlers = Handlers(opening, Thumbnails(), ui)

    async def watch() -> list[dict]:
        return [update async for update in handlers.watch()]

    [only] = steps(ui, asyncio.run(watch()))
    assert "There is no catalogue in &lt;here&gt;." in only["welcome"]["value"]
    *_, answer = ask(handlers, ui, "mug")
    assert last_words(answer) == "There is no catalogue in &lt;here&gt;."


def test_a_question_before_the_catalogue_is_ready_is_put_off(ui: Components) -> None:
    opening = Opening(lambda progress: None)  # type: ignore[arg-type, return-value]
    assert opening.status == Status()
    *_, answer = ask(Handlers(opening, Thumbnails(), ui), ui, "mug")
    assert last_words(answer).endswith("try again in a moment.")


def test_an_example_is_asked_with_its_photo(
    handlers: Handlers, assistant: FakeAssistant, ui: Components, catalogue: Catalogue
) -> None:
    handlers.start_over()  # makes the examples, as opening the page does
    event = gr.EventData(None, {"example": 1})
    *_, answer = steps(ui, handlers.try_example([], event))
    [photo] = assistant.turns[0].photos
    assert photo in [path.read_bytes() for path in catalogue.folder.rglob("*.webp")]
    assert answer["shelf"]["visible"]


@pytest.mark.parametrize("data", [{}, {"example": 99}, {"example": -1}, {"example": "../x"}])
def test_an_example_that_does_not_exist_does_nothing(handlers: Handlers, data: Any) -> None:
    handlers.start_over()
    assert list(handlers.try_example([], gr.EventData(None, data))) == []


def test_starting_over_clears_the_page(handlers: Handlers, ui: Components) -> None:
    [step] = steps(ui, [handlers.start_over()])
    assert step["talk"]["value"] == step["chat"]["value"] == []
    assert [step[name]["visible"] for name in ("chat", "shelf", "again")] == [False] * 3
    assert [step[name]["visible"] for name in ("welcome", "examples")] == [True] * 2


def test_the_endpoint_answers_in_the_contracts_form(
    handlers: Handlers, assistant: FakeAssistant, photo: bytes
) -> None:
    encoded = base64.b64encode(photo).decode()
    for form in (encoded, "data:image/jpeg;base64," + encoded):
        answer = handlers.ask("red mug", form)
        assert answer["transcript"] is None
        assert answer["recommendations"][0]["contributions"] == {"text": 0.25, "image": 0.5}
        assert assistant.turns[-1].photos == (photo,)


@pytest.mark.parametrize(
    ("text", "photo", "told"),
    [("", "", "is empty"), ("mug", "???", "base64"), ("mug", "AAAA", "not a photo")],
)
def test_the_endpoint_says_what_is_wrong(
    handlers: Handlers, text: str, photo: str, told: str
) -> None:
    with pytest.raises(gr.Error, match=told):
        handlers.ask(text, photo)
