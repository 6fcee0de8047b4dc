"""The states of the page as updates: a welcome, a conversation, nothing."""

from __future__ import annotations

import gradio as gr

from assistant.assistant import Assistant
from assistant.startup import Status
from assistant.ui.examples import Example, make_examples
from assistant.ui.layout import Components, Updates
from assistant.ui.messages import show, waiting
from assistant.ui.rendering import picture_url, render
from assistant.ui.sessions import Session
from assistant.ui.texts import Texts
from assistant.ui.view import render_chips, render_saved, render_shelf


class Stage:
    """Puts on the page's components what is to be seen."""

    def __init__(self, components: Components) -> None:
        self._ui = components
        self._examples: dict[str, list[Example]] = {}

    def opening(self, status: Status, t: Texts) -> Updates:
        """How far the assistant is, or why there is none."""
        return {self._ui.welcome: render("welcome.html", t, **vars(status))}

    def welcome(self, assistant: Assistant, t: Texts) -> Updates:
        """An invitation to ask, and examples."""
        catalogue = assistant.catalogue
        shops = t("shops", n=len(catalogue.counts()))
        facts = t("invitation", products=t("products", n=len(catalogue)), shops=shops)
        tiles = [
            {"text": one.text, "photo": bool(one.photo), "picture": picture_url(one.picture)}
            for one in self.examples(assistant, t)
        ]
        welcome = render("welcome.html", t, **vars(Status(ready=True)), facts=facts)
        examples = render("examples.html", t, examples=tiles)
        return {
            self._ui.welcome: gr.update(value=welcome, visible=True),
            self._ui.examples: gr.update(value=examples, visible=True),
            self._ui.box: gr.update(interactive=True, placeholder=t("placeholder")),
        }

    def examples(self, assistant: Assistant, t: Texts) -> list[Example]:
        """Questions to try, in the page's language."""
        if t.language not in self._examples:
            self._examples[t.language] = make_examples(assistant.catalogue, t)
        return self._examples[t.language]

    def waiting(self, session: Session, t: Texts) -> Updates:
        """What was said, while the answer is not there yet."""
        talk = show([*session.talk, waiting(t)], t)
        return {self._ui.chat: gr.update(value=talk, visible=True), **self._without_welcome()}

    def conversation(self, session: Session, assistant: Assistant, t: Texts) -> Updates:
        """All that a session shows; the shelf only where it changes, so that it stays put."""
        updates: Updates = {
            self._ui.chat: gr.update(value=show(session.talk, t), visible=True),
            self._ui.chips: gr.update(value=render_chips(session, t), visible=True),
            self._ui.saved: render_saved(session, t),
            **self._without_welcome(),
        }
        shelf = render_shelf(session, assistant.catalogue, t)
        if shelf != session.shelf:
            updates[self._ui.shelf] = gr.update(value=shelf, visible=bool(shelf))
            session.shelf = shelf
        return updates

    def nothing(self, note: str = "") -> Updates:
        """No conversation, and a word on why."""
        return {
            self._ui.chat: gr.update(value=[], visible=False),
            self._ui.chips: gr.update(value="", visible=False),
            self._ui.shelf: gr.update(value="", visible=False),
            **self.note(note),
        }

    def note(self, text: str) -> Updates:
        """A line above the box."""
        return {self._ui.note: render("note.html", text=text) if text else ""}

    def _without_welcome(self) -> Updates:
        return {
            self._ui.welcome: gr.update(visible=False),
            self._ui.examples: gr.update(visible=False),
            **self.note(""),
        }
