"""What the server tells of its work: a name and a line for each request, spans, figures."""

from __future__ import annotations

import logging

import pytest
from fastapi import FastAPI
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from starlette.testclient import TestClient

from assistant.access import Access
from assistant.api.metrics import Metrics
from assistant.api.tracing import RequestLog
from assistant.logs import FORMATTERS, REQUESTS
from assistant.startup import Opening
from assistant.telemetry.otel import OtelTelemetry
from tests.assistant.api.conftest import serving
from tests.assistant.api.talking import begin, say

WORDS = "a red mug for aunt Wilhelmina"


def test_every_request_has_a_name_and_a_line_without_words(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, REQUESTS)
    talk = begin(client)
    say(client, talk, WORDS)
    named = client.get("/healthz?q=Wilhelmina", headers={"X-Request-ID": "mine-1"})
    assert named.headers["X-Request-ID"] == "mine-1"
    odd = client.get("/healthz", headers={"X-Request-ID": "a b\tc"}).headers["X-Request-ID"]
    assert len(odd) == 16
    lines = [FORMATTERS["json"]().format(one) for one in caplog.records if one.name == REQUESTS]
    assert len(lines) == 4
    assert '"route": "/v1/conversations/{conversation_id}/turns"' in lines[1]
    assert "Wilhelmina" not in "".join(lines)
    assert talk not in "".join(lines)


def test_spans_and_figures_follow_the_conventions_and_have_no_words(opening: Opening) -> None:
    spans, reader = InMemorySpanExporter(), InMemoryMetricReader()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    telemetry = OtelTelemetry(tracers, MeterProvider([reader]))
    app = serving(opening, Access(), telemetry=telemetry)
    client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    say(client, begin(client), WORDS)
    found = {span.name: span for span in spans.get_finished_spans()}
    request = found["POST /v1/conversations/{conversation_id}/turns"]
    turn = found["chat shopping-assistant"]
    assert request.attributes["http.response.status_code"] == 200
    assert turn.attributes["gen_ai.operation.name"] == "chat"
    assert turn.parent.span_id == request.context.span_id
    for stage in ("understand", "answer"):
        assert found[stage].parent.span_id == turn.context.span_id
    figures = reader.get_metrics_data().to_json()
    assert "http.server.request.duration" in figures
    assert "gen_ai.server.request.duration" in figures
    assert "Wilhelmina" not in figures + "".join(span.to_json() for span in found.values())


def test_a_trace_that_began_elsewhere_goes_on(opening: Opening) -> None:
    spans = InMemorySpanExporter()
    tracers = TracerProvider()
    tracers.add_span_processor(SimpleSpanProcessor(spans))
    app = serving(opening, Access(), telemetry=OtelTelemetry(tracers, MeterProvider()))
    client = TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 1))
    client.get("/healthz", headers={"traceparent": f"00-{'a' * 32}-{'b' * 16}-01"})
    [span] = spans.get_finished_spans()
    assert f"{span.context.trace_id:032x}" == "a" * 32


def test_a_fault_is_a_problem_and_its_text_is_not_told(caplog: pytest.LogCaptureFixture) -> None:
    app = FastAPI()

    @app.get("/x")
    def fail() -> None:
        raise RuntimeError(WORDS)

    app.add_middleware(RequestLog, metrics=Metrics())
    answer = TestClient(app).get("/x")
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Wilhelmina" not in answer.text
    [record] = [one for one in caplog.records if one.levelno == logging.ERROR]
    assert "Wilhelmina" not in FORMATTERS["text"]().format(record)
