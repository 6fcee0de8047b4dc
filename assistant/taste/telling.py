"""What a reply says of taste: what it will keep in mind, and who is here because of it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.languages.speaker import speaker
from assistant.languages.values import Place
from assistant.recommendation import Recommendation
from assistant.taste.profile import Preference
from retrieval.money import Money


def noted(preferences: Sequence[Preference], language: str) -> str:
    """ "I will keep in mind: never wool, size 42."; "" for none."""
    if not preferences:
        return ""
    speak = speaker(language)
    said = speak.formats.listed([_said(one, language) for one in preferences])
    return speak.say("taste.noted", said=said)


def newcomers(shown: Sequence[Recommendation], language: str) -> str:
    """ "The second is here because you liked linen.", of the first that came by taste; ""."""
    for place, one in enumerate(shown, start=1):
        if one.taste and one.taste.newcomer and (cause := one.taste.told) and cause.part > 0:
            speak = speaker(language)
            stance = cause.preference
            if stance and stance.field not in ("size", "price", "people"):
                value = speak.value(stance.field, stance.value)
                return speak.say("taste.because.like", place=Place(place), value=value)
            if cause.common[0]:
                value = speak.value(*cause.common)
                return speak.say("taste.because.common", place=Place(place), value=value)
            key = (
                "taste.because" if cause.title and cause.act != "refused" else "taste.because.other"
            )
            return speak.say(key, place=Place(place), title=cause.title)
    return ""


def amount_of(value: str) -> Money:
    """The money that a preference about prices states."""
    amount, _, currency = value.partition(" ")
    return Money.of(amount, currency)


def _said(one: Preference, language: str) -> str:
    speak = speaker(language)
    if one.field == "price":
        return speak.say("taste.noted.price", amount=amount_of(one.value))
    if one.field == "people":
        return speak.say("taste.noted.people", n=int(one.value))
    if one.field == "size":
        return speak.say("taste.noted.size", value=one.value.upper())
    return speak.say(f"taste.noted.{one.stance}", value=speak.value(one.field, one.value))
