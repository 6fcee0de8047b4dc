"""Messages of the chat. `gr.Chatbot` shows their text as HTML, so all of it is escaped here."""

from __future__ import annotations

import html
import logging
import secrets
from typing import Any

import gradio as gr

from assistant.ui.cards import render
from assistant.ui.uploads import Uploads, thumbnail
from retrieval.errors import AssistantError, BadMedia

log = logging.getLogger(__name__)

Message = dict[str, Any]
"""A message as `gr.Chatbot` takes it: its role, and text or a component as its content."""

ECHO = 600  # characters of a question that the chat repeats


def said(text: str) -> Message:
    """The assistant's words."""
    return {"role": "assistant", "content": _escape(text)}


def pending(text: str) -> Message:
    """What stands in the assistant's place while the shopper waits."""
    return {"role": "assistant", "content": gr.HTML(render("pending.html", text=text))}


def sent(text: str, uploads: Uploads) -> Message:
    """The shopper's words and attachments."""
    content: list[object] = []
    if uploads.photos or uploads.videos:
        photos = [_thumbnail(photo) for photo in uploads.photos]
        labels = ["Photo"] * photos.count("") + ["Video"] * len(uploads.videos)
        content.append(
            gr.HTML(render("sent.html", photos=list(filter(None, photos)), labels=labels))
        )
    if text.strip():
        short = text.strip() if len(text) <= ECHO else text[:ECHO].strip() + " …"
        content.append(_escape(short))
    return {"role": "user", "content": content}


def apology(error: Exception) -> str:
    """One sentence on what went wrong. A fault of ours is logged under an id that is in it."""
    if isinstance(error, AssistantError):
        return str(error)
    number = secrets.token_hex(4)
    log.error("fault %s", number, exc_info=error)
    return f"Something went wrong on our side (reference {number}); please try again."


def _thumbnail(photo: bytes) -> str:
    """A data URI, "" for a photo that cannot be read: the answer will say what is wrong with it."""
    try:
        return thumbnail(photo)
    except BadMedia:
        return ""


def _escape(text: str) -> str:
    return html.escape(text, quote=False)
