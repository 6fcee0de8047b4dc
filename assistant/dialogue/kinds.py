"""What kind of thing a product is, or a photo shows: "like this" means another of that kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from math import exp

import numpy as np

from assistant.constraints import constraints_of
from assistant.language import Vocabulary, Wishes
from assistant.language.utterance import normalise
from assistant.languages.speaker import Speaker, speaker
from assistant.languages.values import Message, Name, Several, Value
from retrieval.facts import FEED_NAMES, Facts, facet_of
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.search import Hit, Searcher

LOOKED_AT = 10  # products most like a photo that have a say
OF_A_KIND = 2
SHORT = 30  # characters of a value that is told
TRAITS = 3  # attributes that a kind of thing is told by
NAMED = 12  # kinds of things that are named where a shopper asks what there is
SURE = 0.4
"""Share of their say that a kind needs. On the demo's 100 photos 90 of the 94 kinds that are named
then are right. That the nearest product alone decides gives no more: 91 of 100."""
SHARP = 0.05  # lead in likeness that counts e times as much

OF_A_STYLE = 2  # offers that share a value which makes a style
STYLES = 4  # that are told
_STYLE = re.compile(r"[^\W\d][\w -]{2,29}")
_STEP = re.compile(r"[>/|,]")


def kind_of(product: Product, vocabulary: Vocabulary) -> str:
    """The kind that a product's category names, or else its title; "" for none."""
    return kind_of_offer(product.offers[0], vocabulary)


def kind_of_offer(offer: Offer, vocabulary: Vocabulary) -> str:
    """The kind that an offer's category names, or else its title; "" for none."""
    for text in (*reversed(_STEP.split(offer.category)), offer.title):
        found = vocabulary.find(normalise(text))
        if kinds := [term.value for term in found if term.facet == "category"]:
            return kinds[-1]
    return ""


def varied(hits: Sequence[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Hits with two of a kind at most before the others."""
    count: dict[str, int] = defaultdict(int)
    first: list[Hit] = []
    rest: list[Hit] = []
    for hit in hits:
        kind = kind_of(hit.product, vocabulary)
        count[kind] += 1
        (first if count[kind] <= OF_A_KIND else rest).append(hit)
    return first + rest


def told_apart(names: Sequence[str], searcher: Searcher, language: str) -> str:
    """Two kinds of things side by side: what their attributes commonly state; "" where one is not
    sold."""
    said = []
    for name in names:
        facts = facts_of_kind((name,), searcher)
        if not facts:
            return ""
        said.append((name, facts))
    speak = speaker(language)
    parts = [
        speak.say("kinds.part", kind=Value("category", name), traits=_typical(facts, speak))
        for name, facts in said
    ]
    return speak.say("kinds.told", parts=str(speak.rules["semicolon"]).join(parts))


def facts_of_kind(kinds: Sequence[str], searcher: Searcher) -> list[Facts]:
    """All offers of some kinds of things."""
    fits = searcher.columns.fits(constraints_of(Wishes(include={"category": tuple(kinds)})))
    return [searcher.columns.facts[row] for row in np.flatnonzero(fits).tolist()]


def divided_by(alike: Sequence[Facts]) -> str:
    """The attribute that divides a kind of thing into styles: the one with words for values that
    most of it states, in two ways or more; "" for none."""
    values: dict[str, Counter[str]] = defaultdict(Counter)
    for one in alike:
        for name, value in one.attributes.items():
            if name not in FEED_NAMES and not facet_of(name) and _STYLE.fullmatch(value):
                values[name][value] += 1
    shared = {n: c for n, c in values.items() if sum(k >= OF_A_STYLE for k in c.values()) > 1}
    return max(shared, key=lambda name: shared[name].total(), default="")


def styles_told(alike: Sequence[Facts], language: str) -> str:
    """The styles that a kind of thing comes in, each with what it costs at least; "" where it
    comes in one."""
    name = divided_by(alike)
    if not name:
        return ""
    lowest: dict[str, Money] = {}
    count: Counter[str] = Counter()
    for one in alike:
        value, price = one.attributes.get(name, ""), one.offer.price
        if value and price:
            count[value] += 1
            if value not in lowest or price.minor < lowest[value].minor:
                lowest[value] = price
    parts = tuple(
        Message("styles.one", {"style": Value(name, value), "price": lowest[value]})
        for value, _ in count.most_common(STYLES)
    )
    return speaker(language).say("styles", name=Name(name), styles=Several(parts))


def _typical(facts: Sequence[Facts], speak: Speaker) -> str:
    """The values that most of some offers state, of the attributes that most of them have."""
    values: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in facts:
        for name, value in one.attributes.items():
            if len(value) <= SHORT and name not in FEED_NAMES and not value.isdigit():
                values[name][value] += 1
    usual = sorted(values, key=lambda name: -sum(values[name].values()))[:TRAITS]
    said = []
    for name in usual:
        most = sorted(values[name], key=lambda value: -values[name][value])[:2]
        told = [*filter(None, (speak.words.value(name, value) for value in most))]
        if told and speak.words.field(name):
            said.append(speak.say("kinds.trait", name=Name(name), values=" / ".join(told)))
    return str(speak.rules["sentence"]["comma"]).join(said)


def common(searcher: Searcher, language: str) -> str:
    """The kinds of things that most products are, in words: "lamps, chairs and mugs"."""
    count: dict[str, int] = defaultdict(int)
    codes, categories = searcher.columns.category
    for category, offers in zip(categories, np.bincount(codes, minlength=1), strict=False):
        if steps := [step.strip() for step in _STEP.split(category) if step.strip()]:
            count[steps[-1]] += int(offers)
    named = sorted(count, key=lambda one: -count[one])[:NAMED]
    speak = speaker(language)
    lower = [one[:1].lower() + one[1:] for one in named]
    known = [speak.words.value("category", one, "other") for one in lower]
    said = [*filter(None, known)] or lower  # a shop's own word for a kind is none of the language
    more = "kinds.common_more" if len(count) > len(said) else "kinds.common"
    return speak.say(more, kinds=str(speak.rules["enumeration"]).join(said))


def shelf(offer: Offer, speak: Speaker) -> str:
    """What a shop calls things like this one, in the language where it has a word: "teapots"."""
    steps = [step.strip() for step in _STEP.split(offer.category) if step.strip()]
    last = steps[-1] if steps else ""
    last = last[:1].lower() + last[1:]
    return speak.words.value("category", last, "other") or last


def is_another(kind: str, wished: Sequence[str]) -> bool:
    """Whether a kind is none of those wished for: a coffee mug is a mug, a teapot is not."""
    return bool(kind and wished) and _head(kind) not in map(_head, wished)


def _head(kind: str) -> str:
    return kind.split()[-1]


def with_kind(wishes: Wishes, kind: str) -> Wishes:
    """Wishes for a kind of thing; "" leaves them as they are."""
    return replace(wishes, include={"category": (kind,), **wishes.include}) if kind else wishes


def kind_shown(hits: Sequence[Hit], vocabulary: Vocabulary) -> str:
    """The kind of thing in a photo, from the products most like it; "" where they do not agree.

    The likest have most of the say.
    """
    say: dict[str, float] = defaultdict(float)
    for hit in hits[:LOOKED_AT]:
        say[kind_of(hit.product, vocabulary)] += exp((hit.score - hits[0].score) / SHARP)
    kind = max(say, key=lambda one: say[one], default="")
    return kind if kind and say[kind] >= SURE * sum(say.values()) > 0 else ""
