"""What to say of products that come on the screen: the first, why, and how the second differs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.dialogue import openings, phrases, sayings
from assistant.dialogue.missing import contradicted, lacking
from assistant.explain import Asked, Claim, Explainer
from assistant.explain.claims import (
    InStock,
    Likeness,
    LowestShown,
    Meets,
    NotStated,
    PriceFits,
    Quoted,
    Reviewed,
)
from assistant.explain.makers.photo import is_alike
from assistant.explain.phrases import LANGUAGES
from assistant.language import Wishes
from assistant.recommendation import Recommendation

TOLD = 2  # reasons for the first one in a reply: the others are on its card
EXPLAINED = 5  # reasons where the shopper asks why
RIVALS = 3  # other products that one is compared with where the shopper asks why
BESIDES = ("review", "price")
"""Kinds of reasons that come after those about the wish."""
LEAD = 0.04
"""How much more of its score the first one must owe to a photo than the second, to be named alone.
Of the demo's 100 photos 35 show such a lead, and the first one is the very product for .80 of
these; for the others it is for .42, and one of the first two is for .65."""


@dataclass(frozen=True)
class Showing:
    """A new screen, and what is to be said of it."""

    items: Sequence[Recommendation]
    asked: Asked
    total: int | None = None  # how many fit, where constraints decide that
    change: Wishes = Wishes()  # what this utterance added
    ordered: str = ""  # what the first one states of the order that was asked for, as a sentence
    near: bool = False  # whether these miss something that was wished for
    mixed: bool = False  # whether these are different things, not to be held against each other
    rates: str = ""  # by which rates limits were applied to prices in other currencies
    unread: bool = False  # whether it is said that nothing shown states some word of the wish


def present(explainer: Explainer, showing: Showing) -> list[str]:
    """Sentences about what is shown: the most telling, each from verified claims."""
    asked, first = showing.asked, showing.items[0]
    language = LANGUAGES[asked.language]
    opening = _opening(showing)
    facts = facts_of(first)
    worth = [claim for claim in facts if _worth_telling(claim, showing, opening)]
    told = _first_of_each(worth)[:TOLD] if opening != "photo_two" else []
    told.sort(key=lambda claim: claim.kind in BESIDES)
    lacks = [claim for claim in facts if claim.kind == "missing"]
    if showing.unread:  # that nothing shown says it has been said already
        lacks = [claim for claim in lacks if not isinstance(claim, NotStated)]
    lacks = lacks[:TOLD]
    rivals = bool(showing.items[1:]) and not showing.mixed
    apart = explainer.differences(showing.items, 1, 0, asked)[:2] if rivals else []
    return [
        showing.ordered
        or openings.opening(opening, showing.items, showing.total, showing.change, asked.language),
        *([*language.sentences(lacks), *lacking(first, asked.language)] if showing.near else ()),
        *language.sentences(told),
        *(() if showing.near else language.sentences(lacks)),
        *language.sentences(apart, language.place(2), implied=True),
        *(
            [showing.rates]
            if showing.rates
            else phrases.dated((*told, *lacks, *apart), asked.language)
        ),
    ]


def justify(
    explainer: Explainer, items: Sequence[Recommendation], position: int, asked: Asked
) -> list[str]:
    """Why one of the products on the screen is there (position from 0), beside the others."""
    language = LANGUAGES[asked.language]
    facts = [claim for claim in facts_of(items[position]) if claim.kind != "difference"]
    reasons = [claim for claim in facts if claim.kind not in ("missing", "review")]
    reviews = [claim for claim in facts if claim.kind == "review"]
    lacks = [claim for claim in facts if claim.kind == "missing"]
    rivals = [other for other in range(len(items)) if other != position][:RIVALS]
    apart = [explainer.differences(items, position, rival, asked)[:1] for rival in rivals]
    beside = [claim for one in apart for claim in one]
    named = phrases.priced(items[position], asked.language)
    first = language.sentences(reasons[:EXPLAINED], named)
    compared = (*reasons[:EXPLAINED], *lacks, *beside)
    return [
        *(first or [sayings.say(asked.language, "no_reasons", item=named)]),
        *language.sentences(reviews),
        *language.sentences(lacks),
        *language.sentences(beside),
        *phrases.dated(compared, asked.language),
    ]


def facts_of(item: Recommendation) -> list[Claim]:
    """The verified claims behind an item's reasons."""
    return [reason.fact for reason in item.reasons if reason.fact is not None]


def _opening(showing: Showing) -> str:
    """Which opening the evidence bears out: a key of `openings.OPENINGS`."""
    facts, sort = facts_of(showing.items[0]), showing.asked.wishes.sort
    changed = bool(openings.change(showing.change, showing.asked.language))
    if showing.near:
        only = changed and {one.name for one in showing.items[0].misses} == {"price"}
        return "near_price" if only else "near"
    if showing.total == 1:
        return "one_changed" if changed else "one"
    if sort and (sort != "rating" or openings.rated(showing.items[0])):
        return "changed_sorted" if changed and showing.total else sort
    if showing.asked.alike:
        return "alike"
    if showing.asked.looks and not showing.change:
        if any(isinstance(one, Likeness) and one.rank == 1 for one in facts):
            return "photo" if _leads(showing.items) else "photo_two"
        first = showing.items[0]
        named = first.exact or first.printed or first.contributions.get("image", 0.0) <= 0
        if not named and not is_alike(first.likeness):
            return "photo_far"
    if showing.total is None:
        return "closest_changed" if changed else "closest"
    return "changed" if changed else "several"


def _leads(items: Sequence[Recommendation]) -> bool:
    """Whether the first one is clearly more like the photo than the second."""
    first, *others = (one.contributions.get("image", 0.0) for one in items)
    return not others or first - others[0] >= LEAD


def _first_of_each(claims: Sequence[Claim]) -> list[Claim]:
    """One claim of a type is enough for a reply: constraints apart, which were asked for."""
    first = {type(claim): claim for claim in reversed(claims)}
    return [c for c in claims if c.kind == "constraint" or first[type(c)] is c]


def _worth_telling(claim: Claim, showing: Showing, opening: str) -> bool:
    """Whether a claim says more than the opening, which has title, price, shop and change."""
    if isinstance(claim, (PriceFits, InStock)) or claim.kind in ("difference", "missing"):
        return False
    if isinstance(claim, Quoted) and (claim.titled or not claim.field):
        return False
    if contradicted(showing.items[0], claim):
        return False
    if isinstance(claim, Likeness):
        return claim.rank == 1 and opening not in ("photo", "photo_two", "alike")
    if isinstance(claim, Reviewed):
        return claim.asked or len(claim.praise) > len(claim.blame)
    if isinstance(claim, LowestShown):
        return opening != "price_asc"
    if isinstance(claim, Meets):
        plain = claim.quote.casefold() == claim.wanted.casefold()
        return claim.facet not in ("category", "shop") and not (plain and showing.total)
    return True
