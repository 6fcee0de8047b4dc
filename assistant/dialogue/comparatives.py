"""Comparatives as limits: "cheaper", "taller than that one", "by the same brand"."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.advice.fitting import amount
from assistant.advice.ordering import compared_fields
from assistant.advice.superlatives import size_of, worth
from assistant.dialogue import phrases, sayings
from assistant.dialogue.fields import value_of
from assistant.dialogue.kinds import kind_of
from assistant.dialogue.outcome import Scene
from assistant.language import Dimension, Vocabulary, Wishes
from assistant.language.utterance import normalise
from assistant.lexicon import is_of
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.measures import Measure, base_unit
from retrieval.money import Money
from retrieval.rates import Rates


def compared_with(scene: Scene) -> Recommendation:
    """The item that "bigger" is bigger than: the one meant, the one spoken of, or the first; and
    where it takes back what was said before ("heavier" – "no, lighter"), the one of then."""
    state = scene.state
    if scene.items:
        return scene.items[0]
    if state.basis and any(
        state.basis.relative.get(name) not in (None, direction)
        for name, direction in scene.said.wishes.relative.items()
    ):
        return state.basis.item
    return scene.meant[0]


def compared(scene: Scene) -> Wishes | str:
    """ "cheaper", "bigger" as limits next to what is on the screen; a sentence if that fails."""
    wishes = scene.said.wishes
    if "between" in scene.cues and (limits := in_between(scene)):
        return limits
    if half := _half_of(scene):
        return replace(wishes, max_price=half, relative={}, pieces=1)
    anew = scene.said.intent == "search" and not scene.items
    if not wishes.relative or anew or not (scene.items or scene.state.screen):
        return wishes
    items = scene.items or list(scene.state.screen)
    item = compared_with(scene)
    wishes = _beside_a_remark(wishes, item)
    if of_another_kind(scene, item):
        return wishes
    for name, direction in wishes.relative.items():
        if name == "price" and (wishes.min_price or wishes.max_price or _is_reason(scene)):
            continue  # "too expensive, up to 50": the figure says how much
        if name in ("size", "weight") and is_why(scene):
            continue
        if direction in ("same", "other"):
            taken = _taken_over(wishes, item, name, direction, scene.vocabulary)
            if taken is None:
                field = phrases.field_name(name, scene.language)
                return sayings.say(
                    scene.language, "silent", title=item.named(scene.language), field=field
                )
            wishes = taken
        elif name == "price":
            wishes = _price_limit(wishes, items, direction, scene.assistant.searcher.columns.rates)
        else:
            limit = _size_limit(item, name, direction, compared_fields(_compared(scene)))
            if limit is not None:  # where no size is stated, the words rank
                wishes = replace(wishes, dimensions=(*wishes.dimensions, limit))
    return wishes


REMARKED = 0.06
"""Share by which a size may be off that is only said again."""


def _beside_a_remark(wishes: Wishes, item: Recommendation) -> Wishes:
    """ "Three kilos! Lighter": what the item itself has is no wish; "a bigger one, about a litre"
    says how much bigger."""
    sized = [name for name in wishes.relative if name in ("size", "weight")]
    about = [one for one in wishes.dimensions if one.op == "~="]
    if not sized or not about:
        return wishes
    own = Facts(item.offer).measures
    said_again = [one for one in about if any(_is_about(one, measure) for measure in own)]
    if said_again:
        kept = tuple(one for one in wishes.dimensions if one not in said_again)
        return replace(wishes, dimensions=kept)
    relative = {name: way for name, way in wishes.relative.items() if name not in sized}
    return replace(wishes, relative=relative)


def _is_about(said: Dimension, measure: Measure) -> bool:
    known = base_unit(said.unit)
    if known is None or known[0] != measure.kind or said.name not in (None, measure.name):
        return False
    return abs(said.value * known[1] - measure.value) <= REMARKED * measure.value


def of_another_kind(scene: Scene, item: Recommendation) -> bool:
    """Whether something else is wanted than what it would be compared with: a small table for the
    sofa of a photo."""
    kinds = scene.said.wishes.include.get("category", ())
    own = kind_of(item.product, scene.vocabulary)
    return bool(kinds and own) and not is_of(own, kinds)


_HALF = re.compile(
    r"\bhalf (?:of )?(?:that|this|it|the (?:price|cost|money)|as much|its price)\b"
    r"|\bhalf[- ]price\b|一半(?:的?价[格钱]?|左右)?|半价"
)


def _half_of(scene: Scene) -> Money | None:
    """Half the price of what was spoken of, where that is the limit: "more like half that"."""
    wishes, state = scene.said.wishes, scene.state
    if not state.screen or wishes.max_price or not _HALF.search(scene.said.text):
        return None
    price = compared_with(scene).offer.price
    return Money(price.minor // 2, price.currency) if price else None


_TOO_DEAR = re.compile(
    r"\b(?:too|a (?:bit|little|tad)|bit|rather|very) (?:dear|expensive|pricey|steep|much)\b"
    r"|[太有偏]点?儿?贵|贵了"
)
_CHEAPER = re.compile(r"\bcheap|\bless\b|\bbudget\b|便宜")


def _is_reason(scene: Scene) -> bool:
    """Whether a price is only why something else is wanted: "the copper ones are a bit dear, steel
    please" bounds no price."""
    new = {facet for facet, values in scene.said.wishes.include.items() if facet in _INSTEAD}
    text = scene.said.text
    return bool(new and _TOO_DEAR.search(text)) and not _CHEAPER.search(text)


