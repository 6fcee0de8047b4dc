"""Whether a turn's cards meet what was wished for, from what the catalogue states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.dialogue import DialogueAnswer
from assistant.language.numbers import digits
from assistant.recommendation import Recommendation
from benchmarks.limits.shelf import Gold, Shelf
from benchmarks.limits.writing import Said
from retrieval.facts import Facts

LEADING = 3  # cards that must meet a wish where as many things do
NEARLY = 1e-6
_COUNTED = re.compile(
    r"^(\d+|one) fits?;|^just (one) fits|there (?:is|are) (?:just )?(\d+|one)(?=[,:])"
    r"|有 ?(\d+|一) ?[件款个]|符合的?只?有 ?(\d+|一)|只有(一)[款件个]"
)


def faults(
    shelf: Shelf, said: Said, answer: DialogueAnswer, before: Sequence[Recommendation]
) -> list[str]:
    """What is wrong with an answer; empty where nothing is."""
    gold = _compared(shelf, said, before)
    if gold is None:
        return []  # there is no such item to compare with
    meeting, cards = shelf.meeting(gold), answer.recommendations
    if said.than and "_than" not in said.name and said.than[0] != "price":
        meeting -= {before[0].product.product_id}
    met = [card.product.product_id in meeting for card in cards]
    if not meeting:
        claimed = any(not card.misses for card in cards)
        return ["passed off"] if claimed and not said.than else []
    found = []
    if not met or not met[0]:
        found.append("first card")
    elif not all(met[:LEADING]) and sum(met) < min(LEADING, len(meeting)):
        found.append("first three")
    elif sum(met) < min(LEADING, len(meeting)):
        found.append("too few")
    loose = bool(gold.words) or gold.age is not None
    if not loose and any(not m and not c.misses for m, c in zip(met, cards, strict=True)):
        found.append("unmarked miss")
    if any(m and c.misses for m, c in zip(met, cards, strict=True)):
        found.append("marked though met")
    forced = shelf.meeting(Gold(replace(answer.wishes, quantity=0, sort="")))
    if meeting - forced:
        found.append("other limit")
    counted = _COUNTED.search(digits(answer.reply.lower()))
    if counted and _number(counted) != len(meeting) and not loose:
        found.append("count")
    if found:
        return found
    if gold.order and not _is_extreme(shelf, gold, cards[0]):
        return ["not the most"]
    return [] if gold.order or not _waits(shelf, gold, cards[0]) else ["not in stock"]


def _number(counted: re.Match[str]) -> int:
    said = next(filter(None, counted.groups()))
    return int(said) if said.isdigit() else 1


def _compared(shelf: Shelf, said: Said, before: Sequence[Recommendation]) -> Gold | None:
    """With what a comparative means beside the screen; None where there is no such item."""
    if said.than is None:
        return said.gold
    name, op, place = said.than
    if place >= len(before):
        return None
    named = "_than" in said.name
    items = [before[place]] if named or name != "price" else list(before)
    values = [v for one in items if (v := shelf.value(Facts(one.offer), name)) is not None]
    if not values:
        return None
    end = (min if op == "<" else max)(values)
    return replace(said.gold, beyond=((name, op, end * (1 - NEARLY if op == "<" else 1 + NEARLY)),))


def _is_extreme(shelf: Shelf, gold: Gold, card: Recommendation) -> bool:
    """Whether a card has the most of what was asked for, of all or of what may be had now."""
    assert gold.order is not None
    name, up = gold.order
    own = [shelf.value(facts, name) for facts in shelf.facts[card.product.product_id]]
    ends = [shelf.best(gold, name, up, available) for available in (False, True)]
    return any(
        value is not None and end is not None and abs(value - end) <= 1e-3 * abs(end)
        for value in own
        for end in ends
    )


def _waits(shelf: Shelf, gold: Gold, card: Recommendation) -> bool:
    """Whether a card cannot be had now while something that meets the wish can."""
    if card.offer.wait == 0:
        return False
    now = replace(gold, wishes=replace(gold.wishes, in_stock=True))
    return bool(shelf.meeting(now))
