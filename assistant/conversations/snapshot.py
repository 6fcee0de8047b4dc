"""A conversation as bytes and back: identifiers of products, constraints, blocks of photos.

Nothing that is sold is in it, no picture and no object: products are looked up again, and what is
sold no more is gone from the list. What several states of one conversation share is written once.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from assistant.assistant import Assistant
from assistant.conversations.schema import BadForm, Schema
from assistant.dialogue import Conversation, State
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from retrieval.encoders import Encoder
from retrieval.offers import Offer, Product
from retrieval.photo import Photo
from retrieval.reading import PrintedWords, Reading

VERSION = 1
MOST_BYTES = 256 * 1024  # of one conversation: the oldest changes that can be undone go first


class BadSnapshot(Exception):
    """What was kept is no conversation that this version can go on with."""


@dataclass(frozen=True)
class Talk:
    """What a conversation keeps."""

    state: State
    before: tuple[State, ...]
    shortlist: tuple[Recommendation, ...]
    language: str = ""


def snapshot(conversation: Conversation, most: int = MOST_BYTES) -> bytes:
    """A conversation as UTF-8 JSON of at most `most` bytes. Raises `BadSnapshot` where even what is
    in force takes more."""
    state, before, shortlist, language = conversation.kept
    encoder = conversation.assistant.searcher.encode.encoder
    while True:
        book = _Book(encoder)
        talk = book.schema.write(Talk(state, before, shortlist, language), Talk)
        whole = {"version": VERSION, "talk": talk, **book.tables()}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), default=_figure)
        written = text.encode()
        if len(written) <= most:
            return written
        if not before:
            raise BadSnapshot(f"The conversation takes {len(written):,} bytes.")
        before = before[len(before) // 2 + 1 :]


def restored(written: bytes, assistant: Assistant, k: int) -> Conversation:
    """The conversation that a snapshot is of, over what is sold now. Raises `BadSnapshot`."""
    if len(written) > MOST_BYTES:
        raise BadSnapshot("It is too long.")
    try:
        whole = json.loads(written)
        if whole["version"] != VERSION:
            raise BadSnapshot("Another version of the program wrote it.")
        with assistant.snapshot():
            talk = _Reader(whole, assistant).schema.read(whole["talk"], Talk)
    except (BadForm, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
        raise BadSnapshot(f"It is not of the form that it should be ({error}).") from error
    conversation = Conversation(assistant, k)
    conversation.resume(talk.state, talk.before, _left(talk.shortlist), talk.language)
    return conversation


@dataclass
class _Book:
    """Writes what is shared once: states, items and photos by their places in tables."""

    encoder: Encoder
    _rows: dict[str, list[Any]] = field(default_factory=dict)
    _places: dict[int, int] = field(default_factory=dict)
    _alive: list[Any] = field(default_factory=list)  # or another object might have its number

    def __post_init__(self) -> None:
        self.schema = Schema(
            {
                State: (self._once("states", self._state), _never),
                Recommendation: (self._once("items", self._item), _never),
                Photo: (self._once("photos", self._photo), _never),
                Reading: (lambda one: one.result().as_dict(), _never),
                Spot: (lambda one: None, _never),  # where somebody is stays in memory
            }
        )

    def tables(self) -> dict[str, list[Any]]:
        return self._rows

    def _once(self, table: str, write: Any) -> Any:
        def place(value: Any) -> int:
            if id(value) not in self._places:
                row = write(value)  # may bring rows of its own before it
                rows = self._rows.setdefault(table, [])
                self._places[id(value)] = len(rows)
                self._alive.append(value)
                rows.append(row)
            return self._places[id(value)]

        return place

    def _state(self, state: State) -> Any:
        return self.schema.fields(state, State)

    def _item(self, item: Recommendation) -> Any:
        bare = replace(item.impersonal, product=_NO_PRODUCT, offers=())
        written = self.schema.fields(bare, Recommendation)
        written["product"] = item.product.product_id
        written["offers"] = [[one.source, one.offer_id] for one in item.offers]
        return written

    def _photo(self, photo: Photo) -> Any:
        block = photo.block(self.encoder)
        kept = b64encode(block.astype("<f4").tobytes()).decode() if block is not None else ""
        return {"block": kept, "of": photo.fingerprint, "taken": photo.taken}


class _Reader:
    """Reads tables back; every row once, so that what was shared is so again."""

    def __init__(self, whole: Mapping[str, Any], assistant: Assistant) -> None:
        self._encoder = assistant.searcher.encode.encoder
        self.schema = Schema(
            {
                State: (_never, self._row("states")),
                Recommendation: (_never, self._row("items")),
                Photo: (_never, self._row("photos")),
                Reading: (_never, lambda one: Reading.done(PrintedWords.of_dict(one))),
                Product: (_never, lambda one: self._products.get(one)),
                Offer: (_never, lambda one: tuple(one)),
            }
        )
        self._read: dict[str, list[Any]] = {"states": [], "items": [], "photos": []}
        items = whole.get("items", [])
        self._products = {
            one.product_id: one
            for one in assistant.catalogue.products([str(row["product"]) for row in items])
        }
        self._read["photos"] = [self._photo(row) for row in whole.get("photos", [])]
        self._read["items"] = [self._item(row) for row in items]
        for row in whole.get("states", []):  # one after the other: a row names those before it
            self._read["states"].append(_standing(self.schema.made(row, State)))

    def _row(self, table: str) -> Any:
        return lambda place: self._read[table][_place(place)]

    def _item(self, row: Any) -> Recommendation | None:
        """None for what is sold no more."""
        item = self.schema.made(row, Recommendation)
        if item.product is None:
            return None
        known = {(one.source, one.offer_id): one for one in item.product.offers}
        offers = tuple(known[key] for key in item.offers if key in known)
        return replace(item, offers=offers) if offers else None

    def _photo(self, row: Any) -> Photo | None:
        """None for one whose time is over, or whose block another encoder made."""
        block = np.frombuffer(b64decode(row["block"], validate=True), "<f4")
        photo = Photo(None, block, str(row["of"]), float(row["taken"]))
        right = len(block) == self._encoder.image_dim
        return photo if right and photo.is_fresh(self._encoder.fingerprint) else None


def _standing(state: State) -> State:
    """A state without what is gone."""
    kept = {name: _left(getattr(state, name)) for name in _MANY}
    if len(kept["screen"]) < len(state.screen):  # positions on it mean others now
        state = replace(state, focus=0, spoken=())
    if state.pictured:
        seen = replace(state.pictured, photos=_left(state.pictured.photos))
        state = replace(state, pictured=seen)
    settled = tuple(one for one in state.settled if one.item is not None)
    if state.basis and state.basis.item is None:
        state = replace(state, basis=None)
    return replace(state, settled=settled, **kept)  # type: ignore[arg-type]


def _left(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple(one for one in values if one is not None)


def _figure(value: Any) -> Any:
    """NumPy's figures as JSON has them."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is nothing that is kept")


def _place(place: Any) -> int:
    if type(place) is not int or place < 0:
        raise BadForm(f"{place!r} is no place in a table")
    return place


def _never(value: Any) -> Any:
    raise BadForm("This is only written, or only read.")


_MANY = ("photos", "screen", "recent", "lately", "group")
"""Fields of a state that hold what may be gone."""
_NO_PRODUCT = Product("", (Offer("", ""),))
