"""How a reply to a wish begins, by what the evidence bears out: a message `opening.…`."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.dialogue.phrases import priced
from assistant.language import Wishes
from assistant.languages.speaker import speaker
from assistant.languages.values import Several, Value
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

CHANGES = (
    ("include", "colour"), ("include", "material"), ("include", "pattern"), ("include", "brand"),
    ("include", "shop"), ("exclude", "colour"), ("exclude", "material"), ("exclude", "words"),
)  # fmt: skip
"""What an utterance may add that is put shortly, the most telling first."""


def opening(
    key: str, items: Sequence[Recommendation], total: int | None, added: Wishes, language: str
) -> str:
    """How the reply to a wish begins; `key` is one of the messages' `opening.…`."""
    return speaker(language).say(
        f"opening.{key}",
        first=priced(items[0], language),
        second=priced(items[1], language) if len(items) > 1 else "",
        n=total or 0,
        change=change(added, language),
    )


def change(added: Wishes, language: str) -> str:
    """What an utterance added, in words: "in green"; "" where it is not to be put shortly."""
    say = speaker(language).say
    for kind, facet in CHANGES:
        if values := getattr(added, kind).get(facet, ()):
            said = tuple(Value("wording" if facet == "words" else facet, one) for one in values)
            return say(f"change.{kind}.{facet}", values=Several(said, "or"))
    if added.min_price and added.max_price:
        return say("change.between", low=added.min_price, high=added.max_price)
    if limit := added.max_price:
        key = "change.max_price.joint" if added.pieces > 1 else "change.max_price"
        return say(key, limit=limit, n=added.pieces)
    if limit := added.min_price:
        return say("change.min_price", limit=limit)
    return say("change.in_stock") if added.in_stock else ""


def rated(item: Recommendation) -> bool:
    """Whether the shop states a rating."""
    return Facts(item.offer).rating is not None
