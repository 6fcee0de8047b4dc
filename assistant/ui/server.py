"""The web application: the page, the catalogue's pictures, and what fences both in."""

from __future__ import annotations

import asyncio
import contextlib
import io
import logging
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated

import gradio as gr
import uvicorn
from fastapi import FastAPI, HTTPException, Request
from fastapi import Path as PathParameter
from fastapi.responses import Response
from gradio.route_utils import API_PREFIX
from gradio.utils import get_upload_folder
from starlette.routing import Mount

from assistant import quarantine
from assistant.access import Access
from assistant.api import include_api
from assistant.api.services import Services
from assistant.api.tracing import RequestLog
from assistant.conversations.stores import StateStore
from assistant.house import PLAIN, House
from assistant.insight import Insight, write_report
from assistant.startup import Opening
from assistant.telemetry import OFF, Telemetry
from assistant.ui.brand import Brand
from assistant.ui.connections import connection_options
from assistant.ui.framework import Framework
from assistant.ui.installing import installing_routes
from assistant.ui.keeper import keeper_routes
from assistant.ui.middleware import FixedHeaders, LimitedBody
from assistant.ui.page import build_page
from assistant.ui.page_routes import PageRoutes
from assistant.ui.room import Room
from assistant.ui.rounds import Rounds
from assistant.ui.routes import page_router
from assistant.ui.sessions import Session, Sessions
from assistant.ui.sources import shown_place
from assistant.ui.texts import texts
from assistant.ui.theme import HEAD, STYLE, theme
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.upkeep import upkeep_of
from assistant.ui.uploads import keep_apart
from assistant.ui.visits import Visits

MAX_UPLOAD = 64 * 2**20  # bytes of one file, what a clip may have; decoders allow photos less

SWEEP = 60.0  # seconds between two looks for conversations to forget

MAX_UPLOADS = 2 * MAX_UPLOAD  # bytes of the files sent in one request: a clip, photos, a recording
MAX_WAITING = 4 * 2**30  # bytes of files that wait to be sent, all shoppers' together
MAX_BODY = 48 * 2**20  # bytes of any other request; a photo in base64 is the largest thing in one


def create_app(
    opening: Opening,
    access: Access,
    telemetry: Telemetry = OFF,
    house: House = PLAIN,
    *,
    store: StateStore | None = None,
    read_only: bool = False,
) -> FastAPI:
    """The application; it begins to open the assistant when it begins to serve.

    `store` keeps conversations that programs hold where several servers share them. `read_only`: a
    worker somewhere else writes the catalogue.

    Raises `BadHouse` for a logo that cannot be shown.
    """
    keep_apart()
    brand = Brand.of(house)
    thumbnails = Thumbnails()
    framework, visits = Framework(), Visits()

    def forget(session: Session) -> None:
        thumbnails.drop(session.pictures)
        for page in {session.page, *visits.pages(session.page)}:
            framework.forget(page)

    sessions = Sessions(forget)

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opening.start()
        sweeping = asyncio.create_task(_sweep(sessions, services, insight))
        rounds = None if read_only else asyncio.create_task(Rounds(opening, upkeep).run())
        async with tools.serving():
            yield
        sweeping.cancel()
        if rounds:
            rounds.cancel()
        services.conversations.close()
        insight.close()
        telemetry.close()

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    upload = f"{API_PREFIX}/upload"
    app.add_middleware(Room, path=upload, folder=get_upload_folder, most=MAX_WAITING)
    app.add_middleware(LimitedBody, most=MAX_BODY, others={upload: MAX_UPLOADS})
    services = Services(opening, access, telemetry, house, store)
    insight = services.insight
    upkeep = upkeep_of(opening, read_only)
    tools = include_api(app, services)
    app.add_middleware(RequestLog, metrics=services.metrics, telemetry=telemetry)
    app.add_middleware(FixedHeaders, framers=access.options.origins)

    @app.get("/picture/{image}", include_in_schema=False)
    def picture(image: Annotated[str, PathParameter(pattern="^[0-9a-f]{64}$")]) -> Response:
        """A catalogue picture by its content hash: it never changes, so it may be kept. One whose
        file was damaged is none."""
        assistant = opening.assistant
        content = assistant.catalogue.pictures.read(image) if assistant else None
        if content is None:
            raise HTTPException(404)
        forever = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(content, media_type="image/webp", headers=forever)

    @app.get("/logo", include_in_schema=False)
    def logo() -> Response:
        """The shop's logo."""
        if not brand.logo:
            raise HTTPException(404)
        kept = {"Cache-Control": "public, max-age=86400"}
        return Response(brand.logo, media_type="image/webp", headers=kept)

    @app.get("/sent/{name}", include_in_schema=False)
    def sent(name: str) -> Response:
        """The thumbnail of a photo that a shopper sent, for whoever knows its name."""
        content = thumbnails.get(name)
        if content is None:
            raise HTTPException(404)
        return Response(content, media_type="image/webp", headers={"Cache-Control": "no-store"})

    @app.get("/quarantine.csv", include_in_schema=False)
    def rejected(request: Request) -> Response:
        """All rejected rows, for whoever keeps the catalogue."""
        if opening.assistant is None or not access.allows(request):
            raise HTTPException(403, texts("en")("refusal"))
        table = io.StringIO()
        held = opening.assistant.catalogue.sources.quarantined()
        rows = (replace(one, feed=shown_place(one.feed)) for one in held)
        quarantine.write_csv(rows, table)
        headers = {"Cache-Control": "no-store"}
        return Response(table.getvalue(), media_type="text/csv", headers=headers)

    @app.get("/insight.csv", include_in_schema=False)
    def counted(request: Request) -> Response:
        """All that was counted, for whoever keeps the catalogue."""
        tallies = insight.tallies
        if tallies is None or not access.allows(request):
            raise HTTPException(403, texts("en")("refusal"))
        table = write_report(tallies.since(date.min))
        named = {"Content-Disposition": 'attachment; filename="insight.csv"'}
        headers = {"Cache-Control": "no-store", **named}
        return Response("\ufeff" + table, media_type="text/csv", headers=headers)

    app.include_router(page_router(opening, sessions, house.languages, insight))
    app.include_router(keeper_routes(access, house.languages))
    app.include_router(installing_routes(brand))
    gr.mount_gradio_app(
        app,
        build_page(opening, sessions, thumbnails, access, brand, insight, upkeep, visits),
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        max_file_size=MAX_UPLOAD,
        favicon_path=str(Path(__file__).parent / "favicon.png"),
        theme=theme(),
        css=f"{STYLE}\n{brand.css}",
        head=HEAD,
    )
    page = app.routes[-1]
    assert isinstance(page, Mount)
    framework.app = page.app  # type: ignore[assignment]
    page.app = PageRoutes(page.app)
    return app


async def _sweep(*kept: Sessions | Services | Insight) -> None:
    """Forget conversations in time, also those whose pages never come back."""
    while True:
        await asyncio.sleep(SWEEP)
        for one in kept:
            one.sweep()


def run(app: FastAPI, listener: socket.socket) -> None:
    """Serve on a listening socket until interrupted; open streams get a second to end."""
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            log_level="warning",
            timeout_graceful_shutdown=1,
            proxy_headers=False,  # the gate decides whose word is believed
            server_header=False,
            **connection_options(),
        )
    )
    # Pages that are open hold a stream each; uvicorn would log a traceback for every one it cuts.
    logging.getLogger("uvicorn.error").addFilter(lambda record: not server.should_exit)
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listener])
