"""Serves the widget's script to whatever page names it; what it may do there, the gate decides."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response

from assistant.languages.pack import codes, table

router = APIRouter(include_in_schema=False)

SCRIPT = Path(__file__).with_name("widget.js")
KEPT = 3600  # seconds for which a browser may keep it


@router.get("/widget.js")
def widget(request: Request) -> Response:
    """The script that defines `<shop-assistant>`."""
    content, tag = script()
    headers = {
        "Cache-Control": f"public, max-age={KEPT}",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "ETag": tag,
    }
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="text/javascript", headers=headers)


@cache
def script() -> tuple[bytes, str]:
    """(the script, its tag)."""
    words = json.dumps({code: table(code, "widget") for code in codes()}, ensure_ascii=False)
    text = SCRIPT.read_text(encoding="utf-8")
    content = text.replace("const WORDS = {};", f"const WORDS = {words};", 1).encode()
    return content, f'"{hashlib.sha256(content).hexdigest()[:32]}"'
