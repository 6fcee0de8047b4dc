""" "Which would you take?": one pick, why it suits this shopper, and what speaks for the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import facts_of
from assistant.explain import Claim
from assistant.explain.phrases import LANGUAGES
from assistant.recommendation import Recommendation

TELLING = ("constraint", "wording", "review", "photo", "price")
"""Kinds of claims that a pick is argued with, the most telling first."""


def choose(scene: Scene) -> Outcome:
    """One of the items on the screen, or of those that are referred to."""
    positions = scene.resolved if len(scene.resolved) > 1 else scene.state.spoken
    positions = tuple(n for n in positions if n <= len(scene.state.screen))
    positions = positions if len(positions) > 1 else ()
    positions = positions or tuple(range(1, len(scene.state.screen) + 1))
    items = [scene.state.screen[n - 1] for n in positions]
    best = pick(items)
    item, position = items[best], positions[best]
    state = replace(scene.state, focus=position, spoken=positions)
    named = phrases.priced(item, scene.language)
    if len(items) == 1:
        return Outcome([sayings.say(scene.language, "choose.only", item=named)], state)
    said = [sayings.say(scene.language, "choose", item=named), *_why(scene, item)]
    rival = next(i for i in range(len(items)) if i != best)
    return Outcome([*said, *_against(scene, positions[rival], position)], state)


def pick(items: Sequence[Recommendation]) -> int:
    """The index of the one to take: in stock, nothing amiss, well reviewed, then the best fit."""

    def place(index: int) -> tuple[int, int, int, int]:
        item = items[index]
        claims = facts_of(item)
        sides = [c for c in claims if c.kind == "review"]
        blamed = sum(len(c.blame) > len(c.praise) for c in sides)  # type: ignore[attr-defined]
        return item.offer.wait, len(item.misses), blamed, index

    return min(range(len(items)), key=place)


def _why(scene: Scene, item: Recommendation) -> list[str]:
    """The most telling reason there is."""
    claims = [c for c in facts_of(item) if c.kind in TELLING]
    claims.sort(key=lambda claim: TELLING.index(claim.kind))
    return LANGUAGES[scene.language].sentences(claims[:1])


def _against(scene: Scene, rival: int, chosen: int) -> list[str]:
    """What speaks for the runner-up, or how it differs."""
    explainer, language = scene.assistant.explainer, LANGUAGES[scene.language]
    claims: list[Claim] = explainer.differences(
        scene.state.screen, rival - 1, chosen - 1, scene.asked
    )
    return language.sentences(claims[:1], language.place(rival), implied=True)
