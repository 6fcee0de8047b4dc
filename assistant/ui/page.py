"""The page: its components and what happens on them, as a Gradio app."""

from __future__ import annotations

from typing import Any

import gradio as gr
from gradio.events import api

from assistant.ui.access import Access
from assistant.ui.desk import Desk
from assistant.ui.desk_handlers import DeskHandlers
from assistant.ui.handlers import Handlers
from assistant.ui.layout import ON_CHANGE, lay_out
from assistant.ui.startup import Opening
from assistant.ui.thumbnails import Thumbnails

AT_ONCE = 4  # turns that are answered at the same time; more wait in the queue
QUEUE = 64  # turns that may wait; the next one is told to come back
SESSIONS = 1000  # open pages whose state is kept; beyond, the one used longest ago starts anew
SWEEP = (600, 3600)  # every so many seconds, uploads that were never sent are deleted at this age


def build_page(opening: Opening, thumbnails: Thumbnails, access: Access) -> gr.Blocks:
    """The page over an assistant that may still be opening."""
    with gr.Blocks(title="Shopping assistant", delete_cache=SWEEP, analytics_enabled=False) as page:
        ui = lay_out()
        handlers = Handlers(opening, thumbnails, ui)
        outputs = [ui.welcome, ui.examples, ui.talk, ui.chat, ui.shelf, ui.note, ui.box, ui.again]
        private: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        page.load(handlers.watch, None, outputs, concurrency_limit=None, **private)
        ui.box.change(None, ui.box, None, js=ON_CHANGE, **private)
        ui.hear.click(handlers.hear, ui.box, outputs, concurrency_id="turn", **private)
        ui.box.submit(handlers.send, [ui.box, ui.talk], outputs, concurrency_id="turn", **private)
        ui.examples.click(handlers.try_example, ui.talk, outputs, concurrency_id="turn", **private)
        ui.again.click(handlers.start_over, None, outputs, **private)
        _attend(ui.desk, DeskHandlers(opening, access, ui.desk), private)
        page.state_session_capacity = SESSIONS
        api(handlers.ask, api_name="ask", concurrency_id="turn")
    return page.queue(max_size=QUEUE, default_concurrency_limit=AT_ONCE)


def _attend(desk: Desk, handlers: DeskHandlers, options: dict[str, Any]) -> None:
    """Listen to the tab of sources. Its events follow a job to its end, so none waits for one."""
    whole = [desk.overview, desk.work, desk.pairs, desk.quarantine]
    options = {**options, "concurrency_limit": None}
    shown = [*whole, desk.refusal, desk.keeper]
    desk.tab.select(handlers.show, desk.skipped, shown, **options)
    fields = [desk.shop, desk.currency, desk.url, desk.file]
    desk.add.click(handlers.add, [*fields, desk.skipped], [*fields, *whole], **options)
    desk.pairs.click(handlers.decide, desk.skipped, [*whole, desk.skipped], **options)