_TOO_MUCH = re.compile(
    r"\btoo (?:heavy|big|large|bulky|small|light|tall|wide|long)\b|太[重沉大小轻高宽长]"
)


def is_why(scene: Scene) -> bool:
    """Whether a size is only why something is not wanted: "no cast iron, too heavy"."""
    said = scene.said
    refuses = {facet for facet in said.wishes.exclude if facet in (*_INSTEAD, "words")}
    compares = scene.said.frame.of("relative")
    return bool(refuses and _TOO_MUCH.search(said.text)) and not compares


_INSTEAD = ("material", "colour", "brand", "pattern")
"""Facets of what is wanted in the place of what is too dear."""


def in_between(scene: Scene) -> Wishes | None:
    """ "something in between": strictly between what the last comparative was said of and the item
    shown, in the size or price that it compared; None where nothing was compared."""
    basis, wishes = scene.state.basis, scene.said.wishes
    if basis is None or not (scene.items or scene.state.screen):
        return None
    wishes = replace(wishes, relative={}, dimensions=())
    item = next((one for one in scene.items if one is not basis.item), scene.meant[0])
    if basis.limits.dimensions:
        one = basis.limits.dimensions[-1]
        up = one.op.startswith(">")
        name, direction = one.name or "size", "smaller" if up else "larger"
        end = _size_limit(item, name, direction, (name,))
        return replace(wishes, dimensions=(one, end)) if end else None
    rates = scene.assistant.searcher.columns.rates
    for name in ("lower", "higher") if basis.relative.get("price") else ():
        other = item if (basis.relative["price"] == "lower") != (name == "lower") else basis.item
        wishes = _price_limit(wishes, [other], name, rates)
    return wishes if wishes.price_range != (None, None) else None


def _compared(scene: Scene) -> str:
    """The words that compare, or else all that was said."""
    return " ".join(scene.said.frame.texts("relative")) or scene.said.text


def _taken_over(
    wishes: Wishes, item: Recommendation, facet: str, direction: str, vocabulary: Vocabulary
) -> Wishes | None:
    """With an item's value of a facet wished for, or refused; None where it states none."""
    values = vocabulary.named(normalise(value_of(item, facet)), facet)
    if not values:
        return None
    if direction == "same":
        return replace(wishes, include={**wishes.include, facet: values})
    return replace(wishes, exclude={**wishes.exclude, facet: values})


def _price_limit(
    wishes: Wishes, items: list[Recommendation], direction: str, rates: Rates
) -> Wishes:
    """Below the lowest of the prices, or above the highest, in the currency of that price."""
    prices = [one.offer.price for one in items if one.offer.price]
    if not prices:
        return wishes
    end = (min if direction == "lower" else max)(prices, key=lambda p: worth(p, rates))
    limit = Money(end.minor + (1 if direction == "higher" else -1), end.currency)
    if direction == "lower":
        return replace(wishes, max_price=limit, pieces=1)
    return replace(wishes, min_price=limit, pieces=1)


def _size_limit(
    item: Recommendation, name: str, direction: str, fields: tuple[str, ...]
) -> Dimension | None:
    """A limit just beyond what an item states of what is compared, in the unit people use."""
    facts = Facts(item.offer)
    stated = {one.name: one for one in reversed(facts.measures)}
    if name == "weight":
        masses = [one for one in stated.values() if one.kind == "mass"]
        found = stated.get(name) or next(iter(masses), None)
    else:
        found = next((stated[one] for one in fields if one in stated), None) or size_of(facts)
    if found is None:
        return None
    up = direction in ("larger", "higher")
    _, unit = amount(found)
    known = base_unit(unit)  # the amount that is told is rounded: 2.592 kg is less than "2.6 kg"
    return Dimension(found.name, ">" if up else "<", found.value / (known[1] if known else 1), unit)
