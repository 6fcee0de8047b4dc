"""The page: its components and what happens on them, as a Gradio app."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import gradio as gr
from gradio.events import Dependency, api

from assistant.access import Access
from assistant.insight import Insight
from assistant.startup import Opening
from assistant.ui.brand import Brand
from assistant.ui.desk_handlers import DeskHandlers
from assistant.ui.handlers import Handlers
from assistant.ui.insight_tab import InsightHandlers
from assistant.ui.layout import Components, lay_out
from assistant.ui.sessions import Sessions
from assistant.ui.texts import texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.upkeep import Upkeep, upkeep_of
from assistant.ui.visits import Visits

UNDER_WAY = 16  # events at the same time; turns wait for a place (assistant/places.py)
QUEUE = 64  # turns that may wait; the next one is told to come back
PAGES = 1000  # open pages whose language is kept; beyond, the one used longest ago starts anew
SWEEP = (120, 1200)  # every so many seconds, uploads that were never sent are deleted at this age

PRIVATE: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}


def build_page(
    opening: Opening,
    sessions: Sessions,
    thumbnails: Thumbnails,
    access: Access,
    brand: Brand = Brand(),
    insight: Insight | None = None,
    upkeep: Callable[[], Upkeep] | None = None,
    visits: Visits | None = None,
) -> gr.Blocks:
    """The page over an assistant that may still be opening."""
    with gr.Blocks(title=brand.title, delete_cache=SWEEP, analytics_enabled=False) as page:
        ui = lay_out(brand)
        insight = insight or Insight(opening, on=False)
        handlers = Handlers(opening, sessions, thumbnails, ui, insight, visits)
        desk_handlers = DeskHandlers(opening, access, ui.desk, upkeep or upkeep_of(opening))
        _converse(ui, handlers)
        _attend(ui, desk_handlers)
        switched = _dress(page, ui, handlers, desk_handlers)
        _inform(page, ui, InsightHandlers(insight, access, ui.insight), switched)
        page.state_session_capacity = PAGES
        api(handlers.ask, api_name="ask", concurrency_id="turn")
    return page.queue(max_size=QUEUE, default_concurrency_limit=UNDER_WAY)


def _converse(ui: Components, handlers: Handlers) -> None:
    """Listen to the conversation."""
    options = {**PRIVATE, "outputs": _turn_outputs(ui), "concurrency_id": "turn"}
    ui.box.submit(handlers.send, ui.language, **options)
    ui.examples.click(handlers.try_example, ui.language, **options)
    for clicked in (ui.box, ui.chat, ui.chips, ui.shelf, ui.saved, ui.sheet, ui.settings):
        clicked.click(handlers.click, ui.language, **options)


def _attend(ui: Components, handlers: DeskHandlers) -> None:
    """Listen to the tab of sources. Its events follow a job to its end, so none waits for one."""
    desk, options = ui.desk, {**PRIVATE, "concurrency_limit": None}
    whole = [desk.overview, desk.work, desk.pairs, desk.quarantine]
    seen = [desk.skipped, ui.language]
    desk.tab.select(handlers.show, seen, _desk_outputs(ui), **options)
    fields = [desk.shop, desk.currency, desk.site, desk.url, desk.file]
    desk.look.click(handlers.look, [*fields, ui.language], [desk.preview, desk.work], **options)
    shown = [desk.preview, desk.url, desk.file, *whole]
    desk.preview.click(handlers.preview, [*fields, *seen], shown, **options)
    desk.overview.click(handlers.source, seen, whole, **options)
    desk.pairs.click(handlers.decide, seen, [*whole, desk.skipped], **options)


def _dress(
    page: gr.Blocks, ui: Components, handlers: Handlers, desk_handlers: DeskHandlers
) -> Dependency:
    """Speak the browser's language when the page is opened, the other one when it is switched."""
    options = {**PRIVATE, "concurrency_limit": None}
    dressed = [ui.language, *ui.dress(texts(ui.house.house.languages[0])), *_turn_outputs(ui)]
    page.load(handlers.watch, ui.memory, dressed, js="() => [shopper.memory()]", **options)
    switched = ui.switch.click(handlers.switch, ui.language, dressed, **options)
    seen = [ui.desk.skipped, ui.language]
    switched.then(desk_handlers.show, seen, _desk_outputs(ui), **options)
    return switched


def _inform(
    page: gr.Blocks, ui: Components, handlers: InsightHandlers, switched: Dependency
) -> None:
    """Listen to the tab of insight."""
    tab, options = ui.insight, {**PRIVATE, "concurrency_limit": None}
    seen = [tab.days, ui.language]
    page.load(handlers.arrive, None, tab.tab, **options)
    tab.tab.select(handlers.show, seen, tab.board, **options)
    tab.board.click(handlers.click, seen, [tab.board, tab.days], **options)
    switched.then(handlers.show, seen, tab.board, **options)


def _turn_outputs(ui: Components) -> list[Any]:
    return [ui.welcome, ui.examples, ui.chat, ui.shelf, ui.saved, ui.note, ui.chips, ui.box]


def _desk_outputs(ui: Components) -> list[Any]:
    desk = ui.desk
    return [
        desk.overview,
        desk.work,
        desk.pairs,
        desk.quarantine,
        desk.refusal,
        desk.keeper,
    ]
