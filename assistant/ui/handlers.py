"""What the page does when something happens on it.

A handler yields updates: component → its new state. What it knows of a shopper is in the page's
session. The chat itself is never an input: Gradio would build whatever components a browser says
were in it.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterator, Sequence

import gradio as gr

from assistant.assistant import Assistant
from assistant.dialogue import DialogueAnswer
from assistant.dialogue.conversation import ask
from assistant.startup import Opening
from assistant.turn import Turn
from assistant.ui.clicks import ACTS, Click, words_of
from assistant.ui.layout import Components, Updates
from assistant.ui.messages import Message, apology, clicked, said, sent
from assistant.ui.sessions import Session, Sessions
from assistant.ui.stage import Stage
from assistant.ui.texts import Texts, preferred, texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads, kind_of, take
from assistant.ui.view import render_saved
from retrieval.errors import AssistantError, BadMedia, BadQuery

POLL = 0.3  # seconds between two looks at how far the catalogue is


class Handlers:
    """The page's events, over the components they change."""

    def __init__(
        self, opening: Opening, sessions: Sessions, thumbnails: Thumbnails, components: Components
    ) -> None:
        self._opening = opening
        self._sessions = sessions
        self._thumbnails = thumbnails
        self._ui = components
        self._stage = Stage(components)

    async def watch(self, request: gr.Request) -> AsyncIterator[Updates]:
        """A page was opened: show how far the assistant is, until it is ready."""
        language = preferred(request.headers.get("accept-language", ""))
        t = texts(language)
        yield {self._ui.language: language, **self._ui.dress(t)}
        while not ((status := self._opening.status).ready or status.problem):
            yield self._stage.opening(status, t)
            await asyncio.sleep(POLL)
        if status.problem:
            yield self._stage.opening(status, t)
        else:
            yield await asyncio.to_thread(self._stage.welcome, self._assistant(t), t)

    def switch(self, language: str, request: gr.Request) -> Updates:
        """The next language was chosen."""
        t = texts(texts(language).next_language)
        language = t.language
        updates: Updates = {self._ui.language: language, **self._ui.dress(t)}
        assistant = self._opening.assistant
        if assistant is None:
            return updates | self._stage.opening(self._opening.status, t)
        updates |= self._stage.welcome(assistant, t)
        session = self._sessions.find(_page(request))
        if session and session.talk:
            updates |= self._stage.conversation(session, assistant, t)
        return updates | {self._ui.saved: render_saved(session, t)}

    def send(self, message: dict | None, language: str, request: gr.Request) -> Iterator[Updates]:
        """A message was sent. A recording in it is written down first: it counts when read over."""
        text, files = _parts(message)
        if any(kind_of(path) == "audio" for path in files):
            yield from self.hear(message, language)
        elif text.strip() or files:
            try:
                yield from self._say(text, take(files), texts(language), request)
            except AssistantError as error:  # nothing was said: it stays in the box
                yield self._stage.note(str(error))

    def hear(self, message: dict | None, language: str) -> Iterator[Updates]:
        """A recording was attached: its words go into the box, to be corrected and sent."""
        t = texts(language)
        text, files = _parts(message)
        recordings = [path for path in files if kind_of(path) == "audio"]
        try:
            voices = take(recordings).recordings
        except BadMedia:  # it was both attached and sent, and the other event has taken it
            return
        if not voices:
            return
        yield self._stage.note(t("writing_down")) | {self._ui.box: gr.update(interactive=False)}
        heard: list[str] = []
        try:
            heard = [self._assistant(t).transcribe(voice, language).text for voice in voices]
            note = t("heard") if any(heard) else t("not_heard")
        except Exception as error:
            note = apology(error, t)
        words = " ".join(filter(None, [text.strip(), *heard]))
        others = [path for path in files if path not in recordings]
        box = gr.update(value={"text": words, "files": others}, interactive=True)
        yield self._stage.note(note) | {self._ui.box: box}

    def try_example(
        self, language: str, event: gr.EventData, request: gr.Request
    ) -> Iterator[Updates]:
        """An example was chosen: ask it as if it had been typed."""
        t, number = texts(language), getattr(event, "example", None)
        assistant = self._opening.assistant
        examples = self._stage.examples(assistant, t) if assistant else []
        if not assistant or not (isinstance(number, int) and 0 <= number < len(examples)):
            return
        example = examples[number]
        photos: tuple[bytes, ...] = ()
        if example.photo:
            photos = (assistant.catalogue.image_path(example.photo).read_bytes(),)
        yield from self._say(example.text, Uploads(photos), t, request)

    def click(self, language: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Something was clicked in the conversation."""
        t, click = texts(language), Click.of(event)
        if self._opening.assistant is None:
            return
        session = self._sessions.find(_page(request))
        if session is None:
            yield self._expired(t)
        elif click.act in ACTS:
            try:
                words = words_of(session, click, t)
            except BadQuery as error:
                yield self._stage.note(str(error))
                return
            work = ACTS[click.act]
            yield from self._turn(session, clicked(words), lambda: work(session, click, t), t)
        elif click.act in ("save", "unsave"):
            session.conversation.keep(click.product, click.kept)
            yield {self._ui.saved: render_saved(session, t, click.act == "unsave")}
        elif click.act == "close":
            session.table = None
            yield self._stage.conversation(session, self._assistant(t), t)
        elif click.act == "restart":
            yield self._restart(session, _page(request), t)

    def ask(self, text: str = "", photo: str = "") -> dict:
        """Answer one question in JSON; `photo` is an image file in base64 (a data URI will do)."""
        t = texts("en")
        try:
            photos = (_from_base64(photo),) if photo else ()
            return ask(self._assistant(t), Turn(text, photos)).as_single()
        except Exception as error:
            raise gr.Error(apology(error), print_exception=False) from error

    def _assistant(self, t: Texts) -> Assistant:
        if self._opening.assistant is None:
            raise BadQuery(self._opening.status.problem or t("not_ready"))
        return self._opening.assistant

    def _say(self, text: str, uploads: Uploads, t: Texts, request: gr.Request) -> Iterator[Updates]:
        """Something was said in the conversation of a page."""
        page, assistant = _page(request), self._assistant(t)
        expired = self._sessions.expired(page)
        session = self._sessions.begin(page, assistant)
        if expired:
            session.add(said(t("expired")))
        yield {self._ui.box: gr.update(value={"text": "", "files": []})}
        message = sent(text, uploads, self._thumbnails, t)
        yield from self._turn(
            session, message, lambda: session.conversation.say(_as_turn(text, uploads, t)), t
        )

    def _turn(
        self, session: Session, message: Message, work: Callable[[], DialogueAnswer], t: Texts
    ) -> Iterator[Updates]:
        """What was said or done at once, then the answer."""
        session.add(message)
        if not session.ended:
            yield self._stage.waiting(session, t)
            with session.turn:
                _answer(session, work, t)
        if session.ended:  # meanwhile: the page shows a new beginning
            self._thumbnails.drop(session.pictures)
        else:
            yield self._stage.conversation(session, self._assistant(t), t)

    def _restart(self, session: Session, page: str, t: Texts) -> Updates:
        """Forget the conversation but for what is saved, and show the welcome again."""
        kept = session.conversation.shortlist
        self._sessions.end(page)
        if kept:
            self._sessions.begin(page, self._assistant(t)).conversation.shortlist = kept
        return self._stage.nothing() | self._stage.welcome(self._assistant(t), t)

    def _expired(self, t: Texts) -> Updates:
        """The page shows a conversation that was forgotten: say so, and begin anew."""
        saved = {self._ui.saved: render_saved(None, t)}
        welcome = self._stage.welcome(self._assistant(t), t)
        return self._stage.nothing(t("expired")) | welcome | saved


def _answer(session: Session, work: Callable[[], DialogueAnswer], t: Texts) -> None:
    """Do what a turn asks for; what comes of it, or of a fault, is in the session."""
    before = session.screen
    try:
        answer = work()
    except Exception as error:
        session.add(said(apology(error, t)))
    else:
        session.take(answer, before)
        session.add(said(answer.reply))


def _page(request: gr.Request) -> str:
    """What tells an open page from others; "" for a caller that is none."""
    return request.session_hash or ""


def _parts(message: dict | None) -> tuple[str, Sequence[str]]:
    """(text, paths of the uploaded files) of what the box holds."""
    return (message or {}).get("text") or "", (message or {}).get("files") or []


def _as_turn(text: str, uploads: Uploads, t: Texts) -> Turn:
    if len(uploads.videos) > 1:
        raise BadQuery(t("one_clip", n=len(uploads.videos)))
    video = next(iter(uploads.videos), None)
    return Turn(text, uploads.photos, video=video, language=t.language)


def _from_base64(photo: str) -> bytes:
    try:
        return base64.b64decode(photo.partition("base64,")[2] or photo, validate=True)
    except ValueError as error:
        raise BadMedia("The photo is not in base64; encode the file's content.") from error
