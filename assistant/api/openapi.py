"""The description of the API (OpenAPI), and a page that shows it without a script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fastapi import FastAPI
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pydantic import BaseModel

from assistant.access.problems import MEDIA_TYPE

TITLE = "Shopping assistant"
VERSION = "1"
ABOUT = "Conversations, search and products. Errors are problem details (RFC 9457)."


class Problem(BaseModel):
    """What went wrong. `detail` is one sentence: what is wrong and what to do."""

    type: str
    title: str
    status: int
    detail: str


_SCHEMA = {"content": {MEDIA_TYPE: {"schema": Problem.model_json_schema()}}}
PROBLEMS: dict[int | str, dict[str, Any]] = {
    "4XX": {"description": "The request cannot be answered", **_SCHEMA},
    "5XX": {"description": "The server cannot answer now", **_SCHEMA},
}
"""What every route may answer besides."""

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def described(app: FastAPI) -> dict[str, Any]:
    """The application's OpenAPI document, made once."""
    if app.openapi_schema is None:
        app.title, app.version, app.description = TITLE, VERSION, ABOUT
        made = FastAPI.openapi(app)
        components = made.setdefault("components", {})
        _hoist(made["paths"], components.setdefault("schemas", {}))
        components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{}, {"key": []}]
        app.openapi_schema = made
    return app.openapi_schema


def _hoist(node: Any, schemas: dict[str, Any]) -> None:
    """Move definitions that a schema brings along to where the whole document's are: what a
    reference names is looked for from the document's root."""
    for child in list(node.values()) if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            _hoist(child, schemas)
    if not isinstance(node, dict) or not (own := node.pop("$defs", None)):
        return
    names = {
        name: name if schemas.get(name, schema) == schema else f"{node.get('title', '')}{name}"
        for name, schema in own.items()
    }
    _rename(node, names)
    for name, schema in own.items():
        _rename(schema, names)
        schemas[names[name]] = schema


def _rename(node: Any, names: dict[str, str]) -> None:
    """Let references to definitions name where they have been moved to."""
    for child in list(node.values()) if isinstance(node, dict) else node:
        if isinstance(child, dict | list):
            _rename(child, names)
    if isinstance(node, dict) and str(node.get("$ref", "")).startswith("#/$defs/"):
        node["$ref"] = f"#/components/schemas/{names[node['$ref'].removeprefix('#/$defs/')]}"


def as_page(document: dict[str, Any]) -> str:
    """The document for people."""
    operations = [
        {"path": path, "method": method.upper(), **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return _templates.get_template("docs.html").render(
        title=document["info"]["title"],
        about=document["info"]["description"],
        operations=operations,
        schemas=document["components"]["schemas"],
    )
