"""Questions with a size or an age of the shopper's own: "will it fit a 38 cm shelf?", "is it under
2 kilos?", 3岁能玩吗. Answered by yes or no, and by what the item states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import isclose

from assistant.advice.ages import age_in, least_age, too_young
from assistant.advice.answers import answering, shared, statements, telling
from assistant.advice.figures import Converted, Figure, Sized
from assistant.advice.fitting import SAME, Fit, Named, fits, named_sizes, told
from assistant.advice.superlatives import worth
from assistant.dialogue import phrases, sayings
from assistant.dialogue.converting import unit_named
from assistant.dialogue.fields import asked_fields
from assistant.dialogue.mentions import number_in
from assistant.dialogue.outcome import Scene
from assistant.dialogue.stating import in_unit, statement
from assistant.language import Wishes
from assistant.language.readers.dimensions import PERSON
from assistant.languages.speaker import speaker
from assistant.lexicon import Lexicon
from assistant.recommendation import Recommendation
from assistant.understanding.degrees import CALLING, degree
from retrieval.facts import Facts
from retrieval.measures import EXTENTS
from retrieval.money import Money
from retrieval.words import is_cjk

HALF = 0.5
"""How surely a statement must answer, or how many of the words asked it must have, for a turn that
seemed to be about no thing to be taken for a question about what is shown."""
SURELY = 0.5
"""How sure it must be that a kind of thing is named, for a turn to be a wish."""
_OTHERS = re.compile(
    r"\b(?:there|any|ones?|something|anything|you)\b|的[吗么]?\W*$|有(?:没有)?.{0,12}的"
)
"""Asks whether there are such things, not whether the one that is shown is one."""
_POINTS = re.compile(r"\b(?:it|this|that|they|them|these|he|she)\b|[它这那]")


@dataclass(frozen=True)
class Verdict:
    """Yes or no, with what it is reckoned from."""

    line: str
    figures: tuple[Figure, ...] = ()


def verdicts(scene: Scene, item: Recommendation) -> tuple[Verdict, ...]:
    """What an item's own sizes say to each size that was named, and its age to the shopper's."""
    names, facts = _names(scene), Facts(item.offer)
    own = any(one.name in names and one.name not in EXTENTS for one in facts.measures)
    said = _sizes_said(scene, of_somebody=own)
    found = (fits(facts, one, names, _holds(scene)) for one in said)
    told = (one for one in found if one is not None and not _repeats(scene, one))
    return (
        *_of_age(scene, item),
        *_of_price(scene, item),
        *(_told(scene, item, one) for one in told),
    )


def _repeats(scene: Scene, fit: Fit) -> bool:
    """Whether a size is only the item's own said again: "260 g, will that hurt my neck?"."""
    own = sorted((one.value for one in fit.stated), reverse=True)
    same = all(isclose(a, b, rel_tol=SAME) for a, b in zip(own, _largest(fit), strict=False))
    return same and scene.cues.acts.isdisjoint(_FITTING)


def _largest(fit: Fit) -> list[float]:
    return sorted(fit.said.values, reverse=True)


_FITTING = ("fits", "into_it", "under", "above", "below", "enough")
"""Ask how a size compares with one that was named."""


def asking_verdict(scene: Scene) -> Scene:
    """A turn that asks whether what is shown keeps within a size wants nothing else shown."""
    said, frame = scene.said, scene.said.frame
    if (
        said.intent not in ("search", "refine", "more_like", "out_of_scope")
        or "polar" not in scene.cues
    ):
        return scene
    if not scene.state.screen or scene.new_photo or "variants" in scene.cues:
        return scene
    kinds = [span for span in frame.of("kind", "trait") if span.probability >= SURELY]
    named = any(scene.vocabulary.named(span.text) for span in kinds)
    points = bool(_POINTS.search(said.text)) or is_cjk(said.text)
    if named or not points or _OTHERS.search(said.text):
        return scene
    asked = replace(scene, said=replace(said, intent="ask", wishes=Wishes(), words="", talk=""))
    return asked if verdicts(asked, asked.meant[0]) else scene


