from __future__ import annotations

import io
from pathlib import Path

import pytest

from assistant.dialogue import DialogueAnswer
from assistant.dialogue.conversation import ask
from assistant.turn import Turn
from assistant.ui import handlers
from retrieval.catalogue import Catalogue
from tests.assistant.ui.fakes import FakeAssistant, make_catalogue, picture


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    titles = ["Red mug", "Desk lamp", "Blue mug", "Floor lamp"]
    return make_catalogue(tmp_path_factory.mktemp("catalogue"), titles)


@pytest.fixture
def assistant(catalogue: Catalogue) -> FakeAssistant:
    return FakeAssistant(catalogue)


@pytest.fixture(autouse=True)
def fakes_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A single question to a fake is answered by the fake."""

    def answer(assistant: object, turn: Turn, k: int = 5) -> DialogueAnswer:
        if isinstance(assistant, FakeAssistant):
            return assistant.ask(turn, k)
        return ask(assistant, turn, k)  # type: ignore[arg-type]

    monkeypatch.setattr(handlers, "ask", answer)


@pytest.fixture
def photo() -> bytes:
    """A JPEG file whose EXIF says something private."""
    image = picture(7)
    exif = image.getexif()
    exif[0x010E] = "private words"
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", exif=exif)
    return buffer.getvalue()


@pytest.fixture
def upload_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    return tmp_path / "uploads"
