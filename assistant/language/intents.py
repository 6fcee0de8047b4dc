"""What an utterance is for: its acts, what the readers found in it, and what went before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.language import intent_phrases as phrases
from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.talk_phrases import NO_SHOPPING, out_of_scope, small_talk
from assistant.language.wish_phrases import QUESTION
from assistant.understanding.frames.schema import HEARING, HOLDS, SEEING, Frame

INTENTS = (
    "search", "refine", "relax", "more_like", "more", "compare", "explain", "ask", "shortlist",
    "undo", "start_over", "small_talk", "out_of_scope",
)  # fmt: skip
WISHING = frozenset({"search", "refine", "relax", "more_like", "more"})
"""Intents whose constraints count; the others talk about what is on the screen."""
SOCIAL = ("thank", "greet", "goodbye", "small_talk", "complain", "capabilities")
SAID = 0.9
"""How likely an act is that a pattern of words gives away."""
_SAID = {
    "undo": phrases.UNDO,
    "start_over": phrases.START_OVER,
    "keep": phrases.SHORTLIST,
    "compare": phrases.COMPARE,
    "explain": phrases.EXPLAIN,
}
"""Acts that people have set phrases for."""


@dataclass(frozen=True)
class Cues:
    """What the rules look at."""

    text: str  # the whole utterance, normalised
    draft: Draft
    context: Context
    kinds: frozenset[str]  # of things that are wanted
    frame: Frame
    words: str = ""  # free wording

    @property
    def constrains(self) -> bool:
        """Whether it says any constraint."""
        return bool(self.draft.wishes())

    def holds(self, *acts: str) -> bool:
        """Whether any of these acts is likely."""
        return self.strength(*acts) >= HOLDS

    def strength(self, *acts: str) -> float:
        """How likely the likeliest of these acts is."""
        said = any(act in _SAID and _SAID[act].search(self.text) for act in acts)
        return max(self.frame.strength(*acts), SAID if said else 0.0)

    @property
    def bare(self) -> bool:
        """Whether it is nothing but constraints: "cork or rubber"."""
        return self.constrains and not self.words and not QUESTION.search(self.text)

    @property
    def wishes(self) -> bool:
        """Whether it would rather see than hear something."""
        return self.bare or self.strength(*SEEING) >= max(HOLDS, self.strength(*HEARING))

    @property
    def asks(self) -> bool:
        """Whether it would rather hear than see something."""
        return self.strength(*HEARING) >= HOLDS and not self.wishes


def _same_kind(cues: Cues) -> bool:
    return cues.kinds <= set(cues.context.wishes.include.get("category", ()))


def _starts_over(cues: Cues) -> bool:
    return cues.holds("start_over") and not (cues.kinds or cues.constrains)


def _undoes(cues: Cues) -> bool:
    said = " ".join(cues.frame.texts("reference", "kind"))
    named = cues.frame.does("return_topic") and bool(_EARLIER.sub("", said).strip())
    return cues.holds("undo") and not (cues.constrains or named)


_EARLIER = one_of(
    r"\b(?:the|that|those|these|ones?|it|them|list|items?|results?|before|earlier|previous|last|first"
    r"|old|had|we|i|you|what|lot|again)\b",
    r"[刚才之前面上次一开始的那些个批步几]+",
)
"""Words that say no more of what is returned to than that it was there before."""


def _is_social(cues: Cues) -> bool:
    if cues.constrains or cues.holds(*SEEING, *HEARING, "keep", "ask_shop"):
        return False
    return cues.holds(*SOCIAL) or bool(small_talk(cues.text))


def _is_out_of_scope(cues: Cues) -> bool:
    """What no catalogue answers. "I can pay 50" is a price all the same."""
    if NO_SHOPPING.search(cues.text):
        return True
    if cues.constrains and cues.wishes:
        return False
    if cues.holds("ask_shop", "out_of_scope", "unsafe"):
        return cues.strength("ask_shop", "out_of_scope", "unsafe") >= cues.strength(
            "ask_item", "wish", "change"
        )
    return bool(out_of_scope(cues.text)) and not (cues.kinds or cues.wishes or cues.asks)


def _keeps(cues: Cues) -> bool:
    return cues.holds("keep") and cues.strength("keep") >= cues.strength("wish", "change")


def _compares(cues: Cues) -> bool:
    """Sets things side by side; what is asked of one item alone does not."""
    one = len(cues.draft.references.get("items", ())) == 1
    if not (cues.context.begun and cues.asks and cues.holds("compare")):
        return False
    return not one or cues.strength("compare") > cues.strength("ask_item")


def _relaxes(cues: Cues) -> bool:
    if not cues.context.begun or not (cues.draft.drop or cues.draft.lifted):
        return False
    return not (cues.kinds and not _same_kind(cues))


def _is_more_like(cues: Cues) -> bool:
    """Like an item or the photo, or that item with something changed."""
    if not cues.holds("similar"):
        return bool(cues.draft.references.get("photo")) and cues.context.new_photo
    if cues.kinds and not _same_kind(cues) and not cues.context.new_photo:
        return False
    return bool(cues.draft.references) or cues.context.photo


def _is_more(cues: Cues) -> bool:
    return cues.context.begun and cues.holds("more") and not (cues.constrains or cues.kinds)


def _is_lost(cues: Cues) -> bool:
    """Nothing in it that a catalogue could be searched for."""
    if cues.constrains or cues.kinds or cues.context.new_photo:
        return False
    return not cues.frame.spans and max(cues.frame.acts.values(), default=0.0) < HOLDS


RULES: tuple[tuple[str, Callable[[Cues], object]], ...] = (
    ("start_over", _starts_over),
    ("undo", _undoes),
    ("small_talk", _is_social),
    ("shortlist", _keeps),
    ("out_of_scope", _is_out_of_scope),
    ("explain", lambda c: c.context.begun and c.asks and c.holds("explain")),
    ("compare", _compares),
    ("ask", lambda c: (c.context.begun or c.context.new_photo) and c.asks),
    ("relax", _relaxes),
    ("more_like", _is_more_like),
    ("more", _is_more),
    ("out_of_scope", _is_lost),
)
"""(intent, whether it is this one), in order; a wish when none holds."""


def intent_of(cues: Cues) -> str:
    """One of `INTENTS`."""
    return next((intent for intent, holds in RULES if holds(cues)), "") or _wish(cues)


def _wish(cues: Cues) -> str:
    """A new wish, or more about the one in force."""
    if not cues.context.begun or (cues.kinds and not _same_kind(cues)):
        return "search"
    frame = cues.frame
    if frame.of("kind") and not cues.kinds and frame.does("wish"):
        return "search"  # for a kind that the catalogue has another word for
    new = frame.acts["wish"] > max(frame.acts["change"], frame.acts["refuse"])
    about = cues.kinds or cues.draft.relative or cues.draft.drop or frame.of("reference", "same")
    return "search" if new and not about else "refine"
