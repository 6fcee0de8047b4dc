""" "Tell me when it is under 40", "when it is back": a watch for the shopper to keep."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from assistant.dialogue import phrases, sayings
from assistant.dialogue.outcome import Outcome, Scene, focused
from assistant.languages.pack import codes, table
from assistant.recommendation import Recommendation
from assistant.watches import Watch
from retrieval.money import Money


def watched(scene: Scene) -> Outcome | None:
    """The watch that a turn asks for, with what is said of it; None where it asks for none."""
    text = scene.said.text
    if not any(one.search(text) for one in _patterns("tell")):
        return None
    kind = next(
        (one for one in ("stock", "price") if any(p.search(text) for p in _patterns(one))), ""
    )
    if not kind:
        return None
    if not scene.state.screen:
        return Outcome(sayings.say(scene.language, "nothing_shown"), scene.state, intent="ask")
    item = scene.meant[0]
    watch = _watch(scene, kind, item)
    if isinstance(watch, str):
        return Outcome(watch, focused(scene), intent="ask")
    said = sayings.say(
        scene.language,
        f"watch.{kind}",
        item=phrases.priced(item, scene.language),
        amount=watch.below or "",
    )
    kept = sayings.say(scene.language, "watch.kept")
    return Outcome([said, kept], focused(scene), intent="ask", watches=(watch,), spoken_of=(item,))


def _watch(scene: Scene, kind: str, item: Recommendation) -> Watch | str:
    """The watch, or why there is none to be kept."""
    today = datetime.now(UTC).date()
    name = item.product.product_id
    if kind == "stock":
        if any(one.availability == "in_stock" for one in item.offers):
            return sayings.say(
                scene.language, "watch.in_stock", item=phrases.priced(item, scene.language)
            )
        return Watch(name, "stock", None, today)
    below = _amount(scene, item)
    if below is None:
        return sayings.say(scene.language, "watch.no_amount")
    price = item.offer.price
    if price and (scene.rates.compare(price, below) or 0) <= 0 and scene.said.wishes.max_price:
        item_said = phrases.priced(item, scene.language)
        return sayings.say(scene.language, "watch.low", item=item_said, amount=below)
    return Watch(name, "price", below, today)


def _amount(scene: Scene, item: Recommendation) -> Money | None:
    """What was named, in the item's currency where none was; else a cent below what it costs."""
    price, wishes = item.offer.price, scene.said.wishes
    named = wishes.max_price or wishes.about_price or scene.said.budget
    if named is not None:
        return (
            named
            if named.currency or price is None
            else Money.of(str(named.amount), price.currency)
        )
    return replace(price, minor=price.minor - 1) if price and price.minor > 1 else None


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(one) for code in codes() for one in table(code, "yours")["watch"][name])
