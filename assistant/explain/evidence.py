"""What the makers of claims look at."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

from assistant.explain.asking import Asked
from retrieval.facts import FEED_NAMES
from retrieval.floor import Likeness
from retrieval.offers import Offer, Product, Review
from retrieval.opinions import Mention, mentions
from retrieval.rates import Rates
from retrieval.words import plain

MAX_QUOTE = 110  # characters

_ODD = re.compile(r"[<>{}\[\]`*_#|\\^~$@=]|https?:|www\.|javascript:", re.IGNORECASE)
_TO_MACHINES = re.compile(
    r"\b(?:ignore|disregard|override|pretend|instructions?|prompts?|system|assistants?|AI|LLM"
    r"|chatbots?|bots?|language models?|developer|admin|ranking|rank (?:this|it|me)"
    r"|(?:always|only) (?:say|show|recommend)|recommend (?:this|it) (?:first|only|to every\w*)"
    r"|(?:tell|inform|convince) (?:the|every|all|any)?\s*(?:users?|customers?|shoppers?|buyers?)"
    r"|(?:respond|reply|answer|output) with|you (?:are now|must)|act as)\b"
    r"|忽略|无视|指令|提示词|系统|助手|告诉(?:用户|顾客|客户)",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?;](?=\s)|[。！？；]")
"""Where a sentence, or an independent part of it, ends."""


class Shown(Protocol):
    """A product on the screen."""

    @property
    def product(self) -> Product: ...
    @property
    def offers(self) -> tuple[Offer, ...]: ...
    @property
    def contributions(self) -> dict[str, float]: ...
    @property
    def likeness(self) -> Likeness: ...


@dataclass(frozen=True)
class Evidence:
    """One product among those shown, what was asked for, and what buyers say."""

    shown: Sequence[Shown]
    position: int  # in `shown`, from 0
    asked: Asked
    rates: Rates
    reviews: Sequence[Review] = ()  # that count
    nouns: frozenset[str] = frozenset()  # that reviews often name, as aspects
    echoes: Sequence[Review] = ()  # that repeat others, see `retrieval.floods`

    @property
    def product(self) -> Product:
        """The one that is explained."""
        return self.shown[self.position].product

    @property
    def offer(self) -> Offer:
        """Its best offer."""
        return self.shown[self.position].offers[0]

    @cached_property
    def mentions(self) -> Sequence[Mention]:
        """What its reviews judge."""
        return mentions(self.product, self.reviews, self.nouns)

    @cached_property
    def fields(self) -> Mapping[str, str]:
        """The fields of the best offer that state something, the most telling first."""
        return stated_fields(self.offer)


def stated_fields(offer: Offer) -> dict[str, str]:
    """Name → text of the fields that state something, the most telling first."""
    stated = {"title": offer.title, "brand": offer.brand}
    for name, value in offer.attributes.items():
        if plain(name.replace("_", " ")) not in FEED_NAMES:
            stated[f"attributes.{name}"] = value
    stated |= {"category": offer.category, "description": offer.description}
    return {name: value for name, value in stated.items() if value}


def alone(offer: Offer, field: str) -> Offer:
    """An offer that states one field of another and nothing else."""
    silent = Offer(offer.source, offer.offer_id)
    if field.startswith("attributes."):
        name = field.removeprefix("attributes.")
        return replace(silent, attributes={name: offer.attributes[name]})
    return replace(silent, **{field: getattr(offer, field)})


def quotable(text: str) -> bool:
    """Whether a text written by others may be shown as a quotation.

    Markup, addresses and words addressed to a program are not evidence for anything.
    """
    return not _ODD.search(text) and not _TO_MACHINES.search(text)


def passage(text: str, at: int, width: int = MAX_QUOTE) -> str:
    """The sentence around a place, or its part between semicolons; where that is longer than
    `width` characters, about as many of them, cut at blanks."""
    begin = max((end.end() for end in _END.finditer(text[: at + 1])), default=0)
    end = _END.search(text, at)
    stop = end.start() if end else len(text)
    if stop - begin <= width:
        return text[begin:stop].strip().lstrip("•·–-* ").rstrip(".。")
    left = max(at - width // 3, begin)
    left = text.rfind(" ", begin, left) + 1 if left > begin else begin
    right = text.rfind(" ", left, left + width) if left + width < stop else stop
    before, after = "… " * (left > begin), " …" * (right < stop)
    return before + text[left:right].strip() + after
