"""Of what shoppers say and show nothing is written, wherever the process can write."""

from __future__ import annotations

import base64
import io
import json
import logging
import os
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace

import httpx
import numpy as np
import pytest
import soundfile
from PIL import Image

from assistant.assistant import Assistant
from assistant.conversations import snapshot
from assistant.dialogue import Conversation
from assistant.insight import Insight, Seen
from assistant.media.audio import decode_audio
from assistant.place.spot import Spot
from assistant.taste import Preference, Profile, Signal
from assistant.turn import Turn
from retrieval.errors import BadMedia
from retrieval.reading import Reader
from retrieval.scratch import scratch_folder
from tests import stores
from tests.assistant.api.pages import happens
from tests.assistant.media.clips import encode
from tests.reliability.clients import PATIENCE, server
from tests.reliability.scenarios import filled

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
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return traces_in(files, sent)


def traces_in(files: Iterable[Path], sent: dict[str, bytes]) -> list[str]:
    """The same, of files."""
    marks = {name: content[len(content) // 2 :][:40] for name, content in sent.items()}
    return [
        f"{name} in {path}"
        for path in files
        for content in [path.read_bytes()]
        for name, mark in marks.items()
        if mark in content
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
        conversation.taste = Profile("lot", (Preference("brand", WORDS),), (Signal(WORDS),))
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


def test_nothing_of_a_place_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Neither in the catalogue and beside it, nor as counts, nor in the log, nor as a
    conversation is kept for another server."""
    caplog.set_level(logging.DEBUG)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    assistant = Assistant.open(stores.filled(tmp_path / "catalog", feeds))
    conversation = Conversation(assistant)
    insight = Insight(SimpleNamespace(assistant=assistant))  # type: ignore[arg-type]
    kept = tmp_path / "kept"
    for turn in (
        Turn(spot=Spot.at(47.3769, 8.5417)),
        Turn("a mug near me"),
        Turn("I'm in Wroclaw"),
        Turn("a xylophone close to Ljubljana"),
        Turn("within 3 km of Reykjavik"),
        Turn("only what I can pick up today"),
        Turn("我在哈尔滨"),
    ):
        before = conversation.state.wishes
        insight.turn(Seen("one", before, conversation.say(turn)))
        kept.write_bytes(kept.read_bytes() + snapshot(conversation) if kept.exists() else b"")
    insight.close()
    marks = ("Wroclaw", "Ljubljana", "Reykjavik", "哈尔滨", "47.38", "8.54", "17.03", "14.51",
             "64.1", "126.6", "45.75")  # fmt: skip
    for folder in (tmp_path / "catalog", temporary):
        for path in (one for one in folder.rglob("*") if one.is_file()):
            found = [mark for mark in marks[:4] if mark.encode() in path.read_bytes()]
            assert not found, path
    assert kept.read_bytes()
    assert not [mark for mark in marks if mark.encode() in kept.read_bytes()]
    lines = [one.getMessage() for one in caplog.records]
    assert not [line for line in lines for mark in marks if mark in line]
    assistant.close()


SHARED = [Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path.cwd()]
"""Where else a process may write."""
LARGE = 2**28  # bytes: larger than all that is sent


def written_since(moment: float, own: Path) -> Iterator[Path]:
    """Files in places that all may write to, written since then, apart from a test's own."""
    for place in SHARED:
        for folder, names, files in os.walk(place):
            names[:] = [one for one in names if Path(folder, one) != own and one != ".git"]
            for path in (Path(folder, one) for one in files):
                try:
                    stat = path.stat()
                    if path.is_file() and stat.st_mtime >= moment and stat.st_size < LARGE:
                        yield path
                except OSError:  # gone, or somebody else's
                    continue


def held_open(process: int) -> Iterator[Path]:
    """What a process has open, deleted files included."""
    for path in Path(f"/proc/{process}/fd").iterdir():
        if path.is_file():
            yield path


def ask_in_every_way(client: httpx.Client, files: dict[str, bytes]) -> None:
    """Turns of words, a photo, a recording and a clip, as JSON and as forms; whatever the page asks
    beside the conversation."""
    talk = client.post("/v1/conversations").json()["conversation_id"]
    turns, said = f"/v1/conversations/{talk}/turns", {"text": f"a {WORDS} mug"}
    client.post(turns, json=said).raise_for_status()
    for name, field in (("photo", "images"), ("voice", "audio"), ("clip", "clip")):
        coded = base64.b64encode(files[name]).decode()
        for sent in (
            {"json": {field: [coded] if field == "images" else coded}},
            {"data": said, "files": {field: (f"{WORDS}.bin", files[name])}},
        ):
            answer = client.post(turns, **sent)
            assert answer.status_code in (200, 400, 422), answer.text  # noise says nothing
    client.post("/hear", content=files["voice"], headers={"Content-Type": "audio/wav"})
    client.post("/things", content=files["photo"], headers={"Content-Type": "image/png"})
    client.post("/v1/search", json={"query": WORDS}).raise_for_status()


@pytest.mark.skipif("TORTURE" not in os.environ, reason="takes a minute: make torture")
def test_nothing_of_turns_is_written_by_the_whole_server(tmp_path: Path) -> None:
    """Neither in its folders, nor in its log, nor where else a process may write."""
    begun, folder = time.time(), tmp_path / "work"
    filled(folder)
    files = {"photo": photo(), "voice": voice(), "clip": clip()}
    coded = {f"{name} in JSON": base64.b64encode(content) for name, content in files.items()}
    sent = {**files, **coded, "words": WORDS.encode()}
    with server(folder) as (base, program, _), httpx.Client(base_url=base, timeout=PATIENCE) as to:
        ask_in_every_way(to, files)
        [path] = to.post("/gradio_api/upload", files={"files": ("a.png", files["photo"])}).json()
        assert traces([folder], sent), "it lies there until it is sent"
        tab = json.dumps({"tab": "0123456789abcdef" * 2})
        happens(to, "page", "watch", tab)
        shown = happens(to, "page", "send", "en", text=WORDS, files=[path])
        assert '"success":true' in shown
        assert WORDS in shown
        assert traces([folder], sent) == []
        assert traces_in(held_open(program.pid), sent) == []
    assert traces([folder], sent) == []
    assert traces_in(written_since(begun, tmp_path), sent) == []
