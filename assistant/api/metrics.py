"""What the server counts and times, as Prometheus reads it."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4 as CONTENT_TYPE

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.4, 0.6, 1.0, 1.5, 2.5, 5.0, 10.0)

__all__ = ["CONTENT_TYPE", "Metrics"]


class Metrics:
    """A registry of its own a server: two servers in one process do not count for each other."""

    def __init__(self) -> None:
        own = self.registry = CollectorRegistry()
        self._requests = Counter(
            "assistant_requests", "Requests answered", ("method", "route", "status"), registry=own
        )
        self._seconds = Histogram(
            "assistant_request_seconds", "Until an answer was whole", ("route",),
            registry=own, buckets=BUCKETS,
        )  # fmt: skip
        self._stages = Histogram(
            "assistant_stage_seconds", "A stage of a turn", ("stage",),
            registry=own, buckets=BUCKETS,
        )  # fmt: skip
        self._turns = Counter(
            "assistant_turns", "Turns answered", ("intent", "language"), registry=own
        )
        self._refused = Counter("assistant_refused", "Requests turned away", ("why",), registry=own)
        self._feedback = Counter("assistant_feedback", "Answers rated", ("rating",), registry=own)
        self._events = Counter(
            "assistant_events", "What shoppers did with products", ("event",), registry=own
        )
        self.conversations = Gauge(
            "assistant_conversations", "Conversations that programs hold now", registry=own
        )

    def answered(self, method: str, route: str, status: int, seconds: float) -> None:
        """A request was answered. `route` is the template of its address."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def turn(self, intent: str, language: str, timings_ms: Mapping[str, float]) -> None:
        """A turn was answered."""
        self._turns.labels(intent, language).inc()
        for stage, ms in timings_ms.items():
            self._stages.labels(stage).observe(ms / 1000)

    def refused(self, why: str) -> None:
        """A request was turned away."""
        self._refused.labels(why).inc()

    def rated(self, rating: str) -> None:
        """An answer was rated."""
        self._feedback.labels(rating).inc()

    def happened(self, event: str) -> None:
        """A shopper did something with a product."""
        self._events.labels(event).inc()

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)
