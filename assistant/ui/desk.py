"""The tab of sources: what is in it. How it looks is in style.css."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.ui.access import REFUSAL
from assistant.ui.rendering import render

ON_DECISION = """element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-answer]");
  if (!chosen) return;
  trigger("click", { pair: chosen.dataset.pair ?? "", answer: chosen.dataset.answer });
});"""


@dataclass(frozen=True)
class Desk:
    """The parts of the tab that change."""

    tab: gr.Tab
    overview: gr.HTML  # the table of sources
    refusal: gr.HTML  # in place of all that follows, for those who may not change anything
    keeper: gr.Column  # all that follows
    shop: gr.Textbox
    currency: gr.Textbox
    url: gr.Textbox
    file: gr.File
    add: gr.Button
    work: gr.HTML  # how far a job is, or what came of it
    pairs: gr.HTML  # unsure pairs to decide
    quarantine: gr.HTML  # rejected rows
    skipped: gr.State  # names of pairs that this page has put off


def lay_out_desk() -> Desk:
    """Put the tab on the page that is being built (inside `with gr.Tabs():`)."""
    with gr.Tab("Sources", id="sources") as tab, gr.Column(elem_id="desk"):
        skipped = gr.State([])
        overview = gr.HTML(elem_id="overview", apply_default_css=False)
        refusal = gr.HTML(
            render("refusal.html", text=REFUSAL), visible=False, apply_default_css=False
        )
        with gr.Column(visible=False, elem_id="keeper") as keeper:
            gr.HTML(render("adding.html"), apply_default_css=False)
            with gr.Row(elem_classes="fields"):
                shop = gr.Textbox(label="Shop", placeholder="Its name", max_lines=1, scale=3)
                currency = gr.Textbox(
                    label="Currency, where prices name none",
                    placeholder="EUR",
                    max_lines=1,
                    scale=2,
                )
            with gr.Row(elem_classes="fields"):
                url = gr.Textbox(
                    label="Address of the feed", placeholder="https://", max_lines=1, scale=3
                )
                file = gr.File(label="or a file", height=96, scale=2, elem_id="feed", buttons=[])
            add = gr.Button("Add the feed", variant="primary", elem_id="add")
            work = gr.HTML(elem_id="work", apply_default_css=False)
            pairs = gr.HTML(elem_id="pairs", js_on_load=ON_DECISION, apply_default_css=False)
            quarantine = gr.HTML(elem_id="quarantine", apply_default_css=False)
    return Desk(
        tab, overview, refusal, keeper, shop, currency, url, file, add, work, pairs, quarantine,
        skipped,
    )  # fmt: skip
