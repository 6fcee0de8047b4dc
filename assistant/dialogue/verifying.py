"""The last look at a reply: sentences that nothing bears out are left out."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator

from assistant.adviser import Advice
from assistant.assistant import Assistant
from assistant.constraints import Wishes
from assistant.dialogue import phrases, sayings
from assistant.dialogue.nearby import figures_of, names_of
from assistant.dialogue.outcome import Outcome, Scene
from assistant.explain.checks.figures import recheck
from assistant.explain.checks.reply import ReplyChecker
from assistant.languages.pack import DEFAULT
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from retrieval.money import Money

log = logging.getLogger(__name__)


_FIXED = frozenset(sayings.fixed())
"""Sentences that say nothing of any product."""


def verified(outcome: Outcome, scene: Scene, advice: Advice) -> str:
    """The sentences of a reply that hold, as one text; in better words, if they hold too."""
    named_of = (
        *outcome.state.screen,
        *scene.state.screen,
        *scene.shortlist,
        *outcome.spoken_of,
        *(outcome.shortlist or ()),
    )
    shown = {one.product.product_id: one for one in named_of}
    wishes = (scene.state.wishes, outcome.state.wishes, scene.said.wishes)
    kept = len(outcome.shortlist if outcome.shortlist is not None else scene.shortlist)
    reckoned = [one for one in outcome.figures if recheck(one, scene.assistant.catalogue)]
    counts: list[float] = [outcome.total or 0, kept, *outcome.counts]
    counts += [one.count for one in outcome.relaxations]
    named = [value for one in reckoned for value in one.values]
    counts += [value for value in named if not isinstance(value, Money)]
    counts += figures_of(named_of)
    checker = reply_checker(
        scene.assistant,
        list(shown.values()),
        wishes,
        said=(
            scene.said.text,
            scene.told.text,
            scene.said.topic,
            scene.state.words,
            outcome.state.words,
            *names_of(named_of),
        ),
        counts=counts,
        amounts=[one.lowest for one in outcome.relaxations if one.lowest]
        + [value for value in named if isinstance(value, Money)]
        + [one.below for one in outcome.watches if one.below],
        language=scene.language,
    )
    sentences = [outcome.reply] if isinstance(outcome.reply, str) else outcome.reply
    if outcome.stated:  # the shop's own words: nobody checks or betters them
        return phrases.joined(sentences, scene.language)
    reply = sound(sentences, checker, scene.language)
    if outcome.state.place or scene.state.place:  # where somebody is goes to no model
        return reply
    return advice.polish(reply, outcome.state.screen, checker.problem)


def sound(sentences: Iterable[str], checker: ReplyChecker, language: str) -> str:
    """The sentences that the checker finds nothing wrong with, as one text."""
    held = []
    for sentence in filter(None, sentences):
        if sentence in _FIXED:
            held.append(sentence)
        elif problem := checker.problem(sentence):
            log.warning("A sentence was not said, as %s", problem)  # it may quote the shopper
        else:
            held.append(sentence)
    return phrases.joined(held, language) or sayings.say(language, "unsure")


def reply_checker(
    assistant: Assistant,
    shown: list[Recommendation],
    wishes: Iterable[Wishes],
    *,
    said: Iterable[str],
    counts: Iterable[float],
    amounts: Iterable[Money] = (),
    language: str = DEFAULT,
) -> ReplyChecker:
    """What may be said beside these products to somebody with these wishes."""
    wishes, said = list(wishes), list(said)
    limits = [m for one in wishes for m in (*one.price_range, one.about_price) if m]
    return ReplyChecker(
        assistant.catalogue,
        shown,
        shops=assistant.searcher.columns.shops,
        said=[
            *said,
            *_glosses(said, language),
            *sayings.fixed(),
            *(text for one in wishes for text in one.texts()),
        ],
        amounts=amounts,
        limits=limits,
        counts=[*counts, *range(1, len(shown) + 1)],
        language=language,
    )


def _glosses(said: Iterable[str], language: str) -> Iterator[str]:
    """What was said in the reply's own words, as it may be quoted: "wasserdicht"."""
    gloss = speaker(language).words.gloss
    for text in said:
        yield gloss(text)
        yield from map(gloss, text.split())
