"""What can be told of the work, whoever listens; by default nobody does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

Value = str | int | float | bool
Attributes = Mapping[str, Value]


class Span:
    """A stretch of work. This one is told to nobody."""

    def set(self, attributes: Attributes) -> None:
        """Say more of it."""

    def rename(self, name: str) -> None:
        """Give it the name that is known only now."""

    def fail(self, kind: str) -> None:
        """Say that it failed, and with what kind of error."""


class Telemetry:
    """Tells nobody."""

    @contextmanager
    def span(
        self,
        name: str,
        attributes: Attributes | None = None,
        *,
        serves: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Iterator[Span]:
        """A stretch of work, a part of the one around it. `serves`: it answers another program,
        whose `headers` may name the stretch that it is a part of there."""
        yield Span()

    def stages(self, timings_ms: Mapping[str, float]) -> None:
        """Stages of the work around this, one after the other, which has just ended."""

    def measure(self, name: str, seconds: float, attributes: Attributes) -> None:
        """How long something took."""

    def close(self) -> None:
        """Send what is left to be sent."""


OFF = Telemetry()
