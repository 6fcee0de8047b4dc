"""A few processes that work on strangers' files, one piece of work each at a time.

They start when they are needed, are ended when they pass a limit, and make way for a new one
after some work, so that nothing that a file did to one of them lasts.
"""

from __future__ import annotations

import json
import os
import sys
import weakref
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore, Lock
from typing import Any

from retrieval.confined.process import Process
from retrieval.errors import AssistantError

SPARING = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS"), "1"),
    "MALLOC_ARENA_MAX": "2",
}
"""Threads, and what is set aside for each, take address space that is limited, whatever the number
of the machine's processors."""


class Overrun(Exception):
    """Work that was not done: it passed a limit, or the process ended. `str` says which."""


@dataclass(frozen=True)
class WorkLimits:
    """What one piece of work may take."""

    seconds: float  # of computing, all threads together
    memory: int  # bytes of address space of the process, libraries included
    writes: int = 0  # bytes of each file it writes
    patience: float = 15.0  # times `seconds` that it may last on a busy machine
    start: float = 120.0  # seconds until the process is ready, on a busy machine
    uses: int = 100  # pieces of work before another process takes over


class Pool:
    """Processes that do the `JOBS` of a module. Threads may share it."""

    def __init__(self, module: str, limits: WorkLimits, size: int = 2) -> None:
        self.module = module
        self.limits = limits
        self._places = BoundedSemaphore(size)
        self._idle: list[_Worker] = []
        self._lock = Lock()
        _POOLS.add(self)

    def run(
        self, job: str, data: bytes = b"", options: Mapping[str, Any] | None = None
    ) -> tuple[Any, bytes]:
        """What the job makes of bytes. Raises `Overrun`, or an `AssistantError` with the sentence
        that the job refused it with."""
        request = {"job": job, "options": dict(options or {}), "seconds": self.limits.seconds}
        with self._places:
            worker = self._taken()
            try:
                answer, content = worker.exchange(json.dumps(request).encode(), data)
            except BaseException:
                worker.process.end()
                raise
            self._give_back(worker)
        if "refused" in answer:
            raise AssistantError(answer["refused"])
        if "failed" in answer:
            raise Overrun(answer["failed"])
        return answer["facts"], content

    def warm_up(self) -> None:
        """Have a process ready."""
        with self._places:
            self._give_back(self._taken())

    def close(self) -> None:
        """End the processes; later work starts others."""
        with self._lock:
            idle, self._idle = self._idle, []
        for worker in idle:
            worker.process.end()

    def forget(self) -> None:
        """In a process that was forked off: the workers are the other's."""
        self._idle, self._lock = [], Lock()

    def _taken(self) -> _Worker:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker and worker.process.alive:
            return worker
        return _Worker(self.module, self.limits)

    def _give_back(self, worker: _Worker) -> None:
        if worker.used >= self.limits.uses:
            worker.process.end()
            return
        with self._lock:
            self._idle.append(worker)


_POOLS: weakref.WeakSet[Pool] = weakref.WeakSet()


def _forget_all() -> None:
    for pool in _POOLS:
        pool.forget()


os.register_at_fork(after_in_child=_forget_all)


class _Worker:
    """A process that works. Raises `Overrun` where it cannot be started."""

    def __init__(self, module: str, limits: WorkLimits) -> None:
        self.limits = limits
        self.used = 0
        command = [sys.executable, "-m", "retrieval.confined.child", module]
        self.process = Process([*command, str(limits.memory), str(limits.writes)], SPARING)
        with self._within(limits.start):
            self.process.receive()

    def exchange(self, request: bytes, data: bytes) -> tuple[dict[str, Any], bytes]:
        """One piece of work. Raises `Overrun`; the process is then at its end."""
        self.used += 1
        with self._within(self.limits.seconds * self.limits.patience):
            self.process.send(request, data)
            return json.loads(self.process.receive()), self.process.receive()

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        try:
            with self.process.within(seconds):
                yield
        except (OSError, EOFError, ValueError) as error:
            raise Overrun(f"the process ended ({self.process.end()})") from error
