"""From references in words to positions on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.advice.superlatives import first_by
from assistant.dialogue.state import State
from assistant.recommendation import Recommendation
from retrieval.rates import Rates

Screen = Sequence["Recommendation"]
TWO = re.compile(
    r"\b(?:both|(?:the|those|these|them|of) (?:two|2)|(?:two|2) of them|either|neither)\b"
    r"|[两2][样个件只把]?(?:都|一起|一共|加起来)|[这那][两2][样个件只把]|俩"
    r"|[两2] ?[样个件只把款](?=差|区别|有什么|有啥|哪|对比|比较)"
)
"""Speaks of two things."""
COMPARES = re.compile(
    r"\b(?:cheaper|dearer|pricier|lighter|heavier|larger|bigger|smaller|taller|wider|narrower|longer"
    r"|shorter|deeper|better|more|less)\b|\bof (?:the (?:two|2|both)|both|those|these|them)\b"
    r"|更|其中|里面?"
)
"""Sets a few things against each other, and not against all that is shown."""
_EVERY = re.compile(r"\b(?:all|every|everything)\b|全部|所有|都")


@dataclass(frozen=True)
class Place:
    """What was spoken of before, and how prices compare."""

    rates: Rates
    focus: int = 0  # position of the item spoken of last, 0 for none
    spoken: tuple[int, ...] = ()  # positions that the turn before was about
    few: bool = False  # whether an order is of those, and not of all that are shown

    @classmethod
    def of(cls, state: State, words: str, rates: Rates) -> Place:
        """Of an utterance; "all of them" are all that are shown, whatever was spoken of."""
        spoken = () if _EVERY.search(words) else state.spoken
        return cls(rates, state.focus, spoken, bool(COMPARES.search(words)))


def spoken_of(state: State, words: str) -> tuple[int, ...]:
    """Positions that the turn before was about; of "those two" where no two were spoken of, the
    first two, as a reply sets the second against the first."""
    if TWO.search(words) and len(state.spoken) != 2 and len(state.screen) > 1:
        return (1, 2)
    return state.spoken


def resolve(references: Mapping[str, Any], screen: Screen, place: Place) -> tuple[int, ...]:
    """Positions from 1, in the order said; () where nothing on the screen is meant."""
    for name, resolver in RESOLVERS.items():
        if name in references:
            return resolver(references[name], screen, place)
    return ()


def _items(said: list[int], screen: Screen, place: Place) -> tuple[int, ...]:
    count = len(screen)
    places = [n if n > 0 else count + 1 + n for n in said]
    return tuple(n for n in places if 1 <= n <= count)


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
    """The item that is first in some order: of those last compared where it is set against them,
    or of all shown."""
    among = _among(screen, place) if place.few else range(1, len(screen) + 1)
    index = first_by(said, [screen[n - 1] for n in among], place.rates)
    return (among[index],) if index is not None else ()


def _among(screen: Screen, place: Place) -> list[int]:
    """The items spoken of together before, or else all that are shown."""
    spoken = [n for n in place.spoken if n <= len(screen)]
    return spoken if len(spoken) > 1 else list(range(1, len(screen) + 1))


RESOLVERS: dict[str, Callable[[Any, Screen, Place], tuple[int, ...]]] = {
    "items": _items,
    "price": _priced,
    "other": _other,
    "by": _by,
    "focus": lambda _, screen, place: (min(place.focus or 1, len(screen)),) if screen else (),
    "all": lambda _, screen, place: tuple(_among(screen, place)),
}
"""Kind of reference → what resolves it; the most specific first."""
