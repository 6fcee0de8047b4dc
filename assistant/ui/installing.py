"""The page as something a phone installs: its manifest, its icon, what works without a network, and
what other programs share with it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from assistant.ui.brand import Brand
from assistant.ui.rendering import render, script
from assistant.ui.texts import preferred, texts

FRESH = {"Cache-Control": "no-cache"}
COLOURS = {"background_color": "#f7f7f4", "theme_color": "#f7f7f4"}
SHARED = "share"  # where a phone sends what is shared; the worker takes it before it leaves
PHOTOS = ["image/jpeg", "image/png", "image/webp", "image/heic"]


def manifest(brand: Brand, name: str) -> dict:
    """What a phone needs to install the page (W3C Web Application Manifest, Web Share Target)."""
    return {
        "name": name,
        "short_name": name[:24],
        "id": "./",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        **COLOURS,
        "icons": [
            {"src": "icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"},
            {"src": "favicon.ico", "sizes": "64x64", "type": "image/png"},
        ],
        "share_target": {
            "action": SHARED,
            "method": "POST",
            "enctype": "multipart/form-data",
            "params": {
                "title": "title",
                "text": "text",
                "url": "url",
                "files": [{"name": "photos", "accept": PHOTOS}],
            },
        },
    }


def installing_routes(brand: Brand) -> APIRouter:
    """The routes; none of them knows or keeps anything of a shopper."""
    router = APIRouter(include_in_schema=False)
    languages = brand.house.languages

    @router.get("/manifest.webmanifest")
    def described(request: Request) -> Response:
        """The manifest, in the browser's language."""
        t = texts(preferred(request.headers.get("accept-language", ""), languages))
        told = manifest(brand, brand.name(t))
        return JSONResponse(told, media_type="application/manifest+json", headers=FRESH)

    @router.get("/icon.svg")
    def icon() -> Response:
        """The icon of an installed page."""
        return Response(render("icon.svg"), media_type="image/svg+xml", headers=FRESH)

    @router.get("/worker.js")
    def worker() -> Response:
        """What runs beside the page: the shell without a network, and what is shared."""
        return Response(script("worker.js"), media_type="text/javascript", headers=FRESH)

    @router.get("/offline.html", response_class=HTMLResponse)
    def offline(request: Request) -> Response:
        """What stands in for the page without a network."""
        t = texts(preferred(request.headers.get("accept-language", ""), languages))
        return HTMLResponse(render("offline.html", t, name=brand.name(t)), headers=FRESH)

    @router.post(f"/{SHARED}")
    def shared() -> Response:
        """Something was shared before the worker was there: the page opens, and nothing is kept."""
        return RedirectResponse("./", 303)

    return router
