"""What is on the page, from top to bottom. How it looks is in style.css."""

from __future__ import annotations

from dataclasses import dataclass

import gradio as gr

from assistant.ui.desk import Desk, lay_out_desk
from assistant.ui.rendering import render
from assistant.ui.startup import Status

PLACEHOLDER = "Ask for anything"
PRIVACY = (
    "Photos, clips and recordings are used for the answer, then deleted; "
    "the small pictures in this chat go after an hour."
)

# Gradio tells no event when a recording has been attached; every change of the box is looked at in
# the browser, and only a recording calls the server. Nothing can be sent until its words are here.
ON_CHANGE = """(message) => {
  const spoken = (message?.files ?? []).some((file) => /^audio\\//.test(file.mime_type ?? ""));
  if (!spoken) return;
  document.querySelector("#box [data-testid=submit-button]").disabled = true;
  document.getElementById("hear").click();
}"""

ON_EXAMPLE = """element.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-example]");
  if (chosen) trigger("click", { example: Number(chosen.dataset.example) });
});"""


@dataclass(frozen=True)
class Components:
    """The parts of the page that change."""

    welcome: gr.HTML  # a greeting, or how far the catalogue is
    examples: gr.HTML  # questions to try
    talk: gr.State  # what was said so far: a list of `Message`
    chat: gr.Chatbot
    shelf: gr.HTML  # the product cards of the latest answer
    note: gr.HTML  # one line above the box
    box: gr.MultimodalTextbox  # words, files and the microphone
    hear: gr.Button  # never seen; "clicked" when a recording was attached
    again: gr.Button  # starts over
    desk: Desk  # the tab of sources


def lay_out() -> Components:
    """Put the components on the page that is being built (inside `with gr.Blocks():`)."""
    with gr.Row(elem_id="top"):
        gr.HTML(render("brand.html"), elem_id="brand", apply_default_css=False)
        again = gr.Button("Start over", elem_id="again", size="sm", scale=0, visible=False)
    with gr.Tabs(elem_id="tabs", overflow_behavior="wrap"):
        with gr.Tab("Assistant", id="assistant"), gr.Column(elem_id="stage"):
            starting = render("welcome.html", **vars(Status()))
            welcome = gr.HTML(starting, elem_id="welcome", apply_default_css=False)
            talk = gr.State([])
            chat = gr.Chatbot(
                elem_id="chat",
                label="Conversation",
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
            shelf = gr.HTML(elem_id="shelf", visible=False, apply_default_css=False)
            with gr.Column(elem_id="ask"):
                note = gr.HTML(elem_id="note", apply_default_css=False)
                box = gr.MultimodalTextbox(
                    elem_id="box",
                    label="Your question",
                    show_label=False,
                    placeholder="One moment",
                    interactive=False,
                    sources=["upload", "microphone"],
                    file_types=["image", "audio", "video"],
                    file_count="multiple",
                    max_lines=6,
                    # Gradio would turn a long paste into a text file.
                    max_plain_text_length=1_000_000_000,
                )
                gr.HTML(
                    render("privacy.html", text=PRIVACY), elem_id="privacy", apply_default_css=False
                )
            examples = gr.HTML(elem_id="examples", js_on_load=ON_EXAMPLE, apply_default_css=False)
            hear = gr.Button("Write down the recording", elem_id="hear", visible="hidden")
        desk = lay_out_desk()
    return Components(welcome, examples, talk, chat, shelf, note, box, hear, again, desk)
