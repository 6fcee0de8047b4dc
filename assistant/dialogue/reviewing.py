"""What buyers say of items: stars by shop, what they like, and every fault that they find."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.explain import Voices
from assistant.explain.phrases import LANGUAGES
from assistant.languages.speaker import speaker
from assistant.languages.values import Message, Quote, Several, Value
from assistant.recommendation import Recommendation
from retrieval.offers import Review

MOST_FAULTS = 4  # that are told
LOW = 3.0
"""Stars up to which a review finds fault, whatever it says."""


def reviews_asked(scene: Scene) -> Outcome:
    """What buyers say of the items meant; where it is asked what they dislike, that alone."""
    blames = "negative" in scene.cues or asks_stars(scene)
    say = _blamed if blames else _said
    return Outcome([line for item in scene.meant for line in say(scene, item)], focused(scene))


def asks_stars(scene: Scene) -> bool:
    """Whether it is asked why something has so few stars."""
    return "stars" in scene.cues


def rated(item: Recommendation, language: str) -> str:
    """The stars of an item, shop by shop, the one that is shown first; "" where none has any."""
    offers = [item.offer, *(one for one in item.product.offers if one is not item.offer)]
    stars = {one.source: one.rating for one in offers if one.rating is not None}
    if not stars:
        return ""
    parts = tuple(
        Message("rated.at", {"stars": value, "shop": shop}) for shop, value in stars.items()
    )
    return sayings.say(language, "rated", title=item.named(language), ratings=Several(parts))


def _said(scene: Scene, item: Recommendation) -> list[str]:
    """Stars, the aspects that are judged most, and the faults."""
    asked = replace(scene.asked, text=f"{scene.asked.text} {scene.said.words}")
    voices = scene.assistant.explainer.voices(item)
    if not (voices.reviews or rated(item, scene.language)):
        return [phrases.unreviewed(item, scene.language)]
    claims = scene.assistant.explainer.reviewed(item, asked)
    liked = LANGUAGES[scene.language].sentences(claims)
    return [rated(item, scene.language), *liked, _faults(scene, voices)]


def _blamed(scene: Scene, item: Recommendation) -> list[str]:
    """The faults that buyers find, and the review with the fewest stars in full."""
    voices = scene.assistant.explainer.voices(item)
    stars = rated(item, scene.language)
    if not voices.reviews:
        return [stars, phrases.unreviewed(item, scene.language)]
    worst = _worst(scene, voices.reviews)
    told = _faults(scene, voices)
    if not (told or worst):
        none = sayings.say(scene.language, "reviews.no_blame", title=item.named(scene.language))
        return [none, stars]
    if asks_stars(scene):
        return [stars, worst, told]
    yes = "polar" in scene.cues and bool(told)
    return [sayings.say(scene.language, "polar.yes", said=told) if yes else told, worst, stars]


def _worst(scene: Scene, reviews: Sequence[Review]) -> str:
    """The review with the fewest stars, if those are few or it is asked why they are."""
    starred = [one for one in reviews if one.rating is not None]
    if not starred:
        return ""
    worst = min(starred, key=lambda one: one.rating or 0.0)
    if (worst.rating or 0.0) > LOW and not asks_stars(scene):
        return ""
    key = "reviews.lowest" if worst.text else "reviews.lowest.silent"
    return sayings.say(scene.language, key, stars=worst.rating, quote=Quote(worst.text))


def _faults(scene: Scene, voices: Voices) -> str:
    """How many buyers find fault, and with what."""
    if not voices.faults:
        return ""
    count = len({number for one in voices.faults for number in one.reviews})
    parts = tuple(
        Message(
            "reviews.fault" if one.aspect else "reviews.fault.own",
            {
                "n": len(one.reviews),
                "aspect": Value("aspects", one.aspect),
                "quote": Quote(one.sentence.rstrip(".。")),
            },
        )
        for one in voices.faults[:MOST_FAULTS]
    )
    listed = str(speaker(scene.language).rules["semicolon"]).join(
        map(speaker(scene.language).write, parts)
    )
    return sayings.say(
        scene.language, "reviews.faults", n=count, reviews=len(voices.reviews), faults=listed
    )
