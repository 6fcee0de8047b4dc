"""A `chroma run` on loopback."""

from __future__ import annotations

import socket
import subprocess
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest


@contextmanager
def chroma_server(folder: Path) -> Iterator[tuple[str, subprocess.Popen]]:
    """The URL of a `chroma run` that answers, and its process."""
    for _ in range(3):  # the port is free when it is chosen: another program may be faster
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        url, log = f"http://127.0.0.1:{port}", folder / "log"
        command = [
            Path(sysconfig.get_path("scripts")) / "chroma",
            *("run", "--path", folder / "data", "--host", "127.0.0.1", "--port", str(port)),
        ]
        with log.open("w") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            if answers(url, process):
                yield url, process
                return
        finally:
            process.kill()
            process.wait()
    pytest.fail(f"chroma run does not answer: {log.read_text()}")


def answers(url: str, process: subprocess.Popen) -> bool:
    """Whether a server that was just started comes to answer."""
    deadline = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < deadline:
        with suppress(httpx.HTTPError):
            if httpx.get(f"{url}/api/v2/heartbeat", trust_env=False).is_success:
                return True
        time.sleep(0.05)
    return False
