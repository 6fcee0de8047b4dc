"""The states of the page as updates: a welcome, a conversation, nothing."""

from __future__ import annotations

import gradio as gr

from assistant.assistant import Assistant
from assistant.startup import Status
from assistant.ui.examples import Example, make_examples
from assistant.ui.layout import Components, Updates, welcome_html
from assistant.ui.messages import Message, show, waiting
from assistant.ui.rendering import picture_url, render
from assistant.ui.sessions import Session
from assistant.ui.texts import Texts
from assistant.ui.view import purse_of, render_chips, render_saved, render_shelf
from assistant.ui.visits import Visit


class Stage:
    """Puts on the page's components what is to be seen."""

    def __init__(self, components: Components) -> None:
        self._ui = components
        self._examples: dict[str, list[Example]] = {}

    def dressed(self, t: Texts) -> Updates:
        """What stands on the page whatever happens, in a language."""
        return {self._ui.language: t.language, **self._ui.dress(t)}

    def opening(self, status: Status, t: Texts) -> Updates:
        """How far the assistant is, or why there is none."""
        return {self._ui.welcome: welcome_html(self._ui.house, status, t)}

    def welcome(self, assistant: Assistant, t: Texts) -> Updates:
        """An invitation to ask, and examples."""
        catalogue = assistant.catalogue
        shops = t("shops", n=len(catalogue.counts()))
        facts = t("invitation", products=t("products", n=len(catalogue)), shops=shops)
        tiles = [
            {"text": one.text, "photo": bool(one.photo), "picture": picture_url(one.picture)}
            for one in self.examples(assistant, t)
        ]
        welcome = welcome_html(self._ui.house, Status(ready=True), t, facts)
        examples = render("examples.html", t, examples=tiles)
        return {
            self._ui.welcome: gr.update(value=welcome, visible=True),
            self._ui.examples: gr.update(value=examples, visible=True),
            self._ui.box: render("box.html", t, ready=True),
        }

    def examples(self, assistant: Assistant, t: Texts) -> list[Example]:
        """Questions to try, in the page's language: the shop's own, or made from what is sold."""
        if own := self._ui.house.house.examples(t.language):
            return [Example(text) for text in own]
        if t.language not in self._examples:
            self._examples[t.language] = make_examples(assistant.catalogue, t)
        return self._examples[t.language]

    def waiting(self, session: Session, t: Texts, seen: str = "") -> Updates:
        """What was said, while the answer is not there yet; `seen` is what a photo shows."""
        pending = Message("assistant", seen, pending=True) if seen else waiting(t)
        return {self._ui.chat: show([*session.talk, pending], t), **self._without_welcome()}

    def picks(self, session: Session, assistant: Assistant, t: Texts) -> Updates:
        """The cards and what is in force: they come before the sentences."""
        updates: Updates = {self._ui.chips: gr.update(value=render_chips(session, t), visible=True)}
        shelf = render_shelf(session, assistant, t)
        if shelf != session.shelf:  # only where it changes, so that it stays put
            updates[self._ui.shelf] = shelf
            session.shelf = shelf
        return updates

    def talk(self, session: Session | None, t: Texts, new: bool = False) -> Updates:
        """The conversation alone; `new` says whether its last message was not shown before."""
        return {self._ui.chat: show(session.talk if session else (), t, new)}

    def conversation(
        self, session: Session, assistant: Assistant, t: Texts, new: bool = False
    ) -> Updates:
        """All that a session shows, but for the saved list."""
        shown = self.talk(session, t, new) | self.picks(session, assistant, t)
        return shown | (self._without_welcome() if session.talk else {})

    def saved(
        self,
        session: Session | None,
        visit: Visit,
        assistant: Assistant,
        t: Texts,
        is_open: bool = False,
    ) -> Updates:
        """The saved list, with what has changed since."""
        items = session.conversation.shortlist if session else ()
        purse = purse_of(visit.currency, assistant)
        return {self._ui.saved: render_saved(items, visit.saved, t, purse, is_open)}

    def nothing(self, t: Texts, note: str = "") -> Updates:
        """No conversation, and a word on why."""
        return {
            self._ui.chat: show((), t),
            self._ui.chips: gr.update(value="", visible=False),
            self._ui.shelf: "",
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
