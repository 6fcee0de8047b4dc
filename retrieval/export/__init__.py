"""Export formats by name: every offer on sale, a stream."""

from __future__ import annotations

from retrieval.export.agentic import AgenticExport
from retrieval.export.base import ExportFormat
from retrieval.export.google import GoogleExport
from retrieval.export.jsonl import JsonLinesExport
from retrieval.export.table import CsvExport

__all__ = ["EXPORTS", "ExportFormat"]

EXPORTS: dict[str, ExportFormat] = {
    one.name: one for one in (JsonLinesExport(), CsvExport(), GoogleExport(), AgenticExport())
}