_BEGINS = re.compile(
    r"^(?:(?:and|so|but|ok|okay|also)[, ]+)*(?:is|are|does|do|can|could|will|would|has"
    r"|have|how|what|which|where|whats|what's)\b"
)
_ZH_ASKS = re.compile(
    r"^(?:它|这个?|这款|那个?|里面)?(?:有没有|有|带不带|带|配|能不能|能|可以|会不会|会|是不是|是|用|要)[^的]*"
    r"[吗么嘛不]?\W*$|怎么|什么|多少|多[重大高宽长深厚]\W*$|[几吗么嘛]\W*$"
)
_HOW = re.compile(r"怎么.*的\W*$|什么.*的\W*$")
"""A question that ends like a wish for one of a sort: 车厢怎么连接的."""


_IS_IT = re.compile(r"^(?:这[个款件]?|它|那[个款件]?)?都?是[^有]{1,10}的[吗么嘛]\W*$")
"""Asks what the thing is: 是无线的吗."""


def asking_of_shown(scene: Scene) -> Scene:
    """A turn that is put as a question, wishes for nothing that is known and names no kind of thing
    asks about what is shown: "is there a microphone?", 有背光吗, 车厢怎么连接的."""
    said = scene.said
    if said.intent not in ("search", "refine", "out_of_scope") or not scene.state.screen:
        return scene
    text, cjk = said.text, is_cjk(said.text)
    asks = bool(_ZH_ASKS.search(text) if cjk else _BEGINS.search(text))
    include = {key: found for key, found in said.wishes.include.items() if key != "category"}
    known = bool(replace(said.wishes, include=include)) or bool(said.budget)
    known = known and (said.frame.wants or not said.frame.does("ask_item"))
    known = known or bool(scene.vocabulary.named(text)) or scene.new_photo
    others = _OTHERS.search(_HOW.sub("", _IS_IT.sub("", text.replace("is there", ""))))
    if known or not asks or others:
        return scene
    if said.intent == "out_of_scope":
        item = scene.meant[0]
        told = answering(text, statements(item.product.offers), item.offer.category)
        beside = item.offer.category
        if not told or max(told[0].share, shared(told[0].statement, telling(text, beside))) < HALF:
            return scene
    asked = replace(said, intent="ask", wishes=Wishes(), words="", wording="", talk="")
    return replace(scene, said=asked)


def _of_age(scene: Scene, item: Recommendation) -> Iterator[Verdict]:
    age, facts = age_in(scene.said.text), Facts(item.offer)
    if age is None or least_age(facts) is None:
        return
    key = "can.no" if too_young(age, facts) else "can.yes"
    line = statement(item, ["age"], scene.language)
    yield Verdict(sayings.say(scene.language, key, said=line))


def _of_price(scene: Scene, item: Recommendation) -> Iterator[Verdict]:
    """ "Is the second one under 100 euros?"."""
    price, above = item.offer.price, "above" in scene.cues
    limit = _sum_in(scene.said.text)
    if limit is None or price is None or not (above or "below" in scene.cues):
        return
    said = limit if limit.currency else Money(limit.minor, price.currency)
    yes = (worth(price, scene.rates) > worth(said, scene.rates)) == above
    line = statement(item, ["price"], scene.language)
    yield Verdict(sayings.say(scene.language, "can.yes" if yes else "can.no", said=line))


def _sum_in(text: str) -> Money | None:
    """The first amount of money in words; None for none."""
    match = _MONEY.search(text)
    if match is None:
        return None
    currency = Lexicon.load().words["currency"][match["before"] or match["after"]]
    return Money.of(Decimal(match["n"] or match["n2"]), currency)


_CURRENCY = "|".join(
    re.escape(word) + (r"\b" if word[-1].isalpha() and word.isascii() else "")
    for word in sorted(Lexicon.load().words["currency"], key=len, reverse=True)
)
_MONEY = re.compile(
    rf"(?P<before>{_CURRENCY})\s*(?P<n>\d+(?:\.\d+)?)|(?P<n2>\d+(?:\.\d+)?)\s*(?P<after>{_CURRENCY})"
)


