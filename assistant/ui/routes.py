"""What the page fetches beside the conversation: a product, things like it, a list, words heard.

Plain HTTP, so that an address of its own can be given for each, and none waits for a turn.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Body, Header, HTTPException, Query
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, Response
from pydantic import BaseModel, Field

from assistant.assistant import Assistant
from assistant.insight import Insight
from assistant.language import Wishes
from assistant.media.things import things_in
from assistant.recommendation import Recommendation
from assistant.startup import Opening
from assistant.taste import Profile
from assistant.taste.profile import MOST_BYTES
from assistant.ui.cards import card_values
from assistant.ui.keeping import item_values, known, write_list
from assistant.ui.memory import Memory, products_of
from assistant.ui.messages import apology
from assistant.ui.pricing import Purse
from assistant.ui.product_view import Look, alike, found, render_product
from assistant.ui.rendering import render
from assistant.ui.sessions import Session, Sessions
from assistant.ui.steering import stated_currency
from assistant.ui.tasting import render_taste
from assistant.ui.texts import LANGUAGES, Texts, texts
from assistant.ui.watching import render_watches
from assistant.watches.watch import MOST_BYTES as MOST_WATCHED
from assistant.watches.watch import watches_of
from retrieval.images import decode_image

LISTENERS = 2  # recordings that are written down at the same time
FRESH = {"Cache-Control": "no-store"}


class Way(BaseModel):
    """A link to a shop, as the page names it."""

    product: str = Field(pattern=r"^[\w.-]{1,64}$")
    shop: str = Field(max_length=500)


ProductId = Annotated[str, PathParameter(pattern=r"^[\w.-]{1,64}$")]
Currency = Annotated[str, Query(pattern="^([A-Z]{3})?$")]


def page_router(
    opening: Opening,
    sessions: Sessions,
    languages: Sequence[str] = LANGUAGES,
    insight: Insight | None = None,
) -> APIRouter:
    """The routes over an assistant that may still be opening."""
    router = APIRouter(include_in_schema=False)  # of the page alone, no interface for programs
    listening = threading.Semaphore(LISTENERS)

    def spoken(language: str) -> Texts:
        return texts(language if language in languages else languages[0])

    def ready(t: Texts) -> Assistant:
        if opening.assistant is None:
            raise HTTPException(503, t("not_ready"))
        return opening.assistant

    def meant(session: Session | None) -> str:
        return stated_currency(session) if session else ""

    @router.get("/product/{product}", response_class=HTMLResponse)
    def product(
        product: ProductId, language: str = "", currency: Currency = "", x_tab: str = Header("")
    ) -> Response:
        """The view of a product, as somebody sees it who may have been recommended it."""
        t = spoken(language)
        assistant = ready(t)
        session = _session(sessions, x_tab)
        one, number = _recommended(session, product)
        one = one or found(assistant, product)
        if one is None:
            return HTMLResponse(render("missing.html", t), 404, headers=FRESH)
        kept = session.conversation.shortlist if session else ()
        saved = any(item.product.product_id == product for item in kept)
        purse = Purse(currency or meant(session), assistant.searcher.columns.rates)
        spot = session.conversation.state.place if session else None
        look = Look(t, purse, saved, spot, number)
        return HTMLResponse(render_product(one, assistant, look), headers=FRESH)

    @router.get("/product/{product}/alike", response_class=HTMLResponse)
    def similar(
        product: ProductId, language: str = "", currency: Currency = "", x_tab: str = Header("")
    ) -> Response:
        """Things like a product, priced as in its view."""
        t = spoken(language)
        assistant = ready(t)
        one = found(assistant, product)
        session = _session(sessions, x_tab)
        purse = Purse(currency or meant(session), assistant.searcher.columns.rates)
        items = [card_values(o, t, purse, Wishes()) for o in (alike(one, assistant) if one else ())]
        return HTMLResponse(render("alike.html", t, items=items), headers=FRESH)

    @router.get("/list", response_class=HTMLResponse)
    def shared(ids: str = "", language: str = "", currency: Currency = "") -> Response:
        """A list that was shared: its address has the products and nothing else."""
        t = spoken(language)
        assistant = ready(t)
        purse = Purse(currency, assistant.searcher.columns.rates)
        items = item_values(known(assistant, products_of(ids)), (), t, purse)
        return HTMLResponse(render("list.html", t, items=items), headers=FRESH)

    @router.get("/list.csv")
    def exported(ids: str = "") -> Response:
        """A list as a table."""
        table = write_list(known(ready(texts("en")), products_of(ids)))
        named = {"Content-Disposition": 'attachment; filename="list.csv"', **FRESH}
        return Response("\ufeff" + table, media_type="text/csv", headers=named)

    @router.post("/opened", status_code=204)
    def opened(way: Way) -> None:
        """Somebody took the way to a shop; one that no offer has is not counted."""
        assistant = ready(texts("en"))
        products = assistant.catalogue.products([way.product])
        taken = (offer for one in products for offer in one.offers if offer.source == way.shop)
        if insight and (offer := next(taken, None)):
            insight.opened(offer)

    @router.post("/taste", response_class=HTMLResponse)
    def taste(
        profile: Annotated[bytes, Body(media_type="text/plain", max_length=MOST_BYTES)],
        language: str = "",
        currency: Currency = "",
    ) -> Response:
        """All that a browser's profile of taste knows, in words; nothing of it is kept."""
        t = spoken(language)
        known_of = Profile.of(profile.decode("utf-8", "replace"))
        return HTMLResponse(render_taste(known_of, ready(t), t), headers=FRESH)

    @router.post("/watches", response_class=HTMLResponse)
    def watched(
        waited: Annotated[bytes, Body(media_type="text/plain", max_length=MOST_WATCHED)],
        language: str = "",
        currency: Currency = "",
    ) -> Response:
        """What has come of what a browser waits for; nothing of it is kept."""
        t = spoken(language)
        assistant = ready(t)
        purse = Purse(currency, assistant.searcher.columns.rates)
        watches = watches_of(waited.decode("utf-8", "replace"))
        return HTMLResponse(render_watches(watches, assistant, t, purse), headers=FRESH)

    @router.post("/hear")
    def hear(recording: Annotated[bytes, Body(media_type="audio/*")], language: str = "") -> dict:
        """What was said in a recording, or a note on why that is not known."""
        t = spoken(language)
        with listening:
            try:
                text = ready(t).transcribe(recording, t.language).text
            except HTTPException:
                raise
            except Exception as error:
                return {"text": "", "note": apology(error, t)}
        return {"text": text, "note": "" if text else t("not_heard")}

    @router.post("/things")
    def things(photo: Annotated[bytes, Body(media_type="image/*")]) -> dict:
        """The things that stand out in a photo, as boxes in shares of its width and height."""
        try:
            image = decode_image(photo)
        except Exception as error:
            return {"things": [], "note": apology(error)}
        return {"things": [list(box) for box in things_in(image)]}

    return router


def _session(sessions: Sessions, tab: str) -> Session | None:
    key = Memory.of(f'{{"tab": "{tab}"}}').tab if tab.isalnum() else ""
    return sessions.find(key) if key else None


def _recommended(session: Session | None, product: str) -> tuple[Recommendation | None, int]:
    """A product as a conversation recommended it, and its number on the screen."""
    if session is None:
        return None, 0
    for number, one in enumerate(session.screen, start=1):
        if one.product.product_id == product:
            return one, number
    return None, 0
