"""Messages of the chat, and how the page shows them."""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.insight.counting import REASONS
from assistant.recommendation import Recommendation
from assistant.ui.rendering import render
from assistant.ui.texts import Texts, texts
from assistant.ui.thumbnails import Thumbnails
from assistant.ui.uploads import Uploads
from retrieval.errors import AssistantError, BadMedia
from retrieval.sources.cleaning import web_address
from retrieval.trouble import DatabaseDown, trouble

log = logging.getLogger(__name__)

ECHO = 600  # characters of a question that the chat repeats
ROLES = {"user": "user", "assistant": "bot"}
_SENTENCE = re.compile(r".+?(?:[.!?](?=\s)\s+|[。！？]|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Way:
    """A link to a shop's page of a product."""

    product: str
    shop: str
    url: str


@dataclass(frozen=True)
class Message:
    """Something said in the chat."""

    role: str  # "user" or "assistant"
    text: str
    pictures: tuple[str, ...] = ()  # names of thumbnails
    labels: tuple[str, ...] = ()  # attachments that are shown in words
    pending: bool = False  # stands in the assistant's place while the shopper waits
    clicked: bool = False  # something done, not said
    name: str = ""  # of an answer that can be rated
    rating: str = ""  # "up" or "down", "" before it is rated
    reason: str = ""  # why it is no good
    ways: tuple[Way, ...] = ()  # to shops
    speech: str = ""  # of an answer: what is read aloud of it

    def unrated(self) -> bool:
        """Whether it waits to be found good or not."""
        return not self.rating

    def unexplained(self) -> bool:
        """Whether it was found no good, and nobody knows why."""
        return self.rating == "down" and not self.reason


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


def said(
    text: str, rated: bool = False, leads: Sequence[Recommendation] = (), speech: str = ""
) -> Message:
    """The assistant's words; `rated` are those that a shopper may find good or not. `leads` are
    items whose shops they lead to, as far as a shop has an address."""
    ways = tuple(
        Way(one.product.product_id, one.offer.source, url)
        for one in leads
        if (url := web_address(one.offer.url))
    )
    name = secrets.token_hex(8) if rated else ""
    return Message("assistant", text, name=name, ways=ways, speech=speech)


def clicked(text: str) -> Message:
    """What the shopper did by a click."""
    return Message("user", text, clicked=True)


def waiting(t: Texts) -> Message:
    """What stands for an answer until it is there."""
    return Message("assistant", t("looking"), pending=True)


def apology(error: BaseException, t: Texts = texts("en")) -> str:
    """One sentence on what went wrong. A fault of ours is logged under an id that is in it."""
    if isinstance(error, AssistantError) and not isinstance(error, DatabaseDown):
        return str(error)
    if lacking := trouble(error):
        log.error("%s", lacking)
        return t("no_catalogue") if isinstance(lacking, DatabaseDown) else str(lacking)
    number = secrets.token_hex(4)
    log.error("fault %s", number, exc_info=error)
    return t("fault", number=number)


def show(messages: Sequence[Message], t: Texts, new: bool = False) -> str:
    """The messages as HTML, each in the sentences that it has. Where the last is `new`, they come
    one after the other and are read aloud; all others were heard before."""
    shown = [
        {**vars(one), "role": ROLES[one.role], "parts": sentences(one.text)} for one in messages
    ]
    return render("chat.html", t, messages=shown, reasons=REASONS, new=new)


def sentences(text: str) -> list[str]:
    """The sentences of a text with the blanks between them; together they are the text."""
    return [part for part in _SENTENCE.findall(text) if part]
