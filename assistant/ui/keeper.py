"""Signing in as the one who keeps the shop, for the tabs that take it."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.access import Access, Rates
from assistant.access.access import COOKIE, cookie
from assistant.access.gate import caller_of
from assistant.access.password import LASTS
from assistant.access.problems import ProblemResponse, wait
from assistant.ui.rendering import render
from assistant.ui.texts import LANGUAGES, preferred, texts

ATTEMPTS = (5.0, 5.0)  # a minute and at once, of one address
ALL_ATTEMPTS = (30.0, 30.0)  # of everyone: each takes 64 MiB for a moment


def keeper_routes(access: Access, languages: Sequence[str] = LANGUAGES) -> APIRouter:
    """The form, and what it sends."""
    router = APIRouter(include_in_schema=False)
    attempts, all_attempts = Rates(*ATTEMPTS), Rates(*ALL_ATTEMPTS)

    @router.get("/keeper")
    def form(request: Request) -> HTMLResponse:
        return _form(request, access, languages)

    @router.post("/keeper")
    async def sign_in(request: Request) -> Response:
        who = caller_of(request).address
        if seconds := attempts.take(who) or all_attempts.take("everyone"):
            return ProblemResponse(429, "Too many attempts; wait a little.", wait(seconds))
        async with request.form(max_files=0, max_fields=2) as fields:
            password = fields.get("password")
        if not isinstance(password, str) or not await _is_right(access, password):
            return _form(request, access, languages, wrong=True)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE,
            access.signed_in.begin(),
            max_age=int(LASTS),
            httponly=True,
            samesite="strict",
            secure=request.url.scheme == "https",
        )
        return answer

    @router.post("/keeper/out")
    def sign_out(request: Request) -> Response:
        access.signed_in.end(cookie(request.headers))
        answer = RedirectResponse("/", 303)
        answer.delete_cookie(COOKIE)
        return answer

    return router


async def _is_right(access: Access, password: str) -> bool:
    return await run_in_threadpool(access.password.is_right, password)


def _form(
    request: Request, access: Access, languages: Sequence[str], wrong: bool = False
) -> HTMLResponse:
    t = texts(preferred(request.headers.get("accept-language", ""), languages))
    page = render(
        "keeper.html", t,
        wrong=wrong, is_set=access.password.is_set, signed_in=caller_of(request).may("admin"),
    )  # fmt: skip
    return HTMLResponse(page, 403 if wrong else 200, {"Cache-Control": "no-store"})
