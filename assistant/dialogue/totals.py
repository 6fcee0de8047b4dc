"""Turns that reckon: what several of an item cost, what items come to together, and conversions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from assistant.advice.figures import Total
from assistant.advice.superlatives import first_by, worth
from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.referring import first_described
from assistant.language.numbers import digits
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import Span
from retrieval.facts import Facts
from retrieval.money import Money

_PACK = re.compile(r"\b(?:set|pack|box) of (\d{1,3})\b|\b(\d{1,3})[- ](?:pack|piece set)\b")
_COUNT = re.compile(r"\d{1,3}")
_TWO = re.compile(r"\b(?:pair|couple|both)\b|一?对|俩|双|两")
MOST = 500  # pieces that are reckoned


@dataclass(frozen=True)
class Part:
    """Some of one item."""

    item: Recommendation
    count: int = 1

    @property
    def packs(self) -> int:
        """How many are paid for; packs are counted whole."""
        return ceil(self.count / pack_of(self.item))


def total(scene: Scene) -> Outcome:
    """What a number of one item, or the items spoken of, cost together."""
    parts = _parts(scene)
    count = scene.said.wishes.quantity or _counted(scene) or scene.state.quantity
    if len(parts) == 1 and parts[0].count == 1 and count > 1:
        parts = [replace(parts[0], count=count)]
    outcome = _several(scene, parts[0]) if len(parts) == 1 else _sum(scene, parts)
    return _within(scene, outcome)


def _parts(scene: Scene) -> list[Part]:
    """What is reckoned: each item that is pointed at with its count; or else the cheapest, or the
    one spoken of."""
    said = scene.said
    found: list[Part] = []
    count = 1
    for span in said.frame.of("reference", "count", "kind"):
        if span.role == "count":
            count = number_in(span.text) or 1
            continue
        items = _pointed(scene, span)
        found += [Part(item, count) for item in items]
        count = 1
    if found:
        return _once(found)
    cheaper = said.wishes.relative.get("price") == "lower" or said.wishes.sort == "price_asc"
    by = said.references.get("by") or ("cheapest" if cheaper else "")
    among = [scene.state.screen[n - 1] for n in scene.state.spoken]
    among = among if len(among) > 1 else list(scene.state.screen)
    place = first_by(by, among, scene.assistant.searcher.columns.rates) if by else None
    return [Part(among[place])] if place is not None else [Part(item) for item in scene.meant]


def _pointed(scene: Scene, span: Span) -> list[Recommendation]:
    """The items that one span means: the first that it describes, or what it counts."""
    lists = (scene.state.screen, scene.state.recent)
    if item := first_described(span.text, lists, scene.vocabulary, scene.rates):
        return [item]
    if span.role == "kind" or len(scene.said.frame.of("reference")) > 1:
        return []
    return scene.items


def _once(parts: Sequence[Part]) -> list[Part]:
    """Each item once, with its largest count."""
    best: dict[str, Part] = {}
    for part in parts:
        name = part.item.product.product_id
        if name not in best or part.count > best[name].count:
            best[name] = part
    return list(best.values())


def number_in(text: str) -> int:
    """The number of pieces that words say, 0 for none."""
    found = _COUNT.search(digits(text))
    if found:
        return min(int(found[0]), MOST)
    return 2 if _TWO.search(text) else 0


def _counted(scene: Scene) -> int:
    spans = scene.said.frame.of("count")
    return next((n for span in spans if (n := number_in(span.text)) > 1), 0)


def pack_of(item: Recommendation) -> int:
    """How many are in one pack, 1 where it is sold singly."""
    match = _PACK.search(Facts(item.offer).title)
    return int(next(filter(None, match.groups()))) if match else 1


def cost_of(scene: Scene, item: Recommendation, count: int) -> tuple[str, tuple[Total, ...]]:
    """What a number of one item cost, as a sentence, and the reckoning."""
    language, price = scene.language, item.offer.price
    if price is None:
        field = phrases.field_name("price", language)
        return sayings.say(language, "silent", title=item.product.title, field=field), ()
    packs = Part(item, count).packs
    rates = scene.assistant.searcher.columns.rates
    reckoned = Total.of([(item.offer, packs)], price.currency, rates)
    assert reckoned is not None
    key = "total" if pack_of(item) == 1 else "total.pack"
    said = sayings.say(
        language, key, count=count, packs=packs, pack=pack_of(item), price=price,
        title=item.product.title, total=reckoned.amount,
    )  # fmt: skip
    return said, (reckoned,)


def _several(scene: Scene, part: Part) -> Outcome:
    said, figures = cost_of(scene, part.item, part.count)
    state = replace(scene.state, quantity=part.count if part.count > 1 else scene.state.quantity)
    if part.item in scene.state.screen:
        state = replace(state, focus=scene.state.screen.index(part.item) + 1)
    return Outcome([said], state, figures=figures, spoken_of=(part.item,))


def _sum(scene: Scene, parts: Sequence[Part]) -> Outcome:
    reckoned = reckon(scene, parts)
    if reckoned is None:
        return Outcome([sayings.say(scene.language, "unsure")], scene.state)
    said = sayings.say(
        scene.language, "total.sum", total=reckoned.amount, parts=listed(parts, scene.language)
    )
    items = tuple(part.item for part in parts)
    return Outcome([said], scene.state, figures=(reckoned,), spoken_of=items)


def reckon(scene: Scene, parts: Sequence[Part]) -> Total | None:
    """What parts come to, in the currency of the first; None where a price is missing."""
    rates = scene.assistant.searcher.columns.rates
    first = next((one.item.offer.price for one in parts if one.item.offer.price), None)
    limit = scene.said.budget or scene.state.wishes.max_price
    currency = limit.currency if limit and limit.currency else first.currency if first else ""
    return Total.of([(one.item.offer, one.packs) for one in parts], currency, rates)


def listed(parts: Sequence[Part], language: str) -> str:
    """ "2 × “Red mug” for €9.50 at shop; …"."""
    return str(speaker(language).rules["semicolon"]).join(
        f"{f'{one.packs} × ' if one.packs > 1 else ''}{phrases.priced(one.item, language)}"
        for one in parts
    )


def _within(scene: Scene, outcome: Outcome) -> Outcome:
    """With a word on whether it stays within the sum that was named."""
    limit = scene.said.budget
    sums = [one for one in outcome.figures if isinstance(one, Total)]
    if limit is None or not sums:
        return outcome
    rates = scene.assistant.searcher.columns.rates
    inside = worth(sums[0].amount, rates) <= worth(_in_shops_money(limit, sums[0]), rates)
    key = "total.within" if inside else "total.beyond"
    said = [outcome.reply] if isinstance(outcome.reply, str) else list(outcome.reply)
    return replace(outcome, reply=[*said, sayings.say(scene.language, key, limit=limit)])


def _in_shops_money(limit: Money, total: Total) -> Money:
    return limit if limit.currency else Money(limit.minor, total.amount.currency)
