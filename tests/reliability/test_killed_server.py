"""A server that is killed in the midst of turns leaves nothing behind that the next one keeps."""

from __future__ import annotations

import signal
import threading
from contextlib import suppress
from pathlib import Path

import httpx

from tests.assistant.test_privacy import WORDS, photo, traces
from tests.reliability.clients import PATIENCE, server
from tests.reliability.scenarios import filled
from tests.reliability.state import state


def asking(base: str, stop: threading.Event) -> None:
    """Turns with a photo, one after the other, as long as somebody answers."""
    with suppress(httpx.HTTPError), httpx.Client(base_url=base, timeout=PATIENCE) as client:
        talk = client.post("/v1/conversations").json()["conversation_id"]
        while not stop.is_set():
            files = {"images": ("mug.png", photo())}
            client.post(
                f"/v1/conversations/{talk}/turns", data={"text": f"a {WORDS} mug"}, files=files
            )


def test_a_server_killed_in_a_turn_loses_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    filled(folder)
    before = state(folder / "c")
    sent = {"photo": photo(), "words": WORDS.encode()}
    with server(folder) as (base, program, _):
        httpx.post(f"{base}/gradio_api/upload", files={"files": ("a.png", sent["photo"])})
        assert traces([folder / "tmp"], sent), "it lies there until it is sent"
        stop = threading.Event()
        shoppers = [threading.Thread(target=asking, args=(base, stop)) for _ in range(4)]
        for one in shoppers:
            one.start()
        stop.wait(1)
        program.send_signal(signal.SIGKILL)
        program.wait(PATIENCE)
        stop.set()
        for one in shoppers:
            one.join(PATIENCE)
    with server(folder) as (base, _, _):
        assert traces([folder], sent) == []
        assert httpx.get(f"{base}/readyz", timeout=PATIENCE).status_code == 200
    after = state(folder / "c")
    counted = {"insight.db", "insight.db-wal", "insight.db-shm"}
    after["litter"] = [one for one in after["litter"] if one not in counted]
    assert after == before
