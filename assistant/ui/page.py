"""The page: its components and what happens on them, as a Gradio app."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from assistant.access import Access
from assistant.startup import Opening
from assistant.ui.brand import Brand
from assistant.ui.desk_handlers import DeskHandlers
from assistant.ui.handlers import Handlers
from assistant.ui.layout import Components, lay_out
from assistant.ui.sessions import Sessions
from assistant.ui.texts import texts
from assistant.ui.thumbnails import Thumbnails

AT_ONCE = 4  # turns that are answered at the same time; more wait in the queue
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
) -> gr.Blocks:
    """The page over an assistant that may still be opening."""
    with gr.Blocks(title=brand.title, delete_cache=SWEEP, analytics_enabled=False) as page:
        ui = lay_out(brand)
        handlers = Handlers(opening, sessions, thumbnails, ui)
        desk_handlers = DeskHandlers(opening, access, ui.desk)
        _converse(ui, handlers)
        _attend(ui, desk_handlers)
        _dress(page, ui, handlers, desk_handlers)
        page.state_session_capacity = PAGES
        api(handlers.ask, api_name="ask", concurrency_id="turn")
    return page.queue(max_size=QUEUE, default_concurrency_limit=AT_ONCE)


def _converse(ui: Components, handlers: Handlers) -> None:
    """Listen to the conversation."""
    options = {**PRIVATE, "outputs": _turn_outputs(ui), "concurrency_id": "turn"}
    ui.box.submit(handlers.send, ui.language, **options)
    ui.examples.click(handlers.try_example, ui.language, **options)
    for clicked in (ui.box, ui.chips, ui.shelf, ui.saved, ui.sheet, ui.settings):
        clicked.click(handlers.click, ui.language, **options)


def _attend(ui: Components, handlers: DeskHandlers) -> None:
    """Listen to the tab of sources. Its events follow a job to its end, so none waits for one."""
    desk, options = ui.desk, {**PRIVATE, "concurrency_limit": None}
    whole = [desk.overview, desk.work, desk.pairs, desk.quarantine, desk.column]
    seen = [desk.skipped, ui.language]
    desk.tab.select(handlers.show, seen, _desk_outputs(ui), **options)
    fields = [
        desk.shop, desk.currency, desk.site, desk.column, desk.field, desk.url, desk.file
    ]  # fmt: skip
    desk.add.click(handlers.add, [*fields, *seen], [*fields, *whole], **options)
    desk.pairs.click(handlers.decide, seen, [*whole, desk.skipped], **options)


def _dress(
    page: gr.Blocks, ui: Components, handlers: Handlers, desk_handlers: DeskHandlers
) -> None:
    """Speak the browser's language when the page is opened, the other one when it is switched."""
    options = {**PRIVATE, "concurrency_limit": None}
    dressed = [ui.language, *ui.dress(texts(ui.house.house.languages[0])), *_turn_outputs(ui)]
    page.load(handlers.watch, ui.memory, dressed, js="() => [shopper.memory()]", **options)
    switched = ui.switch.click(handlers.switch, ui.language, dressed, **options)
    seen = [ui.desk.skipped, ui.language]
    switched.then(desk_handlers.show, seen, _desk_outputs(ui), **options)


def _turn_outputs(ui: Components) -> list[Any]:
    return [ui.welcome, ui.examples, ui.chat, ui.shelf, ui.saved, ui.note, ui.chips, ui.box]


def _desk_outputs(ui: Components) -> list[Any]:
    desk = ui.desk
    return [
        desk.overview,
        desk.work,
        desk.pairs,
        desk.quarantine,
        desk.column,
        desk.refusal,
        desk.keeper,
    ]
