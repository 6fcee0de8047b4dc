"""Names and versions of the protocol, and what goes around every answer."""

from __future__ import annotations

from typing import Any

VERSION = "2026-08-25"
"""The release of the protocol that is spoken, https://ucp.dev/2026-08-25/specification/overview."""

SERVICE = "dev.ucp.shopping"
SEARCH = "dev.ucp.shopping.catalog.search"
LOOKUP = "dev.ucp.shopping.catalog.lookup"

EVIDENCE = "io.github.shopping-assistant.evidence"
"""Key under which a product has what the protocol has no field for: reasons, parts of the score,
all shops' offers. docs/agents.md describes it."""

LOCATION = "io.github.shopping-assistant.location"
"""Key under which a context may say where its buyer is. docs/agents.md describes it."""


def envelope(capability: str = "", failed: bool = False) -> dict[str, Any]:
    """The `ucp` member of an answer: the version, and the capability that answered."""
    status = {"status": "error"} if failed else {}
    active = {"capabilities": {capability: [{"version": VERSION}]}} if capability else {}
    return {"version": VERSION, **status, **active}
