"""What is on the page, from top to bottom. How it looks is in style.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.startup import Status
from assistant.ui.desk import Desk, lay_out_desk
from assistant.ui.rendering import render, script
from assistant.ui.texts import LANGUAGES, Texts, texts

Updates = dict[Any, Any]
"""Component → its new value, or a `gr.update` of it."""


@dataclass(frozen=True)
class Components:
    """The parts of the page that change."""

    language: gr.State  # of the interface: one of `LANGUAGES`
    brand: gr.HTML
    saved: gr.HTML  # the shortlist
    switch: gr.Button  # to the next language
    assistant: gr.Tab
    welcome: gr.HTML  # a greeting, or how far the catalogue is
    examples: gr.HTML  # questions to try
    chat: gr.Chatbot
    shelf: gr.HTML  # the product cards of the latest answer
    note: gr.HTML  # one line above the box
    chips: gr.HTML  # constraints in force
    box: gr.MultimodalTextbox  # words, files and the microphone
    privacy: gr.HTML
    hear: gr.Button  # never seen; "clicked" when a recording was attached
    desk: Desk  # the tab of sources

    def dress(self, t: Texts) -> Updates:
        """What stands on the page whatever happens, in a language."""
        return {
            self.brand: render("brand.html", t),
            self.switch: t.next_name,
            self.assistant: gr.update(label=t("tab_assistant")),
            self.privacy: render("privacy.html", t),
            **self.desk.dress(t),
        }


def lay_out() -> Components:
    """Put the components on the page that is being built (inside `with gr.Blocks():`)."""
    t = texts(LANGUAGES[0])
    language = gr.State(t.language)
    with gr.Row(elem_id="top"):
        brand = gr.HTML(
            render("brand.html", t),
            elem_id="brand",
            js_on_load=script("brand.js"),
            apply_default_css=False,
        )
        saved = gr.HTML(
            render("saved.html", t, items=[], open=False),
            elem_id="saved",
            js_on_load=script("saved.js"),
            apply_default_css=False,
        )
        switch = gr.Button(t.next_name, elem_id="switch", size="sm", scale=0)
    with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
        with (
            gr.Tab(t("tab_assistant"), id="assistant") as assistant,
            gr.Column(elem_id="stage"),
        ):
            starting = render("welcome.html", t, **vars(Status()))
            welcome = gr.HTML(starting, elem_id="welcome", apply_default_css=False)
            chat = _chat(t)
            shelf = gr.HTML(
                elem_id="shelf",
                visible=False,
                js_on_load=script("clicks.js"),
                apply_default_css=False,
            )
            with gr.Column(elem_id="ask"):
                chips = gr.HTML(
                    elem_id="chips",
                    visible=False,
                    js_on_load=script("clicks.js"),
                    apply_default_css=False,
                )
                note = gr.HTML(elem_id="note", apply_default_css=False)
                box = _box(t)
                privacy = gr.HTML(
                    render("privacy.html", t), elem_id="privacy", apply_default_css=False
                )
            examples = gr.HTML(
                elem_id="examples", js_on_load=script("examples.js"), apply_default_css=False
            )
            hear = gr.Button("", elem_id="hear", visible="hidden")
        desk = lay_out_desk(t)
    return Components(
        language, brand, saved, switch, assistant, welcome, examples, chat, shelf, note, chips,
        box, privacy, hear, desk,
    )  # fmt: skip


def _chat(t: Texts) -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=t("conversation"),
        show_label=False,
        container=False,
        visible=False,
        height=None,
        buttons=[],
        feedback_options=None,
        render_markdown=False,
        latex_delimiters=[],
        allow_tags=False,
        allow_file_downloads=False,
    )


def _box(t: Texts) -> gr.MultimodalTextbox:
    return gr.MultimodalTextbox(
        elem_id="box",
        label=t("question"),
        show_label=False,
        placeholder=t("one_moment"),
        interactive=False,
        sources=["upload", "microphone"],
        file_types=["image", "audio", "video"],
        file_count="multiple",
        max_lines=6,
        # Gradio would turn a long paste into a text file.
        max_plain_text_length=1_000_000_000,
    )
