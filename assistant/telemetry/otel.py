"""Telemetry by OpenTelemetry (the only import of it)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from opentelemetry import propagate, trace
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
from opentelemetry.metrics import MeterProvider
from opentelemetry.sdk.metrics import MeterProvider as Meters
from opentelemetry.sdk.metrics.export import PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider as Tracers
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode, TracerProvider

from assistant.telemetry.base import Attributes, Span, Telemetry

NAME = "shopping-assistant"
_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0]


class OtelSpan(Span):
    """A span of OpenTelemetry's."""

    def __init__(self, span: trace.Span) -> None:
        self._span = span

    def set(self, attributes: Attributes) -> None:
        self._span.set_attributes(dict(attributes))

    def rename(self, name: str) -> None:
        self._span.update_name(name)

    def fail(self, kind: str) -> None:
        self._span.set_attribute("error.type", kind)
        self._span.set_status(Status(StatusCode.ERROR))


class OtelTelemetry(Telemetry):
    """Over providers of traces and of meters."""

    def __init__(self, tracers: TracerProvider, meters: MeterProvider) -> None:
        self._providers = (tracers, meters)
        self._tracer = tracers.get_tracer(NAME)
        self._meter = meters.get_meter(NAME)
        self._histograms = {
            name: self._meter.create_histogram(
                name, unit="s", explicit_bucket_boundaries_advisory=_BOUNDS
            )
            for name in (
                "http.server.request.duration",
                "gen_ai.server.request.duration",
                "mcp.server.operation.duration",
            )
        }

    @contextmanager
    def span(
        self,
        name: str,
        attributes: Attributes | None = None,
        *,
        serves: bool = False,
        headers: Mapping[str, str] | None = None,
    ) -> Iterator[Span]:
        with self._tracer.start_as_current_span(
            name,
            context=propagate.extract(dict(headers)) if headers else None,
            kind=SpanKind.SERVER if serves else SpanKind.INTERNAL,
            attributes=dict(attributes or {}),
            record_exception=False,  # what an error says may quote a shopper
            set_status_on_exception=False,
        ) as span:
            told = OtelSpan(span)
            try:
                yield told
            except Exception as error:
                told.fail(type(error).__name__)
                raise

    def stages(self, timings_ms: Mapping[str, float]) -> None:
        stages = [(name, int(ms * 1e6)) for name, ms in timings_ms.items() if name != "total"]
        begun = time.time_ns() - sum(length for _, length in stages)
        for name, length in stages:
            self._tracer.start_span(name, start_time=begun).end(begun + length)
            begun += length

    def measure(self, name: str, seconds: float, attributes: Attributes) -> None:
        self._histograms[name].record(seconds, dict(attributes))

    def close(self) -> None:
        for provider in self._providers:
            shutdown = getattr(provider, "shutdown", None)
            if shutdown:
                shutdown()


def exporting() -> OtelTelemetry:
    """Telemetry that is sent by OTLP, to where the environment says."""
    resource = Resource.create({"service.name": NAME})
    tracers = Tracers(resource=resource)
    tracers.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    reader = PeriodicExportingMetricReader(OTLPMetricExporter())
    return OtelTelemetry(tracers, Meters([reader], resource=resource))
