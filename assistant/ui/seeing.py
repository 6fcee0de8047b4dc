"""Photos of a turn: what they show, said before anything was searched for, and earlier ones."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

from PIL.Image import Image

from assistant.assistant import Assistant
from assistant.dialogue.pictured import pictured_in
from assistant.turn import MAX_PHOTOS, Media, Turn
from assistant.ui.labels import value_word
from assistant.ui.texts import Texts
from retrieval.errors import AssistantError
from retrieval.images import decode_image
from retrieval.photo import Photo, pictures_of

SIDE = 512  # pixels: enough to see what kind of thing it is


def seen_in(sent: Sequence[Media], assistant: Assistant, t: Texts) -> str:
    """ "I see a mug. Looking …"; "" where no kind of thing is sure, or the photo cannot be read."""
    try:
        photos = [Photo(_small(decode_image(photo))) for photo in sent[:MAX_PHOTOS]]
    except AssistantError:  # the answer says what is wrong with it
        return ""
    kind = pictured_in(photos, assistant).kind
    return t("i_see", kind=value_word("category", kind, t)) if kind else ""


def with_earlier(turn: Turn, earlier: Sequence[Photo]) -> Turn:
    """The turn with the photos before it: all count together."""
    room = max(0, MAX_PHOTOS - len(turn.photos))
    kept = [_file(photo) for photo in pictures_of(earlier[-room:])] if room else []
    return replace(turn, photos=(*kept, *turn.photos))


def _small(photo: Image) -> Image:
    photo.thumbnail((SIDE, SIDE))
    return photo


def _file(photo: Image) -> bytes:
    buffer = io.BytesIO()
    photo.save(buffer, "PNG")
    return buffer.getvalue()
