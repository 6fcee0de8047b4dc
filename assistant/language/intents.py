"""What an utterance is for: its acts, what the readers found in it, and what went before."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from assistant.language import intent_phrases as phrases
from assistant.language.draft import Context, Draft
from assistant.language.patterns import one_of
from assistant.language.readers.drops import FORGOTTEN
from assistant.language.reference_phrases import superlative
from assistant.language.talk_phrases import NO_SHOPPING, out_of_scope, small_talk
from assistant.language.wish_phrases import ABOUT, QUESTION
from assistant.lexicon import is_of
from assistant.understanding.frames.schema import HEARING, HOLDS, SEEING, SURE, Frame

INTENTS = (
    "search", "refine", "relax", "more_like", "more", "compare", "explain", "ask", "shortlist",
    "undo", "start_over", "small_talk", "out_of_scope",
)  # fmt: skip
WISHING = frozenset({"search", "refine", "relax", "more_like", "more"})
"""Intents whose constraints count; the others talk about what is on the screen."""
_OTHERS = re.compile(
    r"\b(?:do you|have you|you) (?:do|have|got|sell|stock)(?: (?:any|some|one|ones|it|them|that))?"
    r"(?: \w+)? (?:in|of|with|without|that)\b"
    r"|\b(?:any|anything|got (?:any|one|some)) (?:in|of|with|without)\b"
    r"|有(?:没有|没|冇|不有)[^它这那]+的"
)
"""Asks whether there are others of some kind: "any in blue?", 有没有白色的."""
_MUST = re.compile(r"(?:要|得|最好|必须|需要)(?:能|可以|有|是|带).+(?:的|吧)\W*$")
"""Says what the thing must be: 那台灯要能看书用的."""
SOCIAL = ("thank", "greet", "goodbye", "small_talk", "complain", "capabilities")
CLEAR = 0.1
"""How much likelier a question must be to be for the shop than about what is shown."""
SAID = 0.9
"""How likely an act is that a pattern of words gives away."""
_SAID = {
    "undo": phrases.UNDO,
    "start_over": phrases.START_OVER,
    "keep": phrases.SHORTLIST,
    "compare": phrases.COMPARE,
    "explain": phrases.EXPLAIN,
    "ask_item": ABOUT,
    "similar": phrases.MORE_LIKE,
    "more": phrases.MORE,
    "convert": phrases.CONVERT,
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
    real: bool = True  # whether any word of it is one that a language has

    @property
    def constrains(self) -> bool:
        """Whether it says any constraint."""
        return bool(self.draft.wishes())

    def holds(self, *acts: str) -> bool:
        """Whether any of these acts is likely."""
        return self.strength(*acts) >= HOLDS

    def strength(self, *acts: str) -> float:
        """How likely the likeliest of these acts is."""
        return max(self.frame.strength(*acts), SAID if self.said(*acts) else 0.0)

    def said(self, *acts: str) -> bool:
        """Whether a set phrase gives one of these acts away."""
        return any(act in _SAID and bool(_SAID[act].search(self.text)) for act in acts)

    @property
    def bare(self) -> bool:
        """Whether it is nothing but constraints: "cork or rubber"."""
        return self.constrains and not self.words and not QUESTION.search(self.text)

    @property
    def opened(self) -> bool:
        """Whether there is anything that it could speak of, or it speaks as if there were."""
        return self.context.begun or self.frame.points or self.said("compare", "explain")

    @property
    def limits(self) -> bool:
        """Whether it says what the thing must be, and asks about nothing."""
        told = self.frame.of("limit", "trait", "refused")
        asks = bool(self.frame.of("question") or QUESTION.search(self.text))
        # a sum that several are to keep is no question what they come to
        hearing = [act for act in HEARING if not (act == "total" and self.draft.max_price)]
        asks = asks or self.frame.strength(*hearing) >= SURE
        return self.constrains and bool(told) and not asks

    @property
    def wishes(self) -> bool:
        """Whether it would rather see than hear something."""
        if _OTHERS.search(self.text) and self.draft.include and not self.draft.references:
            return True
        if self.draft.relative.get("price") == "lower" and not self.draft.references:
            return True  # "why is it all so dear": a cheaper one is wanted
        if _MUST.search(self.text) and not QUESTION.search(self.text):
            return True
        if self.said("ask_item") and self.draft.references and not self.limits:
            return False
        if self.bare or (self.limits and not self.said("compare", "explain", "keep")):
            return True
        if self.draft.drop and not self.draft.references:
            return True
        if self.draft.sort and not (QUESTION.search(self.text) or self.frame.of("question")):
            return True
        return self.strength(*SEEING) >= max(HOLDS, self.strength(*HEARING))

    @property
    def asks(self) -> bool:
        """Whether it would rather hear than see something."""
        heard = self.strength(*HEARING) >= HOLDS or (
            bool(self.context.shown and self.frame.of("question")) and self.holds("ask_shop")
        )
        return heard and not self.wishes


def _same_kind(cues: Cues) -> bool:
    in_force = set(cues.context.wishes.include.get("category", ()))
    if not in_force or not (cues.draft.relative or cues.draft.drop):
        return cues.kinds <= in_force
    return all(is_of(one, cues.kinds) for one in in_force)  # "cheaper glasses" of wine glasses


def _starts_over(cues: Cues) -> bool:
    kept = cues.said("keep") and not cues.said("start_over")
    plain = not (cues.kinds or cues.constrains or kept or small_talk(cues.text))
    return cues.holds("start_over") and plain


def _undoes(cues: Cues) -> bool:
    named = bool(_EARLIER.sub("", " ".join(cues.frame.texts("reference", "kind"))).strip())
    return cues.holds("undo") and not (cues.constrains or named)


_EARLIER = one_of(
    r"\b(?:the|that|those|these|ones?|it|them|list|items?|results?|before|earlier|previous|last|first"
    r"|old|had|we|i|you|what|lot|again)\b",
    r"[刚才之前面上次一开始的那些个批步几]+",
)
"""Words that say no more of what is returned to than that it was there before."""


def _is_social(cues: Cues) -> bool:
    if cues.draft.references.keys() & {"items", "which", "price", "by"}:
        return False
    if small_talk(cues.text) and not cues.constrains:
        return cues.frame.strength(*HEARING, *SEEING, "keep") < SURE
    if cues.constrains or cues.holds(*SEEING, *HEARING, "keep", "ask_shop"):
        return False
    return cues.holds(*SOCIAL)


def _is_out_of_scope(cues: Cues) -> bool:
    """What no catalogue answers. "I can pay 50" is a price all the same."""
    if NO_SHOPPING.search(cues.text):
        return True
    if cues.constrains and cues.wishes:
        return False
    if out_of_scope(cues.text) and not (cues.constrains or cues.kinds):
        return True
    if cues.holds("ask_shop", "out_of_scope", "unsafe"):
        others = cues.strength("ask_item", "wish", "change")
        close = CLEAR if cues.context.shown and cues.frame.of("question") else 0.0
        if close and not out_of_scope(cues.text):  # nothing but the model says so
            close = max(close, SURE - others)
        return cues.strength("ask_shop", "out_of_scope", "unsafe") >= others + close
    return not cues.real and not (cues.constrains or cues.kinds or cues.context.new_photo)


def _keeps(cues: Cues) -> bool:
    named = cues.said("keep") or bool(cues.draft.references)
    likely = cues.strength("keep") >= cues.strength("wish", "change")
    return named and cues.holds("keep") and likely


def _compares(cues: Cues) -> bool:
    """Sets things side by side; what is asked of one item alone does not."""
    one = len(cues.draft.references.get("items", ())) == 1
    if not (cues.opened and cues.asks):
        return False
    if superlative(cues.text) and not one and not _asks_of_the_most(cues):
        return True
    if one and not cues.said("compare") and {s.role for s in cues.frame.spans} <= {"reference"}:
        return False  # "the first", and nothing else
    return cues.holds("compare") and (
        not one or cues.strength("compare") > cues.strength("ask_item")
    )


def _asks_of_the_most(cues: Cues) -> bool:
    """Whether a superlative only says which item a question is about: "how long does the cheapest
    last"."""
    named = any(superlative(text) for text in cues.frame.texts("reference"))
    likely = cues.strength("ask_item") >= cues.frame.strength("compare")
    return named and likely and bool(cues.frame.of("question")) and not cues.said("compare")


