"""Asking a model without ever waiting longer than one wants to, and not asking one that fails."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from assistant.llm.base import LONGEST_ANSWER, ChatModel, ModelFailed, Prompt
from assistant.llm.options import LlmOptions

log = logging.getLogger(__name__)


class Asker:
    """Runs each call in a thread of its own, which is abandoned when it is late.

    An abandoned call keeps its place until it ends, so that a model that hangs cannot pile up
    threads: when all places are taken, asking fails at once.
    """

    def __init__(self, model: ChatModel, options: LlmOptions) -> None:
        self._model = model
        self._tokens = options.tokens
        self._places = threading.BoundedSemaphore(options.at_once)

    def ask(self, prompt: Prompt, seconds: float) -> str:
        """The answer. Raises `ModelFailed` at the latest when the time is up."""
        if not self._places.acquire(blocking=False):
            raise ModelFailed("earlier calls have not come back")
        call = _Call(lambda: self._model.complete(prompt, seconds, self._tokens))
        threading.Thread(
            target=call.run, args=(self._places.release,), name="language-model", daemon=True
        ).start()
        if not call.done.wait(seconds):
            raise ModelFailed(f"no answer within {seconds:.1f} s")
        if call.error:
            raise ModelFailed(f"{type(call.error).__name__}: {call.error}") from call.error
        if len(call.answer) > LONGEST_ANSWER:
            raise ModelFailed("an answer of more than we asked for")
        return call.answer


class _Call:
    """What became of one call."""

    def __init__(self, work: Callable[[], str]) -> None:
        self._work = work
        self.done = threading.Event()
        self.answer = ""
        self.error: Exception | None = None

    def run(self, finished: Callable[[], None]) -> None:
        try:
            self.answer = self._work()
        except Exception as error:  # whatever a library raises is an answer that did not come
            self.error = error
        finally:
            finished()
            self.done.set()


class Breaker:
    """Stops asking after failures in a row, then lets one call try again (a circuit breaker,
    Nygard, *Release It!*, 2007). Threads may share it."""

    def __init__(self, options: LlmOptions, clock: Callable[[], float] = time.monotonic) -> None:
        self._options = options
        self._clock = clock
        self._lock = threading.Lock()
        self._failures = 0
        self._pause = options.pause
        self._until = 0.0

    def allows(self) -> bool:
        """Whether to ask now. After a pause one caller is let through; others wait for what
        becomes of it, at most one pause more."""
        with self._lock:
            now = self._clock()
            if now < self._until:
                return False
            if self._failures >= self._options.failures:
                self._until = now + self._pause
            return True

    def succeeded(self) -> None:
        """The last call gave something usable."""
        with self._lock:
            self._failures, self._until, self._pause = 0, 0.0, self._options.pause

    def failed(self) -> None:
        """The last call gave nothing usable."""
        with self._lock:
            self._failures += 1
            if self._failures < self._options.failures:
                return
            if self._failures > self._options.failures:
                self._pause = min(2 * self._pause, self._options.longest_pause)
            self._until = self._clock() + self._pause
        log.warning("the language model is not asked for %.0f s: it keeps failing", self._pause)
