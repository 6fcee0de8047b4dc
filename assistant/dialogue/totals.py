"""Turns that reckon: what several of an item cost, what items come to together, and conversions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.figures import Figure, Left, Total
from assistant.advice.superlatives import first_by
from assistant.dialogue import phrases, sayings
from assistant.dialogue.kinds import kind_of
from assistant.dialogue.mentions import count_alone, count_said, parts_named, picks, spoken_of
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.places import Where, currency_asked, together, where_said
from assistant.dialogue.state import Part, State
from assistant.language.talk_phrases import out_of_scope
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import HOLDS, LEAVING
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.rates import Rates


def total(scene: Scene) -> Outcome:
    """What a number of one item, or the items spoken of, cost together."""
    parts, where = parts_of_sum(scene), where_said(scene)
    count = count_said(scene) or count_alone(scene.said.text) or scene.state.quantity
    if len(parts) == 1 and parts[0].count == 1 and count > 1:
        parts = [replace(parts[0], count=count)]
    elif count > len(parts) and all(one.count == 1 for one in parts):
        parts = [replace(one, count=count) for one in parts]  # so many of each
    bought, missing = _bought(parts, where, _rates(scene))
    if not bought:
        key = "total.none_there" if missing else "unsure"
        return Outcome(sayings.say(scene.language, key), scene.state)
    notes = [
        sayings.say(scene.language, "total.elsewhere", title=one.item.named(scene.language))
        for one in missing
    ]
    told, figures = sum_said(scene, bought, where.currency, _limit(scene))
    asked = out_of_scope(scene.said.text)
    besides = sayings.say(scene.language, f"out_of_scope.{asked}") if asked in BESIDES else ""
    told = [*told, rated(scene, figures), besides]
    return Outcome(
        [*notes, *told], _state(scene, bought), figures=figures,
        spoken_of=tuple(one.item for one in parts),
    )  # fmt: skip


def priced_in(scene: Scene) -> Outcome | None:
    """The price of an item in another currency: "what's that in dollars?"; None where none is
    asked for."""
    code, item = currency_asked(scene), scene.meant[0]
    price = item.offer.price
    if not code or price is None or price.currency == code or scene.lost:
        return None
    reckoned = reckon(scene, [Part(item)], code)
    if reckoned is None:
        return None
    said = sayings.say(
        scene.language, "price.in", title=item.named(scene.language), price=price,
        total=reckoned.amount,
    )  # fmt: skip
    told = [said, rated(scene, [reckoned])]
    return Outcome(told, _state(scene, [Part(item)]), figures=(reckoned,), spoken_of=(item,))


BESIDES = ("discount", "delivery")
"""What is asked beside a sum and no catalogue answers: "two of them, is there a discount"."""


def _rates(scene: Scene) -> Rates:
    return scene.assistant.searcher.columns.rates


def parts_of_sum(scene: Scene) -> list[Part]:
    """What is reckoned: each item that is described with its count; or else those spoken of
    together, the cheapest, or the one spoken of last."""
    return _with_before(scene, _parts_meant(scene))


def _with_before(scene: Scene, parts: list[Part]) -> list[Part]:
    """ "What's that all in?" of one thing is asked of the thing of another kind before it too."""
    if (
        len(parts) != 1
        or parts[0].count > 1
        or "joint" not in scene.cues
        or scene.state.quantity > 1
    ):
        return parts
    kind = kind_of(parts[0].item.product, scene.vocabulary)
    before = _this(scene, parts)
    return [*(Part(o) for o in before if kind_of(o.product, scene.vocabulary) != kind), *parts]


def _parts_meant(scene: Scene) -> list[Part]:
    """What is reckoned by what is named and pointed at."""
    things = THINGS.search(scene.said.text)
    if everything := _settled(scene):
        return everything
    chosen = picks(scene) if things else []
    if things and len(chosen) > 1:
        most = int(things[1] or things[2] or len(chosen))
        return [Part(one) for one in chosen[:most][::-1]]
    found = parts_named(scene)
    if found and not _and_this(scene, found):
        return found
    if found:
        return [*(Part(item) for item in _this(scene, found)), *found]
    spoken = spoken_of(scene)
    if count_said(scene) > 1 and _of_one_thing(scene):
        return [Part(scene.meant[0])]
    if len(spoken) > 1:
        return spoken
    said = scene.said
    cheaper = said.wishes.relative.get("price") == "lower" or said.wishes.sort == "price_asc"
    by = said.references.get("by") or ("cheapest" if cheaper else "")
    among = [scene.state.screen[n - 1] for n in scene.state.spoken]
    among = among if len(among) > 1 else list(scene.state.screen)
    place = first_by(by, among, _rates(scene)) if by else None
    if place is not None:
        return [Part(among[place])]
    return spoken or [Part(item) for item in scene.meant]


def _settled(scene: Scene) -> list[Part]:
    """All that was settled on, where everything is asked for, or with what is described beside it;
    [] where fewer than two things come together so, and none was given up."""
    state, said = scene.state, scene.said
    every = bool(_ALL.search(said.text)) or "joint" in scene.cues
    if not state.settled or not (every or "plus" in scene.cues) or count_said(scene) > 1:
        return []
    if said.frame.strength(*LEAVING) >= HOLDS:  # "leave the lamp. Final total?"
        return list(state.settled)
    named = parts_named(scene)
    names = {one.item.product.product_id for one in named}
    rest = [one for one in state.settled if one.item.product.product_id not in names]
    found = [*rest, *named]
    return found if len(found) > 1 and (named or not said.references) else []


_ALL = re.compile(
    r"\b(?:final|grand|whole|overall|altogether|everything|all (?:in|up|together)|in total"
    r"|the (?:lot|total|damage)|insgesamt|zusammen)\b|一共|总共|合计|加起来|全部"
)
"""Asks what everything comes to."""
THINGS = re.compile(
    r"\b(?:(?:all|the|those|these) )*([2-9])? ?(?:things|items)\b|([2-9])样|(?:每|所有)样"
)
"""Different things that were chosen one after the other: "the three things", 三样."""
_OF_ONE = re.compile(r"\b(?:of (?:that|this|it)|(?:that|this) one)\b|[这那][个款件]|它")
"""Points at one thing: "I'll take two of that"."""
_OF_THEM = re.compile(r"\b\d+ of (?:them|those|these)\b")


def _of_one_thing(scene: Scene) -> bool:
    """Whether so many of one thing are meant: of "that one", or of "them" after talk of one."""
    text = scene.said.text
    spoken = scene.state.group
    return bool(_OF_ONE.search(text) or (len(spoken) == 1 and _OF_THEM.search(text)))


def _and_this(scene: Scene, found: Sequence[Part]) -> bool:
    """Whether one item that is described is to be reckoned with the one spoken of last."""
    joint = "plus" in scene.cues or ("joint" in scene.cues and scene.state.quantity < 2)
    return len(found) == 1 and found[0].count == 1 and joint and bool(_this(scene, found))


def _this(scene: Scene, found: Sequence[Part]) -> list[Recommendation]:
    """The item spoken of last that is not among those found."""
    names = {one.item.product.product_id for one in found}
    spoken = list(scene.state.lately)
    if scene.state.screen and _IT.search(scene.said.text):  # "that one, with the case from before"
        spoken = [scene.state.screen[max(scene.state.focus - 1, 0)], *spoken]
    return [one for one in spoken if one.product.product_id not in names][:1]


_IT = re.compile(r"\b(?:it|that|this)\b|它|[这那]个|就[要]?这|就[要]?那")


def _bought(parts: Sequence[Part], where: Where, rates: Rates) -> tuple[list[Part], list[Part]]:
    """(the parts with the offers that they are bought by, those that are not sold there)."""
    if not where:
        items = together([one.item for one in parts], rates) if len(parts) > 1 else []
        found = [replace(o, item=i) for o, i in zip(parts, items, strict=True)] if items else []
        return found or list(parts), []
    sold = [(one, where.of(one.item, rates)) for one in parts]
    bought = [replace(one, item=item) for one, item in sold if item is not None]
    return bought, [one for one, item in sold if item is None]


def _limit(scene: Scene) -> Money | None:
    """The sum that it is to stay within: said now, or said before of all pieces together."""
    wishes = scene.state.wishes
    joint = wishes.max_price if wishes.pieces > 1 else scene.state.budget
    return scene.said.budget or joint


def _state(scene: Scene, parts: Sequence[Part]) -> State:
    state = scene.state
    if len(parts) > 1:
        return state
    [part] = parts
    shown = [one.product.product_id for one in state.screen]
    if part.item.product.product_id in shown:
        state = replace(state, focus=shown.index(part.item.product.product_id) + 1)
    return replace(state, quantity=part.count if part.count > 1 else state.quantity)


def sum_said(
    scene: Scene, parts: Sequence[Part], currency: str = "", limit: Money | None = None
) -> tuple[list[str], tuple[Figure, ...]]:
    """What parts come to, in sentences, whether that stays within a limit, and the reckoning."""
    if len(parts) == 1 and parts[0].count == 1 and limit is None:
        item = phrases.priced(parts[0].item, scene.language)
        return [sayings.say(scene.language, "total.one", item=item)], ()
    reckoned = reckon(scene, parts, currency or (limit.currency if limit else ""))
    if reckoned is None:
        return [_unpriced(scene, parts)], ()
    if len(parts) > 1:
        said = sayings.say(
            scene.language, "total.sum", total=reckoned.amount, parts=listed(parts, scene.language)
        )
    else:
        said = _of_one(scene, parts[0], reckoned)
    within, left = _within(scene, reckoned, limit) if limit else ([], ())
    return [said, *within], (reckoned, *left)


def _of_one(scene: Scene, part: Part, reckoned: Total) -> str:
    """ "6 × €14.90 for “…” come to €89.40."."""
    pack, item = Facts(part.item.offer).pack, part.item
    key = "total" if pack == 1 else "total.pack"
    return sayings.say(
        scene.language, key, count=part.count, packs=part.packs, pack=pack,
        price=item.offer.price or "", title=item.named(scene.language), total=reckoned.amount,
    )  # fmt: skip


def _unpriced(scene: Scene, parts: Sequence[Part]) -> str:
    """That the price of something is not known."""
    silent = next((one.item for one in parts if one.item.offer.price is None), None)
    if silent is None:
        return sayings.say(scene.language, "unsure")
    field = phrases.field_name("price", scene.language)
    return sayings.say(scene.language, "silent", title=silent.named(scene.language), field=field)


def cost_of(
    scene: Scene, item: Recommendation, count: int, limit: Money | None = None
) -> tuple[list[str], tuple[Figure, ...]]:
    """What a number of one item cost, as sentences, and the reckoning."""
    return sum_said(scene, [Part(item, count)], limit=limit)


def reckon(scene: Scene, parts: Sequence[Part], currency: str = "") -> Total | None:
    """What parts come to, in a currency or that of the first; None where a price is missing."""
    first = next((one.item.offer.price for one in parts if one.item.offer.price), None)
    code = currency or (first.currency if first else "")
    return Total.of([(one.item.offer, one.packs) for one in parts], code, _rates(scene))


def listed(parts: Sequence[Part], language: str) -> str:
    """ "2 × “Red mug” for €9.50 at shop; …"."""
    return str(speaker(language).rules["semicolon"]).join(
        f"{f'{one.packs} × ' if one.packs > 1 else ''}{phrases.priced(one.item, language)}"
        for one in parts
    )


def _within(scene: Scene, reckoned: Total, limit: Money) -> tuple[list[str], tuple[Left, ...]]:
    """Whether a sum stays within a limit, which is told as it was said, and what is left of it."""
    said = limit if limit.currency else Money(limit.minor, reckoned.amount.currency)
    here = _rates(scene).convert(said, reckoned.amount.currency)
    if here is None:
        return [], ()
    left = Left(reckoned, here, said)
    spare = left.amount.minor
    key = "total.beyond" if spare < 0 else "total.left" if spare else "total.within"
    return [sayings.say(scene.language, key, limit=said, left=left.amount)], (left,)


def rated(scene: Scene, figures: Sequence[Figure]) -> str:
    """By the rates of which day sums were reckoned, where prices are in several currencies."""
    sums = [one for one in figures if isinstance(one, Total)]
    prices = [(offer.price, one.amount.currency) for one in sums for offer, _ in one.parts]
    abroad = any(price and price.currency != currency for price, currency in prices)
    return phrases.compared_at(_rates(scene).day, scene.language) if abroad else ""
