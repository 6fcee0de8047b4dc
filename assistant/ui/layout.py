"""What is on the page, from top to bottom. How it looks is in style.css."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.startup import Status
from assistant.ui.brand import Brand
from assistant.ui.desk import Desk, lay_out_desk
from assistant.ui.insight_tab import InsightTab, lay_out_insight
from assistant.ui.messages import show
from assistant.ui.pricing import COMMON
from assistant.ui.rendering import render, script
from assistant.ui.texts import Texts, texts

Updates = dict[Any, Any]
"""Component → its new value, or a `gr.update` of it."""


@dataclass(frozen=True)
class Components:
    """The parts of the page that change."""

    house: Brand  # what the page is called and how it looks
    language: gr.State  # of the interface
    memory: gr.Textbox  # never seen: what the browser remembers, sent once
    skip: gr.HTML  # the way past the header, for a keyboard
    brand: gr.HTML
    saved: gr.HTML  # the shortlist
    settings: gr.HTML  # theme, currency, reading aloud, forgetting
    switch: gr.Button  # to the next language
    assistant: gr.Tab
    welcome: gr.HTML  # a greeting, or how far the catalogue is
    examples: gr.HTML  # questions to try
    chat: gr.HTML
    shelf: gr.HTML  # the product cards of the latest answer
    skeleton: gr.HTML  # in their place while the first ones are looked for
    note: gr.HTML  # one line above the box
    chips: gr.HTML  # constraints in force
    box: gr.HTML  # words, files and the microphone
    privacy: gr.HTML
    sheet: gr.HTML  # over the page: one product, or a list
    desk: Desk  # the tab of sources
    insight: InsightTab

    def dress(self, t: Texts) -> Updates:
        """What stands on the page whatever happens, in a language."""
        return {
            self.brand: _brand(self.house, t),
            self.skip: render("skip.html", t, name=self.house.name(t)),
            self.settings: render("settings.html", t, currencies=COMMON),
            self.sheet: render("sheet.html", t),
            self.switch: self.house.next_language(t),
            self.assistant: gr.update(label=t("tab_assistant")),
            self.privacy: render("privacy.html", t, counted=self.house.house.insight),
            **self.desk.dress(t),
            **self.insight.dress(t),
        }


def lay_out(house: Brand = Brand()) -> Components:
    """Put the components on the page that is being built (inside `with gr.Blocks():`)."""
    t = texts(house.house.languages[0])
    language, memory = gr.State(t.language), gr.Textbox(visible=False)
    skip = _part("skip", render("skip.html", t, name=house.name(t)), "skip.js")
    with gr.Row(elem_id="top"):
        brand = _part("brand", _brand(house, t), "brand.js")
        saved = _part(
            "saved", render("saved.html", t, items=[], open=False, entries="", ids=""), "saved.js"
        )
        settings = _part(
            "settings",
            render("settings.html", t, currencies=COMMON),
            "settings.js",
            "place.js",
            "known.js",
        )
        switch = gr.Button(
            house.next_language(t),
            elem_id="switch",
            size="sm",
            scale=0,
            visible=len(house.house.languages) > 1,
        )
    with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
        with (
            gr.Tab(t("tab_assistant"), id="assistant") as assistant,
            gr.Column(elem_id="stage"),
        ):
            welcome = _part("welcome", welcome_html(house, Status(), t))
            _part("watches", "", "watches.js")
            chat = _part("chat", show((), t), "chat.js")
            with gr.Column(elem_id="ask"):
                box = _part(
                    "box", render("box.html", t, ready=False),
                    "photos.js", "crop.js", "talk.js", "box.js", "shared.js",
                )  # fmt: skip
                chips = _part("chips", "", "edit.js", "clicks.js", "learn.js", visible=False)
                note = _part("note", "")
                privacy = _part("privacy", render("privacy.html", t, counted=house.house.insight))
            shelf = _part("shelf", "", "edit.js", "clicks.js", "steer.js")
            skeleton = _part("skeleton", render("skeleton.html", t))
            examples = _part("examples", "", "examples.js")
        desk = lay_out_desk(t)
        insight = lay_out_insight(t)
    sheet = _part("sheet", render("sheet.html", t), "sheet.js")
    return Components(
        house, language, memory, skip, brand, saved, settings, switch, assistant, welcome, examples,
        chat, shelf, skeleton, note, chips, box, privacy, sheet, desk, insight,
    )  # fmt: skip


def welcome_html(house: Brand, status: Status, t: Texts, facts: str = "") -> str:
    """The greeting, how far the catalogue is, or what there is to ask about."""
    return render("welcome.html", t, **vars(status), facts=facts, greeting=house.welcome(t))


def _brand(house: Brand, t: Texts) -> str:
    return render("brand.html", t, name=house.name(t), logo=house.logo_url)


def _part(name: str, html: str, *scripts: str, visible: bool = True) -> gr.HTML:
    """A part of the page that is made here, with the scripts that listen to it."""
    return gr.HTML(
        html,
        elem_id=name,
        js_on_load=script(*scripts) if scripts else None,
        apply_default_css=False,
        visible=visible,
    )
