"""How the wishes of one utterance change those in force."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.constraints import Said, Wishes
from assistant.constraints.price import Price
from assistant.dialogue.state import State
from assistant.language import Understanding
from assistant.lexicon import is_of

LOOKS = ("colour", "material", "pattern")
"""What says how a thing is to look."""
ONLY = re.compile(r"(?:ok(?:ay)?[, ]+)?(?:only|just)\b|只[看要]|就[看要]")
"""Narrows the list down to a kind of thing, where none was named before."""


ANY = re.compile(r"\b(?:just|at all|of all|whatsoever|whatever|any)\b|随便|不管|只要最")
"""Wants the cheapest of a kind, however the earlier ones were to look."""
_OF_THESE = re.compile(
    r"\b(?:of|among|from) (?:the(?:se|m|m all)?|those|all of)\b|\b(?:ones?|this|that)\b"
    r"|[这那]|里面?|其中"
)


def beside_photo(old: State) -> Wishes:
    """What of the wishes in force binds a new photo: the budget, the shop and its stock, and what
    was ruled out outright. How the earlier things were to look, or to compare with those shown
    then, says nothing of it."""
    was = old.wishes
    shop = {"shop": was.include["shop"]} if "shop" in was.include else {}
    exclude = {facet: values for facet, values in was.exclude.items() if facet != "category"}
    kept = Wishes(
        include=shop, exclude=exclude, in_stock=was.in_stock, condition=was.condition,
        audience=was.audience,
    )  # fmt: skip
    if was.pieces < 2:
        kept = kept.having([Price.of(was)])
    compared = old.basis.limits if old.basis else Wishes()
    if kept.max_price and kept.max_price == compared.max_price:
        kept = replace(kept, max_price=None)
    if kept.min_price and kept.min_price == compared.min_price:
        kept = replace(kept, min_price=None)
    return kept


def merge(old: Wishes, said: Understanding) -> Wishes:
    """The wishes in force after an utterance; a search starts a new list.

    Relative wishes must have been resolved.
    """
    new = said.wishes
    kinds, before = new.include.get("category"), old.include.get("category")
    narrows = said.intent == "search" and ONLY.match(said.text) and "category" not in old.include
    most = bool(new.sort or said.frame.of("superlative"))
    if said.intent == "refine" and kinds and most and not said.added:
        if new.sort and ANY.search(said.text):
            old = Wishes(include={"category": kinds}, audience=old.audience).having([Price.of(old)])
        elif not _OF_THESE.search(said.text):  # "what's the biggest mug?"
            old = old.without(*LOOKS)
    if (said.intent == "search" and not narrows) or (
        said.intent == "more_like" and before and kinds not in (None, before)
    ):
        return replace(new, relative={}, drop=())
    if kinds and before and all(is_of(one, kinds) for one in before):
        new = replace(new, include={**new.include, "category": before})
    changes = Said(new.include, new.exclude, said.added, said.lifted)
    return old.without(*new.drop).merged(new, changes)
