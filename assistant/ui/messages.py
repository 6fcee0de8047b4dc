"""Messages of the chat, and how `gr.Chatbot` shows them."""

from __future__ import annotations

import html
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from assistant.ui.rendering import render
from assistant.ui.texts import Texts, texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads
from retrieval.errors import AssistantError, BadMedia
from retrieval.trouble import trouble

log = logging.getLogger(__name__)

ECHO = 600  # characters of a question that the chat repeats


@dataclass(frozen=True)
class Message:
    """Something said in the chat."""

    role: str  # "user" or "assistant"
    text: str
    pictures: tuple[str, ...] = ()  # names of thumbnails
    labels: tuple[str, ...] = ()  # attachments that are shown in words
    pending: bool = False  # stands in the assistant's place while the shopper waits
    clicked: bool = False  # something done, not said


def sent(text: str, uploads: Uploads, thumbnails: Thumbnails, t: Texts) -> Message:
    """What the shopper sent."""
    pictures, labels = [], []
    for photo in uploads.photos:
        try:
            pictures.append(thumbnails.add(photo))
        except BadMedia:  # the answer will say what is wrong with it
            labels.append(t("photo"))
    labels += [t("video")] * len(uploads.videos)
    text = text.strip()
    short = text if len(text) <= ECHO else text[:ECHO].rstrip() + " …"
    return Message("user", short, tuple(pictures), tuple(labels))


def said(text: str) -> Message:
    """The assistant's words."""
    return Message("assistant", text)


def clicked(text: str) -> Message:
    """What the shopper did by a click."""
    return Message("user", text, clicked=True)


def waiting(t: Texts) -> Message:
    """What stands for an answer until it is there."""
    return Message("assistant", t("looking"), pending=True)


def apology(error: BaseException, t: Texts = texts("en")) -> str:
    """One sentence on what went wrong. A fault of ours is logged under an id that is in it."""
    if isinstance(error, AssistantError):
        return str(error)
    if lacking := trouble(error):
        log.error("%s", lacking)
        return str(lacking)
    number = secrets.token_hex(4)
    log.error("fault %s", number, exc_info=error)
    return t("fault", number=number)


def show(messages: Sequence[Message], t: Texts) -> list[dict[str, Any]]:
    """The messages as the value of a `gr.Chatbot`.

    That shows text as HTML, so it is escaped here; components are made of our templates alone.
    """
    return [{"role": one.role, "content": _content(one, t)} for one in messages]


def _content(message: Message, t: Texts) -> list[str | gr.HTML]:
    if message.pending:
        return [gr.HTML(render("pending.html", text=message.text))]
    if message.clicked:
        return [gr.HTML(render("clicked.html", text=message.text))]
    content: list[str | gr.HTML] = []
    if message.pictures or message.labels:
        attached = render("sent.html", t, pictures=message.pictures, labels=message.labels)
        content.append(gr.HTML(attached))
    if message.text:
        content.append(html.escape(message.text, quote=False))
    return content
