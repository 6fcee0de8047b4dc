"""What can be clicked in a conversation and is answered in words; `quiet` has what is not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan
from typing import Any

from assistant.dialogue import DialogueAnswer, chips
from assistant.language import Wishes
from assistant.place.spot import Spot
from assistant.ui import steering
from assistant.ui.labels import label
from assistant.ui.sessions import Session
from assistant.ui.texts import Texts
from retrieval.errors import BadQuery

COMPARED = 4  # items that "Compare" puts side by side
LONGEST = 2000  # characters of what a browser calls something


@dataclass(frozen=True)
class Click:
    """What a browser says was clicked; nothing of it is believed before it was looked up."""

    act: str
    name: str = ""  # of a chip, or of a constraint to give up
    product: str = ""
    text: str = ""  # what a constraint is changed to
    kept: bool = False

    @classmethod
    def of(cls, event: Any) -> Click:
        """From what the page sent along; what is no short text counts as none."""
        said = {name: getattr(event, name, "") for name in ("act", "name", "product", "text")}
        known = {k: v for k, v in said.items() if isinstance(v, str) and len(v) <= LONGEST}
        return cls(**{"act": "", **known}, kept=getattr(event, "kept", False) is True)


Act = Callable[[Session, Click, Texts], DialogueAnswer]
"""Does what was clicked. Raises `BadQuery` for what is not there."""


def _undo(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.act("undo", language=t.language)


def _remove(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.remove(click.name, t.language)


def _change(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.change(click.name, click.text)


def _relax(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.relax(click.name, t.language)


def _like(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.act("more_like", [click.product], t.language)


def _why(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.act("explain", [click.product], t.language)


def _compare(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    first = [one.product.product_id for one in session.screen[:COMPARED]]
    return session.conversation.act("compare", first, t.language)


def _more(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return steering.go_on(session, t)


def _place(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    return session.conversation.stand_at(_spot(click), t.language)


def _spot(click: Click) -> Spot:
    """Where a browser says that somebody is: "51.34,12.37". Raises `BadQuery`."""
    try:
        latitude, longitude = map(float, click.text.split(","))
    except ValueError:
        latitude = longitude = nan
    return Spot.at(latitude, longitude)


STEERED: dict[str, Callable[[Session, Click, Texts], tuple[Wishes, str]]] = {
    "sort": lambda session, click, t: steering.sorted_by(session, click.name, t),
    "facet": lambda session, click, t: steering.within(session, click.name, click.text, t),
    "price": lambda session, click, t: steering.priced(session, click.text, t),
    "stock": lambda session, click, t: steering.stocked(session, click.text, t),
}
"""What is chosen without a word → the wishes that come of it, and the words it stands for."""


def _steer(session: Session, click: Click, t: Texts) -> DialogueAnswer:
    wishes, _ = STEERED[click.act](session, click, t)
    return session.conversation.steer(wishes, t.language)


ACTS: dict[str, Act] = {
    "undo": _undo,
    "remove": _remove,
    "change": _change,
    "relax": _relax,
    "like": _like,
    "why": _why,
    "compare": _compare,
    "more": _more,
    "place": _place,
    **dict.fromkeys(STEERED, _steer),
}
"""Clicks that are answered in words."""


def words_of(session: Session, click: Click, t: Texts) -> str:
    """What the chat repeats of a click. Raises `BadQuery` for what is not there."""
    if click.act in ("like", "why"):
        shown = [one.product.product_id for one in session.screen]
        if click.product not in shown:
            raise BadQuery(t("gone"))
        return t(f"did_{click.act}", number=shown.index(click.product) + 1)
    if click.act in STEERED:
        return STEERED[click.act](session, click, t)[1]
    if click.act == "relax":
        return t.known(f"relax_{click.name}", click.name)
    if click.act in ("remove", "change"):
        for chip in chips(session.conversation.state):
            if chip.name == click.name:
                before = label(chip, t)
                return t(f"did_{click.act}", label=before, before=before, after=click.text)
        raise BadQuery(t("gone"))
    return t(f"did_{click.act}")
