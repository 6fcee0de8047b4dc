"""Turns that reckon: what several of an item cost, and what the items spoken of come to."""

from __future__ import annotations

import re
from dataclasses import replace
from math import ceil

from assistant.advice.figures import Converted, Total, rounded
from assistant.advice.superlatives import first_by
from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.stating import unit_name
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from retrieval.facts import Facts

_PACK = re.compile(r"\b(?:set|pack|box) of (\d{1,3})\b|\b(\d{1,3})[- ](?:pack|piece set)\b")
_COUNT = re.compile(r"\d{1,3}")


def total(scene: Scene) -> Outcome:
    """What a number of one item, or the items spoken of, cost together."""
    items = _meant(scene)
    count = scene.said.wishes.quantity or _said_count(scene) or scene.state.quantity
    if len(items) > 1 and count < 2:
        return _sum(scene, items)
    item = items[0]
    return _several(scene, item, max(count, 1))


def _meant(scene: Scene) -> list[Recommendation]:
    """The items that are reckoned: those referred to, the cheapest, or the one in focus."""
    screen = scene.state.screen
    said = scene.said
    cheaper = said.wishes.relative.get("price") == "lower" or "cheapest" in said.text
    by = said.references.get("by") or ("cheapest" if cheaper else "")
    if by:
        spoken = [screen[n - 1] for n in scene.state.spoken] if cheaper else []
        among = spoken if len(spoken) > 1 else screen  # "the cheaper one" of those just compared
        found = first_by(by, among, scene.assistant.searcher.columns.rates)
        if found is not None:
            return [among[found]]
    return scene.meant


def _said_count(scene: Scene) -> int:
    numbers = [int(found) for found in _COUNT.findall(scene.said.text)]
    return next((n for n in numbers if n > 1), 0)


def pack_of(item: Recommendation) -> int:
    """How many are in one pack, 1 where it is sold singly."""
    match = _PACK.search(Facts(item.offer).title)
    return int(next(filter(None, match.groups()))) if match else 1


def cost_of(scene: Scene, item: Recommendation, count: int) -> tuple[str, tuple[Total, ...]]:
    """What a number of one item cost, as a sentence, and the reckoning; packs are counted whole."""
    language, price = scene.language, item.offer.price
    if price is None:
        field = phrases.field_name("price", language)
        return sayings.say(language, "silent", title=item.product.title, field=field), ()
    packs = ceil(count / pack_of(item))
    rates = scene.assistant.searcher.columns.rates
    reckoned = Total.of([(item.offer, packs)], price.currency, rates)
    assert reckoned is not None
    key = "total" if pack_of(item) == 1 else "total.pack"
    said = sayings.say(
        language, key, count=count, packs=packs, pack=pack_of(item), price=price,
        title=item.product.title, total=reckoned.amount,
    )  # fmt: skip
    return said, (reckoned,)


def _several(scene: Scene, item: Recommendation, count: int) -> Outcome:
    said, figures = cost_of(scene, item, count)
    focus = scene.state.screen.index(item) + 1
    return Outcome(said, replace(scene.state, quantity=count, focus=focus), figures=figures)


def _sum(scene: Scene, items: list[Recommendation]) -> Outcome:
    rates = scene.assistant.searcher.columns.rates
    priced = [one for one in items if one.offer.price]
    currency = priced[0].offer.price.currency if priced and priced[0].offer.price else ""
    reckoned = Total.of([(one.offer, 1) for one in priced], currency, rates)
    if reckoned is None or len(priced) < len(items):
        return Outcome(sayings.say(scene.language, "unsure"), scene.state)
    parts = "; ".join(phrases.priced(one, scene.language) for one in items)
    said = sayings.say(scene.language, "total.sum", total=reckoned.amount, parts=parts)
    return Outcome(said, scene.state, figures=(reckoned,))


def conversion(scene: Scene) -> Converted | None:
    """ "4 kilo is what in pounds": the amount that is said, in the unit that is asked for; one
    without a unit is in that of the size in force, or in centimetres."""
    said = scene.cues.said.get("convert_amount", "")
    match = re.match(r"(\d+(?:\.\d+)?)\s*(\D*)$", said)
    units = Lexicon.load().words["unit"]
    wanted = units.get(scene.cues.units, "lb" if scene.cues.units == "pounds" else "")
    if not match or not wanted:
        return None
    in_force = [one.unit for one in scene.state.wishes.dimensions]
    unit = units.get(match[2].strip(), "") or (in_force[0] if in_force else "cm")
    figure = Converted(float(match[1]), unit, wanted)
    return figure if figure.amount is not None else None


def converted(scene: Scene) -> Outcome:
    """An amount in another unit."""
    figure = conversion(scene)
    assert figure is not None
    unit, wanted = (unit_name(one, scene.language) for one in (figure.unit, figure.wanted))
    said = sayings.say(
        scene.language, "converted", value=f"{figure.value:g}", said=rounded(figure.amount),
        unit=unit, wanted=wanted,
    )  # fmt: skip
    return Outcome(said, scene.state, figures=(figure,))
