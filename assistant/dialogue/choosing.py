""" "Which would you take?": one pick, why it suits this shopper, and what speaks for the next.

The one that can be had now and lacks nothing, of which buyers think best; of those that they think
about as well of, the one that fits best. Few reviews count as little as they tell (a mean shrunk
towards `USUAL` by `WEIGHT` reviews: Bayesian averaging, as IMDb's weighted rating).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.presenting import facts_of
from assistant.explain import Claim
from assistant.explain.claims import PriceFits
from assistant.explain.phrases import LANGUAGES
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

TELLING = ("wording", "constraint", "photo", "price")
"""Kinds of claims that a pick is argued with besides what buyers think, the most telling first."""
USUAL, WEIGHT = 3.7, 4
"""Stars of what nobody has rated, and how many reviews it takes to count as much as that."""
STEP = 0.25  # stars that make a difference
WELL = 4.0  # stars from which on they are a reason


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
    """The index of the one to take."""

    def place(index: int) -> tuple[int, int, int, int]:
        item = items[index]
        return item.offer.wait, len(item.misses), -round(_esteem(item) / STEP), index

    return min(range(len(items)), key=place)


def _esteem(item: Recommendation) -> float:
    """Stars out of 5, shrunk towards the usual where few have given any."""
    rated = [one for one in item.product.offers if one.rating is not None]
    count = sum(max(one.rating_count, 1) for one in rated)
    total = sum((one.rating or 0.0) * max(one.rating_count, 1) for one in rated)
    return (total + USUAL * WEIGHT) / (count + WEIGHT)


def _why(scene: Scene, item: Recommendation) -> list[str]:
    """What it has of the wish, and that it is well rated; a price within a limit tells least."""
    claims = [c for c in facts_of(item) if c.kind in TELLING]
    claims.sort(key=lambda claim: (isinstance(claim, PriceFits), TELLING.index(claim.kind)))
    stars = Facts(item.offer).rating
    well = stars is not None and stars >= WELL
    if well:
        claims = [claim for claim in claims if not isinstance(claim, PriceFits)]
    said = LANGUAGES[scene.language].sentences(claims[:1])
    if not well:
        return said
    return [*said, sayings.say(scene.language, "choose.rated", stars=stars)]


def _against(scene: Scene, rival: int, chosen: int) -> list[str]:
    """What speaks for the runner-up, or how it differs."""
    explainer, language = scene.assistant.explainer, LANGUAGES[scene.language]
    claims: list[Claim] = explainer.differences(
        scene.state.screen, rival - 1, chosen - 1, scene.asked
    )
    return language.sentences(claims[:1], language.place(rival), implied=True)
