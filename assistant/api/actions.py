"""What a shopper does with a click instead of words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Literal

from pydantic import Field

from assistant.api.fields import Body
from assistant.dialogue import Conversation, DialogueAnswer

MOST_PRODUCTS = 20

Kind = Literal["undo", "start_over", "more", "more_like", "compare", "explain", "remove", "relax"]


class Action(Body):
    """One click: on products on the screen, on a constraint in force, on a way out."""

    kind: Kind
    products: list[str] = Field(max_length=MOST_PRODUCTS, default_factory=list)
    name: Annotated[str, Field(max_length=300, description="Of a chip, or of a relaxation")] = ""


def do(conversation: Conversation, action: Action, language: str) -> DialogueAnswer:
    """Do it. Raises `BadQuery` for what is not there any more."""
    return DOERS.get(action.kind, _act)(conversation, action, language)


def _act(conversation: Conversation, action: Action, language: str) -> DialogueAnswer:
    return conversation.act(action.kind, action.products, language)


def _remove(conversation: Conversation, action: Action, language: str) -> DialogueAnswer:
    return conversation.remove(action.name, language)


def _relax(conversation: Conversation, action: Action, language: str) -> DialogueAnswer:
    return conversation.relax(action.name, language)


DOERS: dict[str, Callable[[Conversation, Action, str], DialogueAnswer]] = {
    "remove": _remove,
    "relax": _relax,
}
"""Kind → what does it, where it is no intent of a conversation."""
