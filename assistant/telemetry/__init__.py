"""Traces and figures for whoever runs many servers: off unless asked for.

Names follow OpenTelemetry's conventions for HTTP servers and for generative assistants. Nothing of
what is said is ever an attribute.
"""

from assistant.telemetry.base import OFF, Telemetry
from retrieval.errors import ModelUnavailable

__all__ = ["OFF", "Telemetry", "open_telemetry"]


def open_telemetry() -> Telemetry:
    """Telemetry to where the environment's OTEL_EXPORTER_OTLP_ENDPOINT says. Raises
    `ModelUnavailable` where its packages are not installed."""
    try:
        from assistant.telemetry.otel import exporting
    except ImportError as error:
        raise ModelUnavailable(
            "Telemetry needs its packages: pip install 'shopping-assistant[server]'."
        ) from error
    return exporting()
