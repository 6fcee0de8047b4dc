"""From references in words to positions on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.advice.superlatives import first_by
from assistant.constraints import constraints_of
from assistant.dialogue.referring import described
from assistant.dialogue.state import State
from assistant.explain.asking import Asked, stated
from assistant.language import Understanding, Vocabulary, Wishes
from assistant.recommendation import Recommendation
from retrieval.facts import Facts
from retrieval.offers import Offer
from retrieval.rates import Rates

Screen = Sequence["Recommendation"]
_EVERY = re.compile(r"\b(?:all|every|everything)\b|全部|所有|都")


@dataclass(frozen=True)
class Place:
    """What was spoken of before, and how prices compare."""

    rates: Rates
    focus: int = 0  # position of the item spoken of last, 0 for none
    spoken: tuple[int, ...] = ()  # positions that the turn before was about

    @classmethod
    def of(cls, state: State, words: str, rates: Rates) -> Place:
        """Of an utterance; "all of them" are all that are shown, whatever was spoken of."""
        return cls(rates, state.focus, () if _EVERY.search(words) else state.spoken)


def resolve(references: Mapping[str, Any], screen: Screen, place: Place) -> tuple[int, ...]:
    """Positions from 1, in the order said; () where nothing on the screen is meant."""
    for name, resolver in RESOLVERS.items():
        if name in references:
            return resolver(references[name], screen, place)
    return ()


def pointed_at(
    said: Understanding, state: State, place: Place, vocabulary: Vocabulary
) -> tuple[tuple[int, ...], tuple[Recommendation, ...]]:
    """Positions on the screen that an utterance points at; or else items that were shown before.

    What is counted ("the second") is plain; what is described is held against every item.
    """
    counted = said.references.keys() & {"items", "price", "by"}
    found = resolve(said.references, state.screen, place) if counted else ()
    if found:
        return found, ()
    spans = [span.text for span in said.frame.of("reference")]
    each = [described(text, state.screen, vocabulary) for text in spans]
    each = [one for one in each if len(one) < max(len(state.screen), 2)]  # fits all: tells nothing
    found = tuple(dict.fromkeys(index + 1 for one in each for index in one))
    if found:
        return found, ()
    before = [described(text, state.recent, vocabulary) for text in spans]
    if any(before) and said.intent in _MAY_BE_GONE:
        return (), tuple(state.recent[one[0]] for one in before if one)
    return resolve(said.references, state.screen, place), ()


_MAY_BE_GONE = ("ask", "explain", "shortlist", "compare")
"""Intents that may speak of what has left the screen."""


def _items(said: list[int], screen: Screen, place: Place) -> tuple[int, ...]:
    count = len(screen)
    places = [n if n > 0 else count + 1 + n for n in said]
    return tuple(n for n in places if 1 <= n <= count)


def _which(said: Mapping[str, list[str]], screen: Screen, place: Place) -> tuple[int, ...]:
    """The items that one of the descriptions fits, by facet."""
    facets = {name: tuple(values) for name, values in said.items() if name != "words"}
    if len(said) == len(facets) == 1:  # "the blue one and the red one"
        [(facet, values)] = facets.items()
        each = [_fitting(Wishes(include={facet: (value,)}), screen) for value in values]
        return tuple(dict.fromkeys(n for one in each for n in one))
    worded = [n for wording in said.get("words", ()) for n in _stating(wording, screen)]
    if not facets:
        return tuple(dict.fromkeys(worded))
    fitting = _fitting(Wishes(include=facets), screen)
    both = [n for n in worded if n in fitting]
    found = both or [*fitting, *worded]  # "the woven one and the straw one" are two
    return tuple(dict.fromkeys(found))


def _stating(wording: str, screen: Screen) -> list[int]:
    """The items whose title or attributes state all the words; or else their descriptions."""
    words = Asked(wording).words
    short, long = ([text(one.offer) for one in screen] for text in (_short, _whole))
    for texts in (short, long):
        found = [n for n, t in enumerate(texts, 1) if all(stated(word, t)[0] for word in words)]
        if found:
            return found
    return []


def _short(offer: Offer) -> str:
    values = [f"{value} {name.replace('_', ' ')}" for name, value in offer.attributes.items()]
    return ". ".join([offer.title, *values])


def _whole(offer: Offer) -> str:
    return f"{_short(offer)}. {offer.description}"


def _fitting(wishes: Wishes, screen: Screen) -> list[int]:
    limits = constraints_of(wishes).limits
    return [
        n
        for n, one in enumerate(screen, start=1)
        if all(limit.admits(Facts(one.offer)) for limit in limits)
    ]


def _priced(said: float, screen: Screen, place: Place) -> tuple[int, ...]:
    """ "the one for 29": the price to the unit, in whatever currency."""
    prices = [one.offer.price for one in screen]
    return tuple(n for n, p in enumerate(prices, 1) if p and said in (p.amount, int(p.amount)))


def _other(said: bool, screen: Screen, place: Place) -> tuple[int, ...]:
    """Of the items last spoken of, or of the two there are, the one that is not in focus."""
    spoken = place.spoken if len(place.spoken) > 1 else tuple(range(1, len(screen) + 1))
    others = [n for n in spoken if n != (place.focus or spoken[0])] if spoken else []
    return tuple(others) if len(others) == 1 else ()


def _by(said: str, screen: Screen, place: Place) -> tuple[int, ...]:
    """The item that is first in some order: of those last compared, or of all shown."""
    among = _among(screen, place)
    index = first_by(said, [screen[n - 1] for n in among], place.rates)
    return (among[index],) if index is not None else ()


def _among(screen: Screen, place: Place) -> list[int]:
    """The items spoken of together before, or else all that are shown."""
    spoken = [n for n in place.spoken if n <= len(screen)]
    return spoken if len(spoken) > 1 else list(range(1, len(screen) + 1))


RESOLVERS: dict[str, Callable[[Any, Screen, Place], tuple[int, ...]]] = {
    "items": _items,
    "price": _priced,
    "which": _which,
    "other": _other,
    "by": _by,
    "focus": lambda _, screen, place: (min(place.focus or 1, len(screen)),) if screen else (),
    "all": lambda _, screen, place: tuple(_among(screen, place)),
}
"""Kind of reference → what resolves it; the most specific first."""
