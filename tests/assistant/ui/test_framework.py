"""What the framework keeps of a page goes with the conversation."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any, cast

import gradio as gr
from gradio.routes import App

from assistant.ui.framework import Framework


def test_what_was_shown_is_forgotten_and_the_page_goes_on() -> None:
    with gr.Blocks() as blocks:
        chat, language = gr.HTML("Welcome"), gr.State("en")
    app = App.create_app(blocks)
    state = app.state_holder["page"]
    state[chat._id] = gr.HTML("secret words", visible=False, render=False)
    state._update_value_in_config(chat._id, "secret words")
    state[language._id] = "zh"
    assert "secret" in json.dumps(list(state.components), default=str)

    framework = Framework()
    framework.forget("page")  # nothing is served yet
    framework.app = app
    framework.forget("another page")
    framework.forget("page")

    kept = app.state_holder["page"]
    assert "secret" not in json.dumps(list(kept.components), default=str)
    shown = cast(Any, kept[chat._id])
    assert "secret" not in repr(vars(shown))
    assert shown.visible is False
    assert kept[language._id] == "zh"
    assert chat.value == "Welcome"


def test_there_is_nothing_to_forget_before_a_page_is_served() -> None:
    framework = Framework()
    framework.app = cast(App, SimpleNamespace(state_holder=SimpleNamespace(session_data={})))
    framework.forget("page")
