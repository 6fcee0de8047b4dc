"""What people state about themselves: "I have a small kitchen", "as a beginner", 我家厨房小.

Those who write reviews, and those who ask, say such things in passing. Who says the same is alike
in that, and what the one found helps the other. Only what is in `selves.toml` is ever noticed, and
only where somebody says it in the first person.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from retrieval.offers import Review
from retrieval.opinions.clauses import sentences

TALL, SHORT = 185, 160
"""Height in cm from which people call themselves tall, and up to which short."""
_CM = re.compile(
    r"\b(?:i am|i[''’]?m|ich bin)\s+(?:about |around |ca\.? |etwa )?(?P<cm>1\d\d)\s?cm\b"
    r"|身高(?:是|有)?(?P<zh>1\d\d)|我(?P<zh2>1[4-9]\d)(?:cm|的?个子|的?身高)"
    r"|(?:身高|我)1[米m](?P<m>\d\d)"
    r"|\b(?:i am|i[''’]?m)\s+(?:about |around )?(?P<ft>[4-6])\s?(?:['’′]|ft|foot|feet)"
    r"\s?(?P<inch>\d{1,2})?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Selves:
    """The patterns of `selves.toml`."""

    first_person: re.Pattern[str]
    others: re.Pattern[str]
    traits: dict[str, re.Pattern[str]]


@dataclass(frozen=True)
class Told:
    """One buyer who says something of themselves."""

    review: int  # position in the reviews that were read
    trait: str
    sentence: str  # that says it, as it stands


@cache
def selves() -> Selves:
    """What comes with the program."""
    stated = tomllib.loads(Path(__file__).with_name("selves.toml").read_text("utf-8"))

    def either(texts: dict[str, str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{one})" for one in texts.values()), re.IGNORECASE)

    return Selves(
        either(stated["first_person"]),
        either(stated["others"]),
        {name: either(texts) for name, texts in stated["trait"].items()},
    )


def traits_in(text: str, barred: Callable[[str], bool]) -> frozenset[str]:
    """What somebody says of themselves in a text; sentences that are `barred` are passed over."""
    return frozenset(
        trait for sentence in sentences(text) if not barred(sentence) for trait in _of(sentence)
    )


def told(reviews: Sequence[Review], barred: Callable[[str], bool]) -> Iterator[Told]:
    """What buyers say of themselves, in the order of the reviews, each trait once a review."""
    for number, review in enumerate(reviews):
        seen: set[str] = set()
        for sentence in sentences(review.text):
            if not barred(sentence):
                for trait in sorted(_of(sentence) - seen):
                    seen.add(trait)
                    yield Told(number, trait, sentence)


def _of(sentence: str) -> set[str]:
    known = selves()
    if not known.first_person.search(sentence) or known.others.search(sentence):
        return set()
    found = {name for name, pattern in known.traits.items() if pattern.search(sentence)}
    height = _height(sentence)
    if height >= TALL:
        found.add("who is tall")
    elif 0 < height <= SHORT:
        found.add("who is short")
    return found


def _height(sentence: str) -> float:
    """In cm; 0 where none is stated."""
    match = _CM.search(sentence)
    if not match:
        return 0.0
    if match["ft"]:
        return 30.48 * int(match["ft"]) + 2.54 * int(match["inch"] or 0)
    if match["m"]:
        return 100.0 + int(match["m"])
    return float(match["cm"] or match["zh"] or match["zh2"])
