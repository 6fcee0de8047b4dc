"""What a near miss lacks, in words: "It is from Pellanor, not Murrowby."."""

from __future__ import annotations

from assistant.advice.near import Miss
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import value_of
from assistant.recommendation import Recommendation

SAID_BY_CLAIMS = frozenset({"colour", "material", "pattern", "size"})
"""What the item's own claims say already."""
MOST = 2


def lacking(item: Recommendation, language: str) -> list[str]:
    """A sentence for each wish that an item misses, two at most."""
    found = [_said(item, one, language) for one in item.misses if one.name not in SAID_BY_CLAIMS]
    return [sentence for sentence in found if sentence][:MOST]


def _said(item: Recommendation, missed: Miss, language: str) -> str:
    name, wish = missed.name, missed.wish
    if name == "dimensions":
        limit = wish.dimensions[0]
        field = limit.name or "size"
        amount = f"{limit.value:g} {limit.unit}"
        if limit.op in ("<", ">"):
            amount = sayings.say(language, f"limit.{limit.op}", amount=amount)
        return _valued(item, name, field, amount, language)
    if name == "attributes":
        field, values = next(iter(wish.attributes.items()))
        return _valued(item, name, field, ", ".join(values), language)
    wanted = ", ".join(wish.include.get(name, ())) or wish.condition or wish.audience
    if name in ("brand", "shop"):
        return _valued(item, name, name, wanted, language)
    return sayings.say(language, f"near.{name}", wanted=wanted) if name != "category" else ""


def _valued(item: Recommendation, name: str, field: str, wanted: str, language: str) -> str:
    """What the item states where something else was asked for, or that it is silent."""
    stated = value_of(item, field)
    if not stated:
        said = phrases.field_name(field, language)
        return sayings.say(language, "near.unstated", name=said)
    return sayings.say(language, f"near.{name}", stated=stated, wanted=wanted)