def _picks(cues: Cues) -> bool:
    """ "the second one", with nothing else: asks about it."""
    points = cues.draft.references or cues.frame.of("reference")
    if cues.constrains or cues.kinds or not points or not cues.context.begun:
        return False
    roles = {span.role for span in cues.frame.spans}
    bare = roles <= {"reference"} or not cues.words
    others = cues.strength("more", "similar", "return_topic") <= HOLDS
    return bare and others and cues.strength(*SEEING) < SURE


def _relaxes(cues: Cues) -> bool:
    if not cues.context.begun or not (cues.draft.drop or cues.draft.lifted):
        return False
    return not (cues.kinds and not _same_kind(cues))


def _is_more_like(cues: Cues) -> bool:
    """Like an item or the photo, or that item with something changed."""
    picked = cues.draft.references.keys() & {"items", "which", "focus"}
    picked = picked if cues.frame.of("reference", "same") else picked - {"focus"}
    if picked and _varies(cues, picked == {"focus"}):
        return True
    if _OF_ONE.search(cues.text):
        return False
    if not cues.holds("similar"):
        return bool(cues.draft.references.get("photo")) and cues.context.new_photo
    if cues.kinds and not _same_kind(cues) and not cues.context.new_photo:
        return False
    return bool(cues.draft.references) or cues.context.photo


