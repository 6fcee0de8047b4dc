"""What the page does when something happens on it.

A handler yields updates: component → its new state. It holds nothing of a shopper between calls:
what was said is in `Components.talk`, which Gradio keeps for each open page. The chat itself is
never an input: Gradio would build whatever components a browser says were in it.
"""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import gradio as gr

from assistant.assistant import Assistant, Recommendation, Turn
from assistant.comparison import compare
from assistant.ui.cards import render_cards
from assistant.ui.examples import Example, make_examples
from assistant.ui.layout import PLACEHOLDER, Components
from assistant.ui.messages import KEPT, Message, apology, said, sent, show
from assistant.ui.rendering import picture_url, render
from assistant.ui.startup import Opening
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads, kind_of, take
from retrieval.errors import BadMedia, BadQuery

Updates = dict[Any, Any]
"""Component → its new value, or a `gr.update` of it."""

SHOWN = 6  # products an answer shows
HEARD = "I heard this; correct it if needed, then send."
NOT_HEARD = "I could not make out a word; say it again, or type it."
POLL = 0.3  # seconds between two looks at how far the catalogue is


class Handlers:
    """The page's events, over the components they change."""

    def __init__(self, opening: Opening, thumbnails: Thumbnails, components: Components) -> None:
        self._opening = opening
        self._thumbnails = thumbnails
        self._ui = components
        self._examples: list[Example] | None = None

    async def watch(self) -> AsyncIterator[Updates]:
        """A page was opened: show how far the assistant is, until it is ready."""
        while not ((status := self._opening.status).ready or status.problem):
            yield {self._ui.welcome: render("welcome.html", **vars(status))}
            await asyncio.sleep(POLL)
        if status.problem:
            yield {self._ui.welcome: render("welcome.html", **vars(status))}
        else:
            yield await asyncio.to_thread(self._welcome)

    def send(self, message: dict | None, talk: list[Message]) -> Iterator[Updates]:
        """A message was sent. A recording in it is written down first: it counts when read over."""
        text, files = _parts(message)
        if any(kind_of(path) == "audio" for path in files):
            yield from self.hear(message)
        elif text.strip() or files:
            try:
                uploads = take(files)
            except BadMedia as error:
                yield {self._ui.note: _note(str(error))}
                return
            yield from self._turn(text, uploads, talk)

    def hear(self, message: dict | None) -> Iterator[Updates]:
        """A recording was attached: its words go into the box, to be corrected and sent."""
        text, files = _parts(message)
        recordings = [path for path in files if kind_of(path) == "audio"]
        try:
            voices = take(recordings).recordings
        except BadMedia:  # it was both attached and sent, and the other event has taken it
            return
        if not voices:
            return
        yield {
            self._ui.note: _note("Writing down what you said…"),
            self._ui.box: gr.update(interactive=False),
        }
        heard: list[str] = []
        try:
            heard = [self._assistant.transcribe(voice).text for voice in voices]
            note = HEARD if any(heard) else NOT_HEARD
        except Exception as error:
            note = apology(error)
        words = " ".join(filter(None, [text.strip(), *heard]))
        others = [path for path in files if path not in recordings]
        yield {
            self._ui.note: _note(note),
            self._ui.box: gr.update(value={"text": words, "files": others}, interactive=True),
        }

    def try_example(self, talk: list[Message], event: gr.EventData) -> Iterator[Updates]:
        """An example was chosen: ask it as if it had been typed."""
        number, examples = getattr(event, "example", None), self._examples or []
        if not (isinstance(number, int) and 0 <= number < len(examples)):
            return
        example = examples[number]
        photos: tuple[bytes, ...] = ()
        if example.photo:
            photos = (self._assistant.catalogue.image_path(example.photo).read_bytes(),)
        yield from self._turn(example.text, Uploads(photos), talk)

    def start_over(self) -> Updates:
        """Forget the conversation and show the welcome again."""
        return {
            **self._welcome(),
            self._ui.talk: [],
            self._ui.chat: gr.update(value=[], visible=False),
            self._ui.shelf: gr.update(value="", visible=False),
            self._ui.again: gr.update(visible=False),
            self._ui.note: "",
        }

    def ask(self, text: str = "", photo: str = "") -> dict:
        """Answer one question in JSON; `photo` is an image file in base64 (a data URI will do)."""
        try:
            photos = (_from_base64(photo),) if photo else ()
            return self._assistant.ask(Turn(text, photos)).as_dict()
        except Exception as error:
            raise gr.Error(apology(error), print_exception=False) from error

    @property
    def _assistant(self) -> Assistant:
        if self._opening.assistant is None:
            problem = self._opening.status.problem
            raise BadQuery(problem or "The catalogue is being made ready; try again in a moment.")
        return self._opening.assistant

    def _turn(self, text: str, uploads: Uploads, talk: list[Message]) -> Iterator[Updates]:
        """The question at once, then the answer."""
        talk = [*talk, sent(text, uploads, self._thumbnails)][-KEPT:]
        waiting = Message("assistant", "Looking", pending=True)
        yield {
            self._ui.talk: talk,
            self._ui.chat: gr.update(value=show([*talk, waiting]), visible=True),
            self._ui.box: gr.update(value={"text": "", "files": []}),
            self._ui.welcome: gr.update(visible=False),
            self._ui.examples: gr.update(visible=False),
            self._ui.again: gr.update(visible=True),
            self._ui.note: "",
        }
        shelf = gr.update()
        try:
            answer = self._assistant.ask(_as_turn(text, uploads), SHOWN)
        except Exception as error:
            talk = [*talk, said(apology(error))]
        else:
            talk = [*talk, said(answer.reply)]
            cards = self._cards(answer.recommendations)
            shelf = gr.update(value=cards, visible=bool(cards))
        yield {self._ui.talk: talk, self._ui.chat: show(talk), self._ui.shelf: shelf}

    def _cards(self, recommendations: Sequence[Recommendation]) -> str:
        """The cards, with the comparisons of the offers of each product."""
        catalogue = self._assistant.catalogue
        return render_cards(
            recommendations,
            [compare(catalogue, one.product, one.offer) for one in recommendations],
        )

    def _welcome(self) -> Updates:
        catalogue = self._assistant.catalogue
        if self._examples is None:
            self._examples = make_examples(catalogue)
        shops = len(catalogue.counts())
        facts = f"{len(catalogue):,} products from {shops:,} {'shop' if shops == 1 else 'shops'}"
        welcome = render("welcome.html", **vars(self._opening.status), facts=facts)
        tiles = [
            {"text": one.text, "photo": bool(one.photo), "picture": picture_url(one.picture)}
            for one in self._examples
        ]
        return {
            self._ui.welcome: gr.update(value=welcome, visible=True),
            self._ui.examples: gr.update(
                value=render("examples.html", examples=tiles), visible=True
            ),
            self._ui.box: gr.update(interactive=True, placeholder=PLACEHOLDER),
        }


def _parts(message: dict | None) -> tuple[str, Sequence[str]]:
    """(text, paths of the uploaded files) of what the box holds."""
    return (message or {}).get("text") or "", (message or {}).get("files") or []


def _as_turn(text: str, uploads: Uploads) -> Turn:
    if len(uploads.videos) > 1:
        raise BadQuery(f"There are {len(uploads.videos)} clips; send one at a time.")
    return Turn(text, uploads.photos, video=next(iter(uploads.videos), None))


def _note(text: str) -> str:
    return render("note.html", text=text)


def _from_base64(photo: str) -> bytes:
    try:
        return base64.b64decode(photo.partition("base64,")[2] or photo, validate=True)
    except binascii.Error as error:
        raise BadMedia("The photo is not in base64; encode the file's content.") from error
