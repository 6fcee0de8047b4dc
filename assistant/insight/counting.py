"""What happened, as it is counted: (kind, what, detail).

| kind | what | detail |
|---|---|---|
| `turn` | "" | "" |
| `nothing` | the kept words of what was asked for and is not there | "" |
| `refused` | what it was about: `delivery`, `order`, `discount`, `world`, "" | its kept words |
| `wished` | a kind of thing | "" |
| `given_up` | name of a constraint | "" |
| `opened` | the shop | title of the product |
| `up` | "" | "" |
| `down` | "" | "" |
| `why` | one of `REASONS` | "" |
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass

from assistant.assistant import Assistant
from assistant.constraints import DROPPABLE, Wishes
from assistant.dialogue import DialogueAnswer
from assistant.insight.store import Happened, Tallies
from assistant.insight.words import Sieve, things_by
from assistant.startup import Opening
from retrieval.offers import Offer
from retrieval.words import singular

log = logging.getLogger(__name__)

WISHING = ("search", "refine", "more_like", "relax")
REASONS = ("not_what_i_asked", "too_expensive", "wrong_facts", "other")
"""Why an answer was no good; never in words."""


@dataclass(frozen=True)
class Seen:
    """One turn of a conversation."""

    who: str  # name of the conversation: only to tell one from another, and never written
    before: Wishes  # in force until then
    answer: DialogueAnswer


class Insight:
    """Counts for the assistant that an opening opens. It may fail, and no shopper notices."""

    def __init__(self, opening: Opening, on: bool = True) -> None:
        self._opening = opening
        self.on = on  # whether whoever starts the server has it counted
        self._lock = threading.Lock()
        self._tallies: Tallies | None = None
        self._sieve: Sieve | None = None

    @property
    def tallies(self) -> Tallies | None:
        """The counts; None while the catalogue is not open, or where nothing is to be counted."""
        assistant = self._opening.assistant
        if assistant is None or not self.on:
            return None
        with self._lock:
            if self._tallies is None:
                self._tallies = Tallies(assistant.catalogue.address)
                self._tallies.forget()
            return self._tallies

    def turn(self, seen: Seen) -> None:
        """Count a turn."""
        self._count(lambda: _happened(seen, self._words(seen)))

    def opened(self, offer: Offer) -> None:
        """Count a way to a shop that was taken."""
        self._count(lambda: [("opened", offer.source, offer.title)])

    def rated(self, rating: str) -> None:
        """Count what was thought of an answer: "up" or "down"."""
        self._count(lambda: [(rating, "", "")])

    def explained(self, reason: str) -> None:
        """Count why an answer was no good: one of `REASONS`."""
        self._count(lambda: [("why", reason, "")])

    def sweep(self) -> None:
        """Forget what is long past; to be called now and then."""
        try:
            if tallies := self.tallies:
                tallies.forget()
        except Exception:
            log.exception("old counts could not be forgotten")

    def close(self) -> None:
        """Give back the database."""
        with self._lock:
            if self._tallies:
                self._tallies.close()
                self._tallies = None

    def _count(self, happened: Callable[[], list[Happened]]) -> None:
        try:
            if (tallies := self.tallies) and tallies.counting:
                tallies.add(happened())
        except Exception as error:  # counting must never cost a shopper an answer
            log.warning("something was not counted (%s)", type(error).__name__)

    def _words(self, seen: Seen) -> str:
        """The kept words of what was wanted: those of the constraints, and the free ones."""
        assistant = self._opening.assistant
        assert assistant is not None
        if self._sieve is None:
            encoder = assistant.searcher.encode.encoder
            self._sieve = Sieve(lambda word: _is_public(word, assistant), things_by(encoder))
        lists = seen.answer.wishes.include.values()
        whole = seen.answer.intent in ("search", "out_of_scope") and seen.answer.wanted
        values = [] if whole else [one for values in lists for one in values]
        wanted = " ".join((*values, seen.answer.wanted))
        return self._sieve.kept(wanted, seen.who)


def _happened(seen: Seen, words: str) -> list[Happened]:
    """What a turn counts for."""
    answer, found = seen.answer, [("turn", "", "")]
    if answer.intent == "out_of_scope" and answer.talk:
        found.append(("refused", answer.talk, words if answer.talk != "world" else ""))
    elif _found_nothing(answer):
        found.append(("nothing", words, ""))
    wished = answer.wishes.include.get("category", ())
    before = seen.before.include.get("category", ())
    found += [("wished", kind, "") for kind in wished if kind not in before]
    if answer.intent == "relax":
        found += [("given_up", name, "") for name in given_up(seen.before, answer.wishes)]
    return found


def _found_nothing(answer: DialogueAnswer) -> bool:
    if answer.intent == "out_of_scope":  # a thing that nobody sells
        return bool(answer.wanted)
    return answer.intent in WISHING and (not answer.recommendations or bool(answer.relaxations))


def given_up(before: Wishes, after: Wishes) -> list[str]:
    """The names of the constraints that were in force and are not any more."""
    return [
        name
        for name in DROPPABLE
        if before.without(name) != before and after.without(name) == after
    ]


def _is_public(word: str, assistant: Assistant) -> bool:
    """Whether the catalogue has a word in a title, or as the name of a kind, colour, …"""
    vocabulary = assistant.vocabulary
    forms = {word, singular(word)}
    return not vocabulary.words.isdisjoint(forms) or not vocabulary.phrases.keys().isdisjoint(forms)
