"""What a conversation keeps between two turns. Immutable: undo is the state before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PIL.Image import Image

from assistant.language import Context, Understanding, Wishes
from retrieval.reading import Reading

if TYPE_CHECKING:
    from assistant.assistant import Recommendation


@dataclass(frozen=True)
class State:
    """Wishes in force, what ranks besides them, and what is on the screen."""

    wishes: Wishes = Wishes()
    words: str = ""  # free wording of the wish in force
    photos: tuple[Image, ...] = ()  # the shopper's, until another comes
    reading: Reading | None = None  # of what is printed on them
    like: Recommendation | None = None  # the item that more like it is wanted of
    screen: tuple[Recommendation, ...] = ()
    seen: frozenset[str] = frozenset()  # products shown for this wish so far
    focus: int = 0  # position of the item spoken of last, from 1; 0 for none
    spoken: tuple[int, ...] = ()  # positions that the last turn about the screen was about
    asked: bool = False  # whether a question was asked about this wish
    pending: Understanding | None = None  # what was said before that question, until the next turn

    def context(self, new_photo: bool = False) -> Context:
        """What the next utterance is said in."""
        searched = bool(self.words or self.photos or self.like)
        return Context(
            len(self.screen), self.wishes, bool(self.photos) or new_photo, new_photo, searched
        )
