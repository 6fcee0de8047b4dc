"""What an utterance is for. Rules in order: the first that matches decides."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language import intent_phrases as phrases
from assistant.language import wish_phrases as wishing
from assistant.language.draft import Context, Draft
from assistant.language.talk_phrases import NO_SHOPPING, out_of_scope, small_talk
from assistant.language.utterance import TAKEN

INTENTS = (
    "search", "refine", "relax", "more_like", "more", "compare", "explain", "ask", "shortlist",
    "undo", "start_over", "small_talk", "out_of_scope",
)  # fmt: skip
WISHING = frozenset({"search", "refine", "relax", "more_like", "more"})
"""Intents whose constraints count; the others talk about what is on the screen."""
TRAITS = 2  # words at most of a question that names nothing but a trait
DESCRIBING = 3  # free words at most of an utterance that only describes


@dataclass(frozen=True)
class Cues:
    """What the rules look at."""

    text: str  # the whole utterance, normalised
    left: str  # what the readers have not taken
    draft: Draft
    context: Context
    kinds: frozenset[str]  # of things that are wanted
    known: bool  # whether any word of it occurs in the catalogue
    words: str = ""  # free wording
    real: bool = True  # whether any word of it is one that a language has

    @property
    def refers(self) -> bool:
        """Whether it points at something on the screen, be that empty now."""
        return bool(self.draft.references) and self.context.begun

    @property
    def constrains(self) -> bool:
        """Whether it says any constraint."""
        return bool(self.draft.wishes())


def _same_kind(cues: Cues) -> bool:
    return cues.kinds <= set(cues.context.wishes.include.get("category", ()))


def _wish(cues: Cues) -> str:
    """A new wish, or more about the one in force."""
    if not cues.context.begun or (cues.kinds and not _same_kind(cues)) or _is_new_wish(cues):
        return "search"
    return "refine"


def _is_new_wish(cues: Cues) -> bool:
    """ "I want something for my dad" names no kind, but does not go on about the old one."""
    if cues.refers or cues.kinds or cues.draft.relative or cues.draft.drop:
        return False
    return bool(wishing.NEW_WISH.search(cues.text))


def _is_small_talk(cues: Cues) -> bool:
    return bool(small_talk(cues.text)) and not cues.constrains


def _is_out_of_scope(cues: Cues) -> bool:
    """What no catalogue answers. "I can pay 50" is a price all the same."""
    if NO_SHOPPING.search(cues.text):
        return True
    if cues.draft.exclude:
        return False  # "not from there, they never deliver"
    priced = cues.draft.min_price or cues.draft.max_price or cues.draft.about_price
    return bool(out_of_scope(cues.left if priced else cues.text)) and not cues.kinds


def _is_compare(cues: Cues) -> bool:
    if not cues.context.begun:
        return bool(phrases.COMPARE_NUMBERS.search(cues.text))
    if "other" in cues.draft.relative.values():
        return False  # "a different brand than this"
    if phrases.COMPARE.search(cues.text):
        return True
    other = cues.draft.references.get("items") and not cues.constrains
    return bool(other and phrases.COMPARE_WITH.search(cues.text))


def _is_explain(cues: Cues) -> bool:
    return cues.context.begun and bool(phrases.EXPLAIN.search(cues.text))


def _is_more_like(cues: Cues) -> bool:
    """Like an item or the photo; or an item with something changed."""
    if cues.draft.references.get("photo"):
        return True
    if {"same", "other"} & set(cues.draft.relative.values()):
        return False  # "the same brand as the first" is about its brand alone
    if not cues.refers:
        return cues.context.photo and bool(phrases.MORE_LIKE.search(cues.text))
    if phrases.MORE_LIKE.search(cues.text):
        return True
    picked = cues.draft.references.keys() & {"items", "focus", "which"}
    if cues.kinds and not _same_kind(cues):
        return False
    if cues.draft.relative and re.search(r"\bthan\b|比", cues.text):
        return False  # "cheaper than the second" wants no likeness
    if cues.draft.relative and picked == {"focus"} and not _changes_facets(cues):
        return False  # "lighter, I carry it all day"
    changes = bool(cues.draft.relative) or (cues.constrains and phrases.VARIANT.search(cues.text))
    asks = wishing.QUESTION.search(cues.text) and not re.search(
        r"\b(?:do you have|is there|have you got|can i (?:get|have)|what about|how about"
        r"|got)\b|有没有",
        cues.text,
    )
    return bool(picked and changes and not asks)


def _changes_facets(cues: Cues) -> bool:
    return bool(cues.draft.include or cues.draft.exclude)


def _is_more(cues: Cues) -> bool:
    if cues.refers and cues.draft.references.keys() & {"items", "which"}:
        return False
    return (
        cues.context.begun
        and bool(phrases.MORE.search(cues.text))
        and not cues.kinds
        and not (cues.constrains and not phrases.MORE.match(cues.text))
    )


def _is_ask(cues: Cues) -> bool:
    """A question about what is on the screen."""
    if not cues.refers:
        return False
    if wishing.ABOUT.search(cues.text):
        return True
    if wishing.REQUEST.match(cues.text) and cues.constrains:
        return False
    if cues.draft.relative and wishing.ANYTHING.search(cues.text):
        return False
    return bool(wishing.QUESTION.search(cues.text)) and not re.match(
        r"(?:what|how) about\b", cues.text
    )


def _is_relax(cues: Cues) -> bool:
    if "category" in cues.draft.drop and cues.kinds and not _same_kind(cues):
        return False  # "forget kettles, show me sofas"
    return bool(cues.draft.drop or cues.draft.lifted) and cues.context.begun


_OF_A_PART = re.compile(
    r"^(?:and |so |ok,? )?(?:what|which|how)(?:'s| is| are)? ?\w* (?:is|are|does|do) "
    r"(?:the|its|their)\b"
)
"""Asks about a part of what is shown: "what colour is the shade"."""


def _is_field_question(cues: Cues) -> bool:
    """ "how heavy?" and "what do people say?", of what is on the screen."""
    return (
        cues.context.begun
        and (_OF_A_PART.search(cues.text) or not (cues.constrains or cues.kinds))
        and bool(wishing.FIELD_QUESTION.search(cues.text) or wishing.REVIEWS.search(cues.text))
    )


def _is_trait_question(cues: Cues) -> bool:
    """ "polarized?": a word or two with a question mark, of what is on the screen."""
    if cues.constrains or cues.kinds or not cues.context.shown or cues.context.new_photo:
        return False
    short = len(cues.words.split()) <= TRAITS and len(cues.text.split()) <= TRAITS + 1
    return short and bool(cues.words) and bool(re.search(r"[?？吗]\W*$", cues.text))


def _is_pick(cues: Cues) -> bool:
    """ "the second one", with nothing else: asks about it."""
    return cues.refers and not cues.constrains and not cues.kinds


def _is_lost(cues: Cues) -> bool:
    """Nothing in it that a catalogue could be searched for; a few words about a wish in force
    ("cosy", "with armrests") describe it."""
    if cues.constrains or cues.kinds or cues.context.new_photo:
        return False
    if wishing.WISH.search(cues.text) or cues.known:
        return False
    said = (bool(cues.words) and cues.real) or TAKEN in cues.left
    describes = said and len(cues.words.split()) <= DESCRIBING
    return not (cues.context.begun and describes and not wishing.QUESTION.search(cues.text))


RULES: tuple[tuple[str, Callable[[Cues], object]], ...] = (
    ("start_over", lambda c: phrases.START_OVER.search(c.text) and not c.kinds),
    ("undo", lambda c: phrases.UNDO.search(c.text) and not c.constrains),
    ("small_talk", _is_small_talk),
    ("explain", lambda c: c.context.begun and phrases.EXPLAIN.match(c.text)),
    ("shortlist", lambda c: phrases.SHORTLIST.search(c.text) and (c.refers or not c.constrains)),
    ("explain", _is_explain),
    ("compare", _is_compare),
    ("out_of_scope", _is_out_of_scope),
    ("relax", _is_relax),
    ("more_like", _is_more_like),
    ("more", _is_more),
    ("ask", _is_ask),
    ("ask", _is_field_question),
    ("ask", _is_trait_question),
    ("ask", _is_pick),
    ("out_of_scope", _is_lost),
)
"""(intent, whether it is this one), in order; a wish when none holds."""


def intent_of(cues: Cues) -> str:
    """One of `INTENTS`."""
    return next((intent for intent, holds in RULES if holds(cues)), "") or _wish(cues)