def _sizes_said(scene: Scene, of_somebody: bool) -> tuple[Named, ...]:
    """The sizes of the shopper's own: those of their spaces and limits; else, of a question that
    wants a yes or a no, whatever has a unit. How tall somebody is says nothing of an item, unless
    it states that size of its own (`of_somebody`): the head that a hat is for."""
    frame, cues = scene.said.frame, scene.cues
    times = max((number_in(span.text) for span in frame.of("count")), default=0) or 1
    unit = unit_named(cues.units) or "cm"
    screens = [*_OF_A_SCREEN.finditer(frame.text), *_MONEY.finditer(frame.text)]
    spans = [
        span
        for span in frame.of("measure", "limit")
        if (of_somebody or not _is_persons(frame.text[: span.start]))
        and not any(m.start() < span.end and span.start < m.end() for m in screens)
    ]
    said = named_sizes(" ".join(span.text for span in spans), unit, times)
    if not said and frame.text:
        every = named_sizes(_OF_A_SCREEN.sub(" ", frame.text), unit)
        spoken = frame.does("ask_item") or "polar" in cues
        said = tuple(
            one for one in every if len(one.values) > 1 or ("polar" in cues and one.has_unit)
        )
        first = re.search(r"\d", frame.text)
        whose = bool(first and _is_persons(frame.text[: first.start()]))
        said = said if spoken and (of_somebody or not whose) else ()
    if any(one.has_unit for one in said):  # "between two shelves, the gap is 28 inches"
        said = tuple(one for one in said if one.has_unit or len(one.values) > 1)
    if "bears" in cues:  # what a thing weighs says nothing of what it carries
        said = tuple(one for one in said if one.kind != "mass")
    return said


_OF_A_SCREEN = re.compile(
    r"\d+(?:\.\d+)?[ -]?(?:inch(?:es)?|in|\"|″|英寸|寸|zoll)[ -]?的?(?:"
    + "|".join(map(re.escape, Lexicon.load().words["diagonal"]))
    + ")",
)
"""A size that a thing is called by, and has across its screen alone."""
_THINGS = re.compile(r"\bthey(?:'re| are)\s*$")


def _is_persons(before: str) -> bool:
    """Whether a figure is of a person, and not of things just named: "for LPs, they are 31 cm"."""
    return bool(PERSON.search(before)) and not _THINGS.search(before)


def _holds(scene: Scene) -> bool | None:
    """Whether the item is to have as much as was said; None where the words do not tell."""
    if "above" in scene.cues:
        return True
    if "below" in scene.cues:
        return False
    adjective = degree(scene.said.text) if "enough" in scene.cues else None
    if adjective:  # "deep enough for LPs", "small enough for a shelf"
        return adjective[1]
    return True if "into_it" in scene.cues else None


def _names(scene: Scene) -> list[str]:
    """The sizes that the words are about: the height where it is to go under something."""
    if "under" in scene.cues:
        return ["height"]
    text = scene.said.text
    adjective = degree(text, CALLING)
    return [*asked_fields(text, scene.vocabulary), *(adjective[0] if adjective else ())]


def _told(scene: Scene, item: Recommendation, fit: Fit) -> Verdict:
    figures: list[Figure] = [Sized(one, item.offer) for one in fit.stated]
    reckoned: list[Converted] = []
    unit = unit_named(fit.said.words.lstrip("0123456789. x×*"))
    words, sizes = speaker(scene.language).words, []
    for one in fit.stated:
        size = told(one)
        in_other = in_unit(size, unit, scene.language, reckoned) if unit else ""
        sizes.append(in_other or words.measured(size) or size)
    exceeds = "above" in scene.cues
    way = "more" if exceeds else "holds" if fit.holds else "within"
    line = sayings.say(
        scene.language, f"fit.{way}.{'yes' if fit.is_so else 'no'}",
        title=item.named(scene.language),
        name=phrases.field_name(_name(fit), scene.language),
        stated=" × ".join(sizes), said=fit.said.words, n=len(sizes),
    )  # fmt: skip
    return Verdict(line, (*figures, *reckoned))


def _name(fit: Fit) -> str:
    """What is beside the size that was named: one size by its name, several as "size"."""
    return fit.stated[0].name.removeprefix("product ") if len(fit.stated) == 1 else "size"
