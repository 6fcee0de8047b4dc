"""What a near miss lacks, in words: "It is from Pellanor, not Murrowby."."""

from __future__ import annotations

from assistant.advice.near import Miss
from assistant.constraints.dimensions import Dimensions
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import value_said
from assistant.explain.claims import Claim, SizeFits
from assistant.languages.values import Amount, Message, Value
from assistant.recommendation import Recommendation

MOST = 2


def contradicted(item: Recommendation, claim: Claim) -> bool:
    """Whether a size is no reason for an item, as it misses another limit on that size."""
    if not isinstance(claim, SizeFits):
        return False
    limits = [one.wish for one in item.misses if isinstance(one.wish, Dimensions)]
    missed = [one.name for limit in limits for one in limit.dimensions]
    return None in missed or claim.name in missed


def lacking(item: Recommendation, language: str) -> list[str]:
    """A sentence for each wish that an item misses, two at most."""
    return list(filter(None, (_said(item, one, language) for one in item.misses)))[:MOST]


def _said(item: Recommendation, missed: Miss, language: str) -> str:
    """What the item states where something else was asked for, or that it is silent."""
    lack = missed.wish.lack(missed.name)
    if lack is None:
        return ""
    stated = value_said(item, lack.field, language) if lack.field else ""
    if stated and missed.name == "dimensions" and lack.field != "size":
        name = phrases.field_name(lack.field, language)
        stated = sayings.say(language, "kinds.trait", name=name, values=stated)
    if lack.field and not stated:
        said = phrases.field_name(lack.field, language)
        return sayings.say(language, "near.unstated", name=said)
    wanted: Value | Message = Value(lack.field or missed.name, lack.wanted)
    if lack.op:
        wanted = Message(f"limit.{lack.op}", {"amount": Amount(lack.wanted)})
    return sayings.say(language, f"near.{missed.name}", stated=stated, wanted=wanted)
