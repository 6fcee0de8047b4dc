"""Who this is and what it speaks: the document at `/.well-known/ucp`."""

from __future__ import annotations

from typing import Any

from assistant.api.ucp.names import LOOKUP, SEARCH, SERVICE, VERSION

SITE = f"https://ucp.dev/{VERSION}"

_SCHEMAS = {"rest": "rest.openapi.json", "mcp": "mcp.openrpc.json"}
_CAPABILITIES = {SEARCH: ("search", "catalog_search"), LOOKUP: ("lookup", "catalog_lookup")}


def profile(base: str, transports: dict[str, str]) -> dict[str, Any]:
    """The document of the server at `base`. `transports`: "rest", "mcp" → where it is served."""
    services = [
        {
            "version": VERSION,
            "spec": f"{SITE}/specification/overview",
            "transport": transport,
            "schema": f"{SITE}/services/shopping/{_SCHEMAS[transport]}",
            "endpoint": f"{base}{path}",
        }
        for transport, path in transports.items()
    ]
    capabilities = {
        name: [
            {
                "version": VERSION,
                "spec": f"{SITE}/specification/shopping/catalog/{page}",
                "schema": f"{SITE}/schemas/shopping/{schema}.json",
            }
        ]
        for name, (page, schema) in _CAPABILITIES.items()
    }
    return {
        "ucp": {
            "version": VERSION,
            "services": {SERVICE: services},
            "capabilities": capabilities,
            "payment_handlers": {},
        }
    }
