from __future__ import annotations

import io
from pathlib import Path

import pytest

from retrieval.catalogue import Catalogue
from tests.assistant.ui.fakes import FakeAssistant, make_catalogue, picture


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    titles = ["Red mug", "Desk lamp", "Blue mug", "Floor lamp"]
    return make_catalogue(tmp_path_factory.mktemp("catalogue"), titles)


@pytest.fixture
def assistant(catalogue: Catalogue) -> FakeAssistant:
    return FakeAssistant(catalogue)


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
