"""More turns out of the marked ones: other words in the same parts, and the slips people make."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from random import Random

from assistant.understanding.frames.marked import Marked, Piece

POOLS = {
    "kind": "thing",
    "owned": "thing",
    "goes_with": "thing",
    "trait": "property",
    "refused": "property",
    "place": "place",
    "occasion": "occasion",
    "use": "use",
    "style": "style",
    "recipient": "recipient",
}
"""Roles whose words may stand in one another's place; what is measured, counted, asked about or
pointed at stays as it was said."""
SWAPPED = 0.6
"""Share of such spans that get other words."""
LONGEST = 24  # characters of words that are put elsewhere
_LATIN = re.compile(r"[A-Za-zäöüß]{4,}")

Pools = Mapping[tuple[str, str], Sequence[str]]


def pools_of(turns: Sequence[Marked]) -> Pools:
    """(language, pool) → what is said in it."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for turn in turns:
        for text, role in turn.pieces:
            if role in POOLS and len(text) <= LONGEST:
                found[turn.language, POOLS[role]].append(text)
    return found


def varied(turn: Marked, pools: Pools, random: Random) -> Marked:
    """The same turn with other words, and slips."""
    pieces = tuple(_slipped(_swapped(turn, pools, random), turn.language, random))
    return Marked(pieces, turn.acts, turn.context, turn.language)


def _swapped(turn: Marked, pools: Pools, random: Random) -> list[Piece]:
    pieces = []
    for text, role in turn.pieces:
        pool = pools.get((turn.language, POOLS.get(role, "")), ())
        if pool and len(text) <= LONGEST and random.random() < SWAPPED:
            text = random.choice(pool)
        pieces.append((text, role))
    return pieces


def _slipped(pieces: list[Piece], language: str, random: Random) -> list[Piece]:
    chance = random.random()
    if language != "zh" and chance < 0.3:
        pieces = [(text.lower(), role) for text, role in pieces]
    elif chance < 0.33:
        pieces = [(text.upper(), role) for text, role in pieces]
    if random.random() < 0.2:  # speech has no stops
        pieces = [(re.sub(r"[.,!?;:。，！？；：]", "", text), role) for text, role in pieces]
    if random.random() < 0.15:
        pieces = [(_mistyped(text, random), role) for text, role in pieces]
    return [piece for piece in pieces if piece[0]]


def _mistyped(text: str, random: Random) -> str:
    def one(match: re.Match[str]) -> str:
        word = match[0]
        if random.random() > 0.15:
            return word
        at = random.randrange(1, len(word) - 1)
        turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return random.choice([word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:], turned])

    return _LATIN.sub(one, text)
