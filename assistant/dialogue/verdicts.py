"""Questions with a size or an age of the shopper's own: "will it fit a 38 cm shelf?", "is it under
2 kilos?", 3岁能玩吗. Answered by yes or no, and by what the item states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isclose

from assistant.advice.ages import age_in, least_age, too_young
from assistant.advice.answers import answering, shared, statements, telling
from assistant.advice.figures import Converted, Figure, Sized
from assistant.advice.fitting import SAME, Fit, Named, fits, named_sizes, told
from assistant.dialogue import phrases, sayings
from assistant.dialogue.converting import unit_named
from assistant.dialogue.fields import asked_fields
from assistant.dialogue.mentions import number_in
from assistant.dialogue.outcome import Scene
from assistant.dialogue.stating import in_unit, statement
from assistant.language import Wishes
from assistant.language.readers.dimensions import PERSON
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from assistant.understanding.degrees import CALLING, degree
from retrieval.facts import Facts
from retrieval.measures import EXTENTS
from retrieval.words import is_cjk

HALF = 0.5
"""How surely a statement must answer, or how many of the words asked it must have, for a turn that
seemed to be about no thing to be taken for a question about what is shown."""
SURELY = 0.5
"""How sure it must be that a kind of thing is named, for a turn to be a wish."""
_OTHERS = re.compile(
    r"\b(?:there|any|ones?|something|anything|you)\b|的[吗么]?\W*$|有(?:没有)?.{0,12}的"
    r"|\b(?:eine?n?|etwas|gibt)\b"
)
"""Asks whether there are such things, not whether the one that is shown is one."""
_POINTS = re.compile(r"\b(?:it|this|that|they|them|these|he|she|es|er|sie|das|die|der)\b|[它这那]")


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
    return (*_of_age(scene, item), *(_told(scene, item, one) for one in told))


def _repeats(scene: Scene, fit: Fit) -> bool:
    """Whether a size is only the item's own said again: "260 g, will that hurt my neck?"."""
    own = sorted((one.value for one in fit.stated), reverse=True)
    same = all(isclose(a, b, rel_tol=SAME) for a, b in zip(own, _largest(fit), strict=False))
    return same and scene.cues.acts.isdisjoint(_FITTING)


def _largest(fit: Fit) -> list[float]:
    return sorted(fit.said.values, reverse=True)


_FITTING = ("fits", "into_it", "under", "above", "below")
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
    r"^(?:(?:and|so|but|ok|okay|also|und)[, ]+)*(?:is|are|does|do|can|could|will|would|has"
    r"|have|how|what|which|where|whats|what's|ist|sind|hat|kann|wie|was)\b"
)
_ZH_ASKS = re.compile(
    r"^(?:它|这个?|这款|那个?|里面)?(?:有没有|有|带不带|带|配|能不能|能|可以|会不会|会|是不是|是|用|要)[^的]*"
    r"[吗么嘛不]?\W*$|怎么|什么|多少|[几吗么嘛]\W*$"
)
_HOW = re.compile(r"怎么.*的\W*$|什么.*的\W*$")
"""A question that ends like a wish for one of a sort: 车厢怎么连接的."""


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
    others = _OTHERS.search(_HOW.sub("", text.replace("is there", "")))
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


def _sizes_said(scene: Scene, of_somebody: bool) -> tuple[Named, ...]:
    """The sizes of the shopper's own: those of their spaces and limits; else, of a question that
    wants a yes or a no, whatever has a unit. How tall somebody is says nothing of an item, unless
    it states that size of its own (`of_somebody`): the head that a hat is for."""
    frame, cues = scene.said.frame, scene.cues
    times = max((number_in(span.text) for span in frame.of("count")), default=0) or 1
    unit = unit_named(cues.units) or "cm"
    spans = [
        span
        for span in frame.of("measure", "limit")
        if of_somebody or not PERSON.search(frame.text[: span.start])
    ]
    said = named_sizes(" ".join(span.text for span in spans), unit, times)
    if not said and frame.text:
        every = named_sizes(frame.text, unit)
        spoken = frame.does("ask_item") or "polar" in cues
        said = tuple(
            one for one in every if len(one.values) > 1 or ("polar" in cues and one.has_unit)
        )
        first = re.search(r"\d", frame.text)
        whose = bool(first and PERSON.search(frame.text[: first.start()]))
        said = said if spoken and (of_somebody or not whose) else ()
    if "bears" in cues:  # what a thing weighs says nothing of what it carries
        said = tuple(one for one in said if one.kind != "mass")
    return said


def _holds(scene: Scene) -> bool | None:
    """Whether the item is to have as much as was said; None where the words do not tell."""
    if "above" in scene.cues:
        return True
    if "below" in scene.cues:
        return False
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
