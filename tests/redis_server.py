"""A Redis server for tests: on loopback, nothing on disk."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

MISSING = "Redis is not installed (Debian: apt-get install redis-server; `make servers` does)"
PROGRAM = "redis-server"


class RedisServer:
    """One server. It may be stopped, started again, or frozen, as faults do."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = taken.getsockname()[1]
        self.start()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        settings = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]
        program = shutil.which(PROGRAM)
        assert program, MISSING
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", program, *settings], stdout=subprocess.DEVNULL
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                assert time.monotonic() < deadline, "Redis does not answer"
                time.sleep(0.05)

    def stop(self) -> None:
        """End it at once; what it held is gone."""
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait(30)

    def freeze(self) -> None:
        """Take connections and never answer."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`."""
        self.process.send_signal(signal.SIGCONT)


@contextmanager
def serving() -> Iterator[RedisServer]:
    """A server."""
    server = RedisServer()
    try:
        yield server
    finally:
        server.stop()
