"""Of what shoppers say and show nothing is written, wherever the process can write."""

from __future__ import annotations

import io
import logging
import tempfile
from pathlib import Path

import numpy as np
import pytest
import soundfile
from PIL import Image

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.media.audio import decode_audio
from assistant.turn import Turn
from retrieval.errors import BadMedia
from retrieval.reading import Reader
from retrieval.scratch import scratch_folder
from tests.assistant.media.clips import encode

WORDS = "quaggaberry"


def photo() -> bytes:
    noise = np.random.default_rng(5).integers(0, 255, (48, 48, 3), np.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "PNG")
    return file.getvalue()


def voice() -> bytes:
    file = io.BytesIO()
    noise = np.random.default_rng(6).normal(0, 0.2, 16_000).astype(np.float32)
    soundfile.write(file, noise, 16_000, format="WAV", subtype="PCM_16")
    return file.getvalue()


def clip() -> bytes:
    frames = list(np.random.default_rng(7).integers(0, 255, (6, 48, 64, 3), np.uint8))
    return encode("mp4", video=("libx264", 10, frames))


def traces(folders: list[Path], sent: dict[str, bytes]) -> list[str]:
    """Where something of what was sent is found."""
    marks = {name: content[len(content) // 2 :][:40] for name, content in sent.items()}
    return [
        f"{name} in {path}"
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        for name, mark in marks.items()
        if mark in path.read_bytes()
    ]


def test_a_trace_would_be_found(tmp_path: Path) -> None:
    sent = {"photo": photo()}
    (tmp_path / "kept").write_bytes(b"x" + sent["photo"])
    assert traces([tmp_path], sent)


def test_nothing_of_a_turn_is_written(
    own_catalog: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    sent = {"photo": photo(), "voice": voice(), "clip": clip(), "words": WORDS.encode()}
    with scratch_folder():
        assistant = Assistant.open(own_catalog, reader=Reader(command=("false",)))
        conversation = Conversation(assistant)
        conversation.say(Turn(f"a {WORDS} mug like this", (sent["photo"],)))
        conversation.say(Turn("and like in this clip", video=sent["clip"]))
        conversation.say(Turn(f"no {WORDS}, under 40 euros"))
        assert len(decode_audio(sent["voice"])) == 16_000
        with pytest.raises(BadMedia):
            conversation.say(Turn("broken", (sent["photo"][:200],)))
        assert traces([own_catalog, temporary], sent) == []
        assistant.close()
    assert traces([own_catalog, temporary], sent) == []
    assert list(temporary.glob("shopping-assistant-*")) == []
    ours = [one for one in caplog.records if one.name.startswith(("assistant", "retrieval"))]
    assert not [one for one in ours if WORDS in one.getMessage()]
