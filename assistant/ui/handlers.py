"""What the page does when something happens on it.

A handler yields updates: component → its new state. What it knows of a shopper is in the page's
session. The chat itself is never an input: Gradio would build whatever components a browser says
were in it.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import gradio as gr

from assistant.assistant import Assistant
from assistant.dialogue import DialogueAnswer
from assistant.dialogue.conversation import ask
from assistant.insight import Insight, Seen
from assistant.places import Places
from assistant.speech.speakable import speech
from assistant.startup import Opening
from assistant.taste import Profile
from assistant.turn import Turn
from assistant.ui.arrivals import Arrivals, page_of
from assistant.ui.clicks import ACTS, Click, words_of
from assistant.ui.layout import Components, Updates
from assistant.ui.messages import Message, apology, clicked, said, sent
from assistant.ui.quiet import QUIET, Scene, listing
from assistant.ui.seeing import seen_in, with_earlier
from assistant.ui.sessions import Session, Sessions
from assistant.ui.stage import Stage
from assistant.ui.texts import Texts, texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads, take
from assistant.ui.visits import Visit, Visits
from retrieval.errors import AssistantError, BadMedia, BadQuery

LONGEST = 1_000_000  # characters that are taken from a box
MOST_FILES = 8


class Handlers:
    """The page's events, over the components they change."""

    def __init__(
        self,
        opening: Opening,
        sessions: Sessions,
        thumbnails: Thumbnails,
        components: Components,
        insight: Insight | None = None,
        visits: Visits | None = None,
    ) -> None:
        self._opening = opening
        self._sessions = sessions
        self._thumbnails = thumbnails
        self._ui = components
        self._insight = insight or Insight(opening, on=False)
        self._visits = visits or Visits()
        self._places = Places()
        self._stage = Stage(components)
        self._arrivals = Arrivals(
            opening, sessions, self._visits, self._stage, components.house.house
        )

    async def watch(self, memory: str, request: gr.Request) -> AsyncIterator[Updates]:
        """A page was opened: show how far the assistant is, until it is ready."""
        async for updates in self._arrivals.watch(memory, request):
            yield updates

    def switch(self, language: str, request: gr.Request) -> Updates:
        """The other language was chosen."""
        return self._arrivals.switch(language, request)

    def send(self, language: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Words, files or both were sent."""
        text, files, joins = _sent(event)
        taste = _taste(event)
        if not (text.strip() or files):
            return
        t = texts(language)
        try:
            yield from self._say(text, take(files), t, request, taste, joins)
        except AssistantError as error:  # nothing was said
            yield self._stage.note(str(error)) | self._stage.talk(self._session(request), t)

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
        yield from self._say(example.text, Uploads(photos), t, request, _taste(event))

    def click(self, language: str, event: gr.EventData, request: gr.Request) -> Iterator[Updates]:
        """Something was clicked in the conversation."""
        t, click = texts(language), Click.of(event)
        assistant = self._opening.assistant
        if assistant is None:
            return
        session = self._session(request)
        if session is None and click.act == "place":  # somebody may begin with it
            session = self._begin(request, assistant)
        if click.act == "forget":
            yield self._forget(t, request)
        elif click.act == "taste":
            if session:
                session.conversation.taste = _taste(event)
            yield {self._ui.note: gr.skip()}  # what yields nothing would empty the page
        elif click.act in QUIET:
            yield self._quietly(session or self._begin(request, assistant), click, t, request)
        elif session is None:
            yield self._expired(t, request)
        elif click.act == "rate":
            yield self._rate(session, click, t)
        elif click.act == "restart":
            yield self._restart(session, t, request)
        elif click.act in ACTS:
            yield from self._act(session, click, t, request)

    def _act(
        self, session: Session, click: Click, t: Texts, request: gr.Request
    ) -> Iterator[Updates]:
        """A click that is answered in words."""
        try:
            words = words_of(session, click, t)
        except BadQuery as error:
            yield self._stage.note(str(error))
            return
        work = ACTS[click.act]
        message = clicked(words)
        yield from self._turn(session, message, lambda: work(session, click, t), t, request)

    def _quietly(self, session: Session, click: Click, t: Texts, request: gr.Request) -> Updates:
        """A click that is not."""
        page, assistant = page_of(request), self._assistant(t)
        scene = Scene(session, assistant, self._visits.of(page), t)
        with session.turn:
            visit = QUIET[click.act](scene, click)
        self._visits.keep(page, visit)
        saved = self._stage.saved(session, visit, assistant, t, click.act == "unsave")
        if click.act in ("save", "unsave", "list"):
            return saved
        return self._stage.conversation(session, assistant, t) | saved

    def ask(self, text: str = "", photo: str = "") -> dict:
        """Answer one question in JSON; `photo` is an image file in base64 (a data URI will do)."""
        t = texts("en")
        try:
            photos = (_from_base64(photo),) if photo else ()
            with self._places.taken(bool(photos)):
                return ask(self._assistant(t), Turn(text, photos)).as_single()
        except Exception as error:
            raise gr.Error(apology(error), print_exception=False) from error

    def _assistant(self, t: Texts) -> Assistant:
        if self._opening.assistant is None:
            raise BadQuery(self._opening.status.problem or t("not_ready"))
        return self._opening.assistant

    def _session(self, request: gr.Request) -> Session | None:
        return self._sessions.find(self._visits.of(page_of(request)).key)

    def _begin(self, request: gr.Request, assistant: Assistant) -> Session:
        return self._arrivals.begin(self._visits.of(page_of(request)), assistant)

    def _say(
        self,
        text: str,
        uploads: Uploads,
        t: Texts,
        request: gr.Request,
        taste: Profile,
        joins: bool = False,
    ) -> Iterator[Updates]:
        """Something was said in the conversation of a page."""
        assistant = self._assistant(t)
        expired = self._sessions.expired(self._visits.of(page_of(request)).key)
        session = self._begin(request, assistant)
        if expired:
            session.add(said(t("expired")))
        message = sent(text, uploads, self._thumbnails, t)

        def work() -> DialogueAnswer:
            turn = _as_turn(text, uploads, t)
            session.conversation.taste = taste
            earlier = session.conversation.state.photos if joins else ()
            return session.conversation.say(with_earlier(turn, earlier))

        seen = (lambda: seen_in(uploads.photos, assistant, t)) if uploads.photos else None
        shows = bool(uploads.photos or uploads.videos)
        yield from self._turn(session, message, work, t, request, seen, shows)

    def _turn(
        self,
        session: Session,
        message: Message,
        work: Callable[[], DialogueAnswer],
        t: Texts,
        request: gr.Request,
        seen: Callable[[], str] | None = None,
        shows: bool = False,
    ) -> Iterator[Updates]:
        """What was said or done at once, what a photo shows, the picks, then the answer."""
        session.add(message)
        if not session.ended:
            yield self._stage.waiting(session, t)
            if seen:
                with self._places.taken(shows):
                    words = seen()
                if words:
                    yield self._stage.waiting(session, t, words)
            with session.turn, self._places.taken(shows):
                self._answer(session, work, t)
        if session.ended:  # meanwhile: the page shows a new beginning
            self._thumbnails.drop(session.pictures)
            return
        page, assistant = page_of(request), self._assistant(t)
        visit = listing(session, self._visits.of(page))
        self._visits.keep(page, visit)
        yield self._stage.picks(session, assistant, t)
        conversation = self._stage.conversation(session, assistant, t, new=True)
        yield conversation | self._stage.saved(session, visit, assistant, t)

    def _answer(self, session: Session, work: Callable[[], DialogueAnswer], t: Texts) -> None:
        """Do what a turn asks for; what comes of it, or of a fault, is in the session."""
        before, wishes = session.screen, session.conversation.state.wishes
        try:
            answer = work()
        except Exception as error:
            session.add(said(apology(error, t)))
        else:
            session.take(answer, before)
            told = speech(answer)
            session.add(said(answer.reply, self._insight.on, answer.leads, told))
            self._insight.turn(Seen(session.page, wishes, answer))

    def _rate(self, session: Session, click: Click, t: Texts) -> Updates:
        """An answer was found good or not, or it was said why not: each counts once."""
        if session.rate(click.name, click.text):
            self._insight.rated(click.text)
        elif session.explain(click.name, click.text):
            self._insight.explained(click.text)
        return self._stage.talk(session, t)

    def _restart(self, session: Session, t: Texts, request: gr.Request) -> Updates:
        """Forget the conversation but for what is saved, and show the welcome again."""
        visit = self._visits.of(page_of(request))
        self._sessions.end(visit.key)
        return self._stage.nothing(t) | self._stage.welcome(self._assistant(t), t)

    def _forget(self, t: Texts, request: gr.Request) -> Updates:
        """Forget all of it, what is saved included: the browser does the same."""
        page = page_of(request)
        self._sessions.end(self._visits.of(page).key)
        self._visits.keep(page, Visit(page))
        assistant = self._assistant(t)
        cleared = self._stage.nothing(t) | self._stage.saved(None, Visit(page), assistant, t)
        return cleared | self._stage.welcome(assistant, t)

    def _expired(self, t: Texts, request: gr.Request) -> Updates:
        """The page shows a conversation that was forgotten: say so, and begin anew."""
        welcome = self._stage.welcome(self._assistant(t), t)
        return self._stage.nothing(t, t("expired")) | welcome


def _sent(event: Any) -> tuple[str, list[str], bool]:
    """(text, paths of the uploaded files, whether photos join the earlier ones) of what the box
    sends; what is none of these is left out."""
    text, files = getattr(event, "text", ""), getattr(event, "files", [])
    paths = [one for one in files if isinstance(one, str)] if isinstance(files, list) else []
    words = text if isinstance(text, str) else ""
    return words[:LONGEST], paths[:MOST_FILES], getattr(event, "joins", False) is True


def _taste(event: Any) -> Profile:
    """The shopper's taste, as their browser sends it along; off where it does not."""
    return Profile.of(getattr(event, "taste", ""))


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
