"""Turns that want several different things: "a keyboard, a mouse and a lamp, 200 all in"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.advice.bundles import Choice, cheapest, chosen
from assistant.advice.superlatives import worth
from assistant.constraints import constraints_of
from assistant.dialogue import sayings
from assistant.dialogue.outcome import Outcome, Scene
from assistant.dialogue.referring import first_described
from assistant.dialogue.state import State
from assistant.dialogue.totals import Part, listed, number_in, reckon
from assistant.explain import Asked
from assistant.language import Context, Wishes, understand
from assistant.recommendation import Recommendation
from assistant.understanding.frames.schema import Span
from retrieval.money import Money
from retrieval.query import Query

_OR = re.compile(r"\b(?:or|oder)\b|或|还是")
CONSIDERED = 12  # candidates of each part


@dataclass(frozen=True)
class Wanted:
    """One of the things that are wanted together."""

    text: str
    count: int
    wishes: Wishes
    fixed: Recommendation | None = None  # chosen before


def wanted_together(scene: Scene) -> list[Wanted]:
    """The different things that a turn wants, those included that were chosen before; fewer than
    two where it is no bundle."""
    frame = scene.said.frame
    kinds = frame.of("kind")
    if not frame.does("bundle") or scene.new_photo:
        return []
    if len(kinds) > 1 and _OR.search(frame.text[kinds[0].end : kinds[-1].start]):
        return []  # one of these
    found = [_fixed(scene, span) for span in frame.of("reference")]
    parts = [one for one in found if one is not None]
    for span in kinds:
        traits = [one for one in frame.of("trait", "style") if _nearest(one, kinds) is span]
        spans = sorted([*traits, span], key=lambda one: one.start)
        text = " ".join(one.text for one in spans)
        said = understand(text, scene.vocabulary, Context())
        if said.wishes.include.get("category"):
            count = next((number_in(h.text) for h in frame.of("count") if _before(h, span)), 1)
            parts.append(Wanted(text, max(count, 1), said.wishes))
    kinds_wanted = {one.wishes.include["category"] for one in parts if one.fixed is None}
    return parts if kinds_wanted and len(parts) > 1 else []


def _fixed(scene: Scene, span: Span) -> Wanted | None:
    lists = (scene.state.screen, scene.state.recent)
    item = first_described(span.text, lists, scene.vocabulary, scene.rates)
    return Wanted(span.text, 1, Wishes(), item) if item else None


def _nearest(trait: Span, kinds: Sequence[Span]) -> Span:
    """The thing that a trait is said of: the one it stands closest to, before it by preference."""
    return min(
        kinds,
        key=lambda kind: (
            kind.start - trait.end if kind.start >= trait.end else 2 * (trait.start - kind.end) + 1
        ),
    )


def _before(count: Span, kind: Span) -> bool:
    return 0 <= kind.start - count.end <= 20


def bundle(scene: Scene, wanted: Sequence[Wanted]) -> Outcome:
    """The best of each that can be paid for together, and what they come to."""
    candidates = [_candidates(scene, one) for one in wanted]
    missing = [one.text for one, found in zip(wanted, candidates, strict=True) if not found]
    kept = [(one, found) for one, found in zip(wanted, candidates, strict=True) if found]
    notes = [sayings.say(scene.language, "kind.missing", kind=text) for text in missing]
    if not kept:
        return Outcome(notes, scene.state)
    limit = scene.said.budget
    parts, inside = _combined(scene, kept, limit)
    reckoned = reckon(scene, parts)
    screen = tuple(part.item for part in parts)
    said = list(notes)
    if reckoned is not None:
        said.append(
            sayings.say(
                scene.language, "total.sum",
                total=reckoned.amount, parts=listed(parts, scene.language),
            )
        )  # fmt: skip
        if limit is not None:
            key = "total.within" if inside else "total.beyond"
            said.append(sayings.say(scene.language, key, limit=limit))
    figures = (reckoned,) if reckoned is not None else ()
    return Outcome(said, _state(scene, wanted, screen), figures=figures)


def _state(scene: Scene, wanted: Sequence[Wanted], screen: tuple[Recommendation, ...]) -> State:
    kinds = tuple(
        dict.fromkeys(kind for one in wanted for kind in one.wishes.include.get("category", ()))
    )
    new = State(Wishes(include={"category": kinds}), screen=screen)
    new = scene.state.opened(replace(new, recent=scene.state.recent))
    return replace(new, seen=frozenset(one.product.product_id for one in screen))


def _candidates(scene: Scene, wanted: Wanted) -> list[Recommendation]:
    """What suits one part, the best first and what is in stock before what is not."""
    if wanted.fixed is not None:
        return [wanted.fixed]
    for wishes in (wanted.wishes, Wishes(include={"category": wanted.wishes.include["category"]})):
        query = Query(wanted.text, constraints=constraints_of(wishes))
        hits = scene.assistant.searcher.search(query, CONSIDERED)
        items = scene.assistant.recommended(hits, Asked(wanted.text, wishes, scene.language))
        priced = [one for one in items if one.offer.price]
        if priced:
            return sorted(priced, key=lambda one: one.offer.wait)
    return []


def _combined(
    scene: Scene, kept: Sequence[tuple[Wanted, list[Recommendation]]], limit: Money | None
) -> tuple[list[Part], bool]:
    """One of each, and whether they are within the limit: the cheapest ones where none are."""
    rates = scene.assistant.searcher.columns.rates
    parts = [[Part(item, one.count) for item in items] for one, items in kept]
    choices = [
        [
            Choice(rank, worth(part.item.offer.price, rates) * part.packs)
            for rank, part in enumerate(row)
            if part.item.offer.price
        ]
        for row in parts
    ]
    first = parts[0][0].item.offer.price
    currency = limit.currency if limit and limit.currency else first.currency if first else ""
    budget = worth(Money(limit.minor, currency), rates) if limit else None
    picked = chosen(choices, budget)
    inside = picked is not None
    picked = picked if picked is not None else cheapest(choices)
    return [row[index] for row, index in zip(parts, picked, strict=True)], inside
