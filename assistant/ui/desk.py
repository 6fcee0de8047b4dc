"""The tab of sources: what is in it. How it looks is in style.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui.rendering import render, script
from assistant.ui.texts import Texts


@dataclass(frozen=True)
class Desk:
    """The parts of the tab that change."""

    tab: gr.Tab
    overview: gr.HTML  # the table of sources
    refusal: gr.HTML  # in place of all that follows, for those who may not change anything
    keeper: gr.Column  # all that follows
    adding: gr.HTML
    shop: gr.Textbox
    currency: gr.Textbox
    site: gr.Textbox
    url: gr.Textbox
    file: gr.File
    look: gr.Button
    preview: gr.HTML  # of what would be added
    work: gr.HTML  # how far a job is, or what came of it
    pairs: gr.HTML  # unsure pairs to decide
    quarantine: gr.HTML  # rejected rows
    skipped: gr.State  # names of pairs that this page has put off

    def dress(self, t: Texts) -> dict[Any, Any]:
        """What stands on the tab whatever happens, in a language."""
        return {
            self.tab: gr.update(label=t("tab_sources")),
            self.refusal: render("refusal.html", t),
            self.adding: render("adding.html", t),
            self.shop: gr.update(label=t("shop"), placeholder=t("shop_name")),
            self.currency: gr.update(label=t("currency")),
            self.site: gr.update(label=t("shop_site")),
            self.url: gr.update(label=t("feed_address")),
            self.file: gr.update(label=t("feed_file")),
            self.look: t("look_at_feed"),
        }


def lay_out_desk(t: Texts) -> Desk:
    """Put the tab on the page that is being built (inside `with gr.Tabs():`)."""
    with gr.Tab(t("tab_sources"), id="sources") as tab, gr.Column(elem_id="desk"):
        skipped = gr.State([])
        overview = gr.HTML(
            elem_id="overview",
            js_on_load=script("names.js", "edit.js", "sure.js", "sources.js"),
            apply_default_css=False,
        )
        refusal = gr.HTML(render("refusal.html", t), visible=False, apply_default_css=False)
        with gr.Column(visible=False, elem_id="keeper") as keeper:
            work = gr.HTML(elem_id="work", apply_default_css=False)
            adding = gr.HTML(render("adding.html", t), apply_default_css=False)
            with gr.Row(elem_classes="fields"):
                shop = gr.Textbox(label=t("shop"), placeholder=t("shop_name"), max_lines=1, scale=3)
                currency = gr.Textbox(
                    label=t("currency"),
                    placeholder="EUR",
                    max_lines=1,
                    scale=2,
                )
                site = gr.Textbox(
                    label=t("shop_site"), placeholder="https://", max_lines=1, scale=3
                )
            with gr.Row(elem_classes="fields"):
                url = gr.Textbox(
                    label=t("feed_address"), placeholder="https://", max_lines=1, scale=3
                )
                file = gr.File(label=t("feed_file"), height=96, scale=2, elem_id="feed", buttons=[])
            look = gr.Button(t("look_at_feed"), variant="primary", elem_id="look")
            preview = gr.HTML(
                elem_id="preview", js_on_load=script("preview.js"), apply_default_css=False
            )
            pairs = gr.HTML(
                elem_id="pairs", js_on_load=script("decisions.js"), apply_default_css=False
            )
            quarantine = gr.HTML(elem_id="quarantine", apply_default_css=False)
    return Desk(
        tab, overview, refusal, keeper, adding, shop, currency, site, url, file, look, preview,
        work, pairs, quarantine, skipped,
    )  # fmt: skip
