"""A process that is spoken to through pipes, and ended when it takes too long."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Timer


class Process:
    """A command that runs, and the two ends of its pipes: frames of `Connection`.

    Whatever it prints besides is lost. Sending and receiving raise OSError or EOFError when it has
    ended, for whatever reason.
    """

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(__file__).parents[2],
            env={**os.environ, **environment},
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = Connection(os.dup(self._process.stdin.fileno()), readable=False)
        self._answers = Connection(os.dup(self._process.stdout.fileno()), writable=False)
        self._process.stdin.close()
        self._process.stdout.close()

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def send(self, *frames: bytes) -> None:
        """Send frames, in order."""
        for frame in frames:
            self._requests.send_bytes(frame)

    def receive(self) -> bytes:
        """The next frame that it answers with."""
        return self._answers.recv_bytes()

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Ends it when what is done here takes longer; whoever waits for it has the error then."""
        timer = Timer(seconds, self._process.kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def end(self) -> int:
        """End it; the exit status."""
        self._process.kill()
        status = self._process.wait()
        self._requests.close()
        self._answers.close()
        return status
