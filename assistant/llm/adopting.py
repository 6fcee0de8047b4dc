"""What of a model's proposal becomes the understanding of an utterance."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assistant.constraints import Said, Wishes
from assistant.language import Understanding
from assistant.language.intents import WISHING
from assistant.llm import proposal
from assistant.llm.grounding import Ground

TALKING = frozenset({"compare", "explain", "ask", "shortlist"})
ASIDE = frozenset({"small_talk", "out_of_scope"})
"""`undo` and `start_over` throw away what a shopper said: no model decides that."""


def adopt(stated: dict[str, Any], ground: Ground, resolved: bool) -> Understanding:
    """The grammar's understanding with what holds up of a model's; itself where nothing does.

    What the grammar read stays: the model adds constraints, finds what is pointed at, and names
    the intent where that loses nothing.
    """
    said = ground.said
    wishes = _joined(said.wishes, proposal.wishes(stated.get("constraints"), ground))
    references = dict(said.references)
    if not resolved:
        references = proposal.references(stated.get("references"), ground)
    intent = _intent(stated.get("intent"), wishes, references, ground)
    if not intent:
        return said
    if intent not in WISHING:
        wishes = said.wishes
    elif intent not in ("relax", "more_like") and not wishes.relative:
        references = {}
    return replace(
        said,
        intent=intent,
        wishes=wishes,
        references=references,
        wording=_wording(said, wishes),
    )


def _wording(said: Understanding, wishes: Wishes) -> str:
    """With the values that were added, for a search by the shopper's own words."""
    read = said.wishes.include
    added = [v for facet, values in wishes.include.items() if facet not in read for v in values]
    return " ".join([said.wording, *added]).strip()


def _joined(read: Wishes, added: Wishes) -> Wishes:
    """Both; where both say something, tables are united and what was read wins."""
    return replace(
        added.merged(read, Said()),
        relative={**added.relative, **read.relative},
        drop=tuple(dict.fromkeys((*read.drop, *added.drop))),
    )


def _intent(proposed: Any, wishes: Wishes, references: dict[str, Any], ground: Ground) -> str:
    """The intent, "" where the proposed one does not fit what was read.

    Only a kind of thing that the grammar read starts a new list, which forgets the old wishes.
    """
    said, context = ground.said, ground.context
    if not isinstance(proposed, str):
        return ""
    if proposed in ASIDE:
        return "" if said.wishes else proposed
    if proposed in TALKING:
        return proposed if context.shown and not said.wishes else ""
    if proposed not in WISHING:
        return ""
    if proposed == "more":
        return "more" if context.begun and not wishes else ""
    if proposed == "more_like" and references:
        return "more_like"
    if wishes.drop:
        return "relax"
    return "search" if said.intent == "search" or not context.begun else "refine"