def _varies(cues: Cues, of_focus: bool) -> bool:
    """ "The third one but in blue" wants something like it; "cheaper than that" does not."""
    if cues.kinds or _THAN.search(cues.text) or not cues.wishes:
        return False
    if {"same", "other"} & set(cues.draft.relative.values()):
        return False
    changes = bool(cues.draft.include or cues.draft.exclude)
    return changes or (bool(cues.draft.relative) and not of_focus)


_OF_ONE = re.compile(
    r"多[重大高宽长深厚少]|[吗么]\W*$|\bhow (?:heavy|big|tall|wide|long|deep|much)\b"
)
"""Asks about an item, and wants none that is like it."""
_THAN = re.compile(r"\bthan\b|比|\bals\b")


def _is_more(cues: Cues) -> bool:
    if cues.draft.references.keys() & {"items", "which", "focus"}:
        return False  # "tell me more about the second"
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
    ("explain", lambda c: c.opened and c.asks and c.holds("explain")),
    ("compare", _compares),
    ("ask", lambda c: (c.opened or c.context.new_photo) and c.asks),
    ("ask", _picks),
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
    given_up = bool(FORGOTTEN.search(cues.text)) or bool(cues.draft.drop)
    if _ONES.search(cues.text) and not cues.kinds:
        return "refine"  # "big ones": of the things that were spoken of
    if frame.of("kind") and not cues.kinds and frame.does("wish") and not given_up:
        return "search"  # for a kind that the catalogue has another word for
    new = frame.acts["wish"] > max(frame.acts["change"], frame.acts["refuse"])
    about = cues.kinds or cues.draft.relative or cues.draft.drop or frame.of("reference", "same")
    opens = frame.of("kind", *FOR_SOMETHING)
    if _SOMETHING_FOR.search(cues.text) and opens and not about:
        return "search"
    return "search" if new and opens and not (about or given_up) else "refine"


_ONES = re.compile(
    r"(?<!the )(?<!these )(?<!those )\bones\b|(?<!no)(?<!any)(?<!some)(?<!every)\bone$"
)
"""Stands for what was spoken of."""
_SOMETHING_FOR = re.compile(
    r"\b(?:something|anything|sth|gifts?|presents?) (?:else )?(?:for|to give)\b"
    r"(?! (?:just )?(?:1|one|\d+|a couple|a few) (?:person|people|of us|kids|adults|cups?)\b)"
    r"|再?给[^，。]{1,8}[买挑选]"
)
"""Opens a wish of its own for somebody."""
FOR_SOMETHING = ("recipient", "occasion", "use", "place", "goes_with")
"""What a new wish is for that names no kind of thing: "now something for the garden"."""
