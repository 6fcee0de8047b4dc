"""Clicks that change what is seen and are not answered in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace

from assistant.assistant import Assistant
from assistant.ui.clicks import Click
from assistant.ui.keeping import known, merged
from assistant.ui.memory import Memory, saved_of
from assistant.ui.product_view import found
from assistant.ui.sessions import Session
from assistant.ui.texts import Texts
from assistant.ui.visits import Visit


@dataclass(frozen=True)
class Scene:
    """Where a click happened."""

    session: Session
    assistant: Assistant
    visit: Visit
    t: Texts


Quiet = Callable[[Scene, Click], Visit]
"""Does what was clicked; the visit as it is then."""


def _save(scene: Scene, click: Click) -> Visit:
    """Put a product on the list, or take it off, also one that is only looked at."""
    conversation = scene.session.conversation
    kept = click.act == "save" and click.kept
    conversation.keep(click.product, kept)
    listed = {one.product.product_id for one in conversation.shortlist}
    if kept and click.product not in listed and (one := found(scene.assistant, click.product)):
        conversation.shortlist = (*conversation.shortlist, one)
    return listing(scene.session, scene.visit)


def _list(scene: Scene, click: Click) -> Visit:
    """Take a list over: another tab's, or one that was shared."""
    try:
        said = json.loads(click.text)
    except ValueError:
        said = []
    saved = saved_of(said)
    scene.session.conversation.shortlist = known(scene.assistant, [one.product for one in saved])
    return listing(scene.session, replace(scene.visit, saved=saved))


def _close(scene: Scene, click: Click) -> Visit:
    """Put the table away."""
    scene.session.table = None
    return scene.visit


def _about(scene: Scene, click: Click) -> Visit:
    """What is asked next is about this product: it is on the screen, and in focus."""
    conversation = scene.session.conversation
    state = conversation.state
    screen = list(state.screen)
    places = [one.product.product_id for one in screen]
    if click.product not in places:
        one = found(scene.assistant, click.product)
        if one is None:
            return scene.visit
        screen, places = [one, *screen], [click.product, *places]
    focus = places.index(click.product) + 1
    conversation.state = replace(state, screen=tuple(screen), focus=focus)
    return scene.visit


def _currency(scene: Scene, click: Click) -> Visit:
    """Show prices in another currency."""
    chosen = Memory.of(json.dumps({"currency": click.name})).currency
    scene.session.currency = chosen
    return replace(scene.visit, currency=chosen)


def _refuse(scene: Scene, click: Click) -> Visit:
    """Take a product off the screen, not to come back in this conversation."""
    conversation = scene.session.conversation
    state = conversation.state
    left = tuple(one for one in state.screen if one.product.product_id != click.product)
    crossed = state.crossed | {click.product}
    conversation.state = replace(state, screen=left, crossed=crossed, focus=0, spoken=())
    scene.session.table = None
    return scene.visit


def _correct(scene: Scene, click: Click) -> Visit:
    """What was heard was something else: as if it had not been said."""
    session = scene.session
    said = [place for place, one in enumerate(session.talk) if one.role == "user"]
    if said:
        session.conversation.act("undo", language=scene.t.language)
        session.talk = session.talk[: said[-1]]
        session.relaxations, session.table = (), None
    return scene.visit


QUIET: dict[str, Quiet] = {
    "save": _save,
    "unsave": _save,
    "list": _list,
    "close": _close,
    "about": _about,
    "currency": _currency,
    "correct": _correct,
    "refuse": _refuse,
}


def listing(session: Session, visit: Visit) -> Visit:
    """The visit with the list as the conversation has it now."""
    return replace(visit, saved=merged(session.conversation.shortlist, visit.saved))
