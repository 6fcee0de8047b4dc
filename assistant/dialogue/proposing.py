"""Wishes that name no kind of thing: "what could I get her", "something for the hallway".

What somebody needs speaks for kinds of things (`advice/needs.toml`). Each kind that is sold
proposes its best: one that can be had now, of a colour that the style leans to, well rated, and
most like the words. One of each kind is shown before the second of any; two of each that what
somebody likes or does speaks for come before kinds that merely make a gift.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.advice.needs import Leaning, favoured, fit
from assistant.constraints import constraints_of
from assistant.dialogue import sayings
from assistant.dialogue.kinds import shelf
from assistant.dialogue.outcome import Scene
from assistant.dialogue.phrases import priced
from assistant.dialogue.state import State
from assistant.language import Vocabulary, Wishes
from assistant.languages.speaker import speaker
from assistant.languages.values import Several
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.query import Query
from retrieval.search import Hit, Searcher

MOST_KINDS = 10  # that needs propose
OF_SPECIAL = 2  # of a kind that what somebody likes speaks for, before kinds that are any gift
OF_EACH = 12  # products of a kind that are looked at
NAMED = 3  # kinds that a reply names
USUAL = 3.5
"""Stars of what nobody has rated."""


def is_open(state: State) -> bool:
    """Whether needs alone say which kinds of things are wanted."""
    return bool(favoured(state.needs)) and not (state.kinds or state.photos or state.like)


def proposed(searcher: Searcher, vocabulary: Vocabulary, state: State, query: Query) -> list[Hit]:
    """What each kind that the needs speak for proposes, the likeliest kind first."""
    every = kinds_for(state.needs, vocabulary)[:MOST_KINDS]
    special = kinds_for([one for one in state.needs if not one.general], vocabulary)
    columns = {
        kind: _best(searcher.search(_of_kind(kind, state.wishes, query), OF_EACH), state.needs)
        for kind in every
    }
    named = [columns[kind][:OF_SPECIAL] for kind in every if kind in special]
    rest = [columns[kind][OF_SPECIAL if kind in special else 0 :] for kind in every]
    return [*_in_turn(named), *_in_turn(rest)]


def _in_turn(columns: Sequence[Sequence[Hit]]) -> list[Hit]:
    """The first of each, then the second of each, and so on."""
    depth = max(map(len, columns), default=0)
    return [column[row] for row in range(depth) for column in columns if row < len(column)]


def kinds_for(needs: Sequence[Leaning], vocabulary: Vocabulary) -> list[str]:
    """The kinds of the catalogue that needs speak for, the likeliest first; where it has lamps and
    no table lamps, lamps."""
    found: list[str] = []
    for said in favoured(needs):
        named = [kind for kind in vocabulary.named(said) if kind in vocabulary.sold]
        found += named or [one for one in vocabulary.by_heads([said]) if one in vocabulary.sold]
    return list(dict.fromkeys(found))


def ideas(items: Sequence[Recommendation], scene: Scene, state: State) -> str:
    """Which kinds of things are proposed, and which one first; "" where a kind was named."""
    if not is_open(state):
        return ""
    speak = speaker(scene.language)
    said = list(dict.fromkeys(filter(None, (shelf(one.offer, speak) for one in items))))
    if len(said) < 2:
        return ""
    first = priced(items[0], scene.language)
    return speak.say("open.ideas", kinds=Several(tuple(said[:NAMED])), first=first)


def question(scene: Scene, state: State) -> str:
    """What to ask whoever says only whom it is for; "" where they said more, or were asked."""
    if state.asked or not state.needs or not all(one.general for one in state.needs):
        return ""
    return sayings.say(scene.language, "open.ask")


def _of_kind(kind: str, wishes: Wishes, query: Query) -> Query:
    limits = replace(wishes, include={**wishes.include, "category": (kind,)})
    return replace(query, text=f"{kind} {query.text}", constraints=constraints_of(limits))


def _best(hits: Sequence[Hit], needs: Sequence[Leaning]) -> list[Hit]:
    """Hits of one kind, those to be proposed first; none that a need speaks against."""

    def place(rank: int) -> tuple[bool, int, float, int]:
        facts = Facts(hits[rank].offers[0])
        rating = facts.rating if facts.rating is not None else USUAL
        return bool(hits[rank].offers[0].wait), -fit(facts, needs), -round(rating), rank

    suited = [n for n, hit in enumerate(hits) if fit(Facts(hit.offers[0]), needs) >= 0]
    return [hits[n] for n in sorted(suited, key=place)]
