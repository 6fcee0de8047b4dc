"""Reading pictures beside everything else, in a process that can be ended when it hangs.

A process of its own, for three reasons: no Python thread can be stopped from outside; a fault in
a decoder of hostile pixels then ends no more than itself; and reading takes no time from the
encoder under the interpreter's lock. It starts with the first picture, in about two seconds, and
takes 250 MB.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from dataclasses import dataclass, field, replace
from threading import Lock

from PIL import Image

from retrieval.confined import Process
from retrieval.reading.printed import PrintedWords

log = logging.getLogger(__name__)
STARTS = 3
"""Starts that may fail before no more are tried: `models list` says what is wrong."""
COMMAND = (sys.executable, "-m", "retrieval.reading.child")


@dataclass(frozen=True)
class ReaderOptions:
    """How long reading may take, in seconds."""

    start: float = 120.0  # until the process is ready, on a busy machine
    picture: float = 1.2  # for the words of one picture; then the largest lines are read
    hang: float = 3.0  # beyond that, after which the process is ended
    join: float = 1.5  # from the beginning, that an answer waits for what is being read
    uses: int = 1000  # pictures, not seconds: then another process takes over


PATIENT = ReaderOptions(picture=30.0, hang=30.0, join=120.0)
"""For whoever reads without a shopper waiting: what is found then depends on no other work."""


class Reading:
    """What is being read. Threads may share it."""

    def __init__(self, future: Future[PrintedWords], seconds: float) -> None:
        self._future = future
        self._until = time.monotonic() + seconds

    @classmethod
    def done(cls, words: PrintedWords) -> Reading:
        """One that has been read already."""
        future: Future[PrintedWords] = Future()
        future.set_result(words)
        return cls(future, 0.0)

    def result(self) -> PrintedWords:
        """What was read, as soon as it is there; nothing when it takes too long or fails.

        The time to wait counts from the beginning of the reading, not from this call.
        """
        try:
            return self._future.result(max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            self._future.cancel()  # where others are before it, nobody waits for it any more
        except Exception:
            log.exception("a picture could not be read")
        return PrintedWords()


@dataclass
class Reader:
    """Reads pictures one after the other. Threads may share it."""

    options: ReaderOptions = ReaderOptions()
    command: Sequence[str] = COMMAND
    _pool: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, thread_name_prefix="reading")
    )
    _child: _Child | None = None
    _starts: int = 0  # that failed one after the other
    _lock: Lock = field(default_factory=Lock)

    def start(self, images: Sequence[Image.Image]) -> Reading:
        """Begin to read pictures of one thing; returns at once."""
        if not images:
            return Reading.done(PrintedWords())
        return Reading(self._pool.submit(self._united, tuple(images)), self.options.join)

    def read(self, image: Image.Image, glance: bool = False) -> PrintedWords:
        """What is printed on a picture; with `glance`, at the cost of a look where that shows
        nothing. A picture that the process dies of, or hangs on, has nothing on it."""
        with self._lock:
            if self._starts >= STARTS:
                return PrintedWords(whole=False)
            try:
                if self._child is None:
                    self._starts += 1
                    self._child = _Child(self.command, self.options)
                    self._starts = 0
                words = self._child.read(image, glance)
                self._renew()
                return words
            except (OSError, EOFError, ValueError) as error:
                log.warning("reading a picture took too long or failed (%r)", error)
                known = self._child.gtins if self._child else ()
                self._end()
                return PrintedWords(gtins=known, whole=False)

    def warm_up(self) -> None:
        """Begin to load what the first picture would wait for; returns at once."""
        self._pool.submit(self.read, Image.new("RGB", (64, 64)))

    def close(self) -> None:
        """End the process; a later picture starts another."""
        with self._lock:
            self._end()

    def _united(self, images: Sequence[Image.Image]) -> PrintedWords:
        return PrintedWords.united(self.read(image) for image in images)

    def _renew(self) -> None:
        """What a picture did to the process does not last; nobody waits for the next one."""
        if self._child and self._child.used >= self.options.uses:
            self._end()
            self.warm_up()

    def _end(self) -> None:
        if self._child:
            self._child.process.end()
        self._child = None


class _Child:
    """The process that reads."""

    def __init__(self, command: Sequence[str], options: ReaderOptions) -> None:
        self.options = options
        self.used = 0
        self.gtins: tuple[str, ...] = ()  # of the picture at hand: known before its words
        self.process = Process(command, {"MALLOC_ARENA_MAX": "2"})  # its address space is limited
        with self.process.within(options.start):
            self.process.receive()

    def read(self, image: Image.Image, glance: bool) -> PrintedWords:
        """Raises OSError or EOFError when the process has ended, or was ended as it hung."""
        request = {"size": image.size, "seconds": self.options.picture, "glance": glance}
        picture = image.convert("RGB").tobytes()
        self.gtins = ()
        self.used += 1
        with self.process.within(self.options.picture + self.options.hang):
            self.process.send(json.dumps(request).encode(), picture)
            self.gtins = tuple(json.loads(self.process.receive()))
            words = PrintedWords.of_dict(json.loads(self.process.receive()))
        return replace(words, gtins=self.gtins)
