"""What the assistant says and shows in one turn of a conversation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.language import Wishes
from assistant.place.spot import Spot
from assistant.recommendation import Recommendation
from assistant.taste import Preference, Profile
from assistant.watches import Watch
from retrieval.money import Money


@dataclass(frozen=True)
class Table:
    """Items side by side; a cell says so where a shop is silent."""

    positions: tuple[int, ...]  # on the screen, from 1
    titles: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]  # (field, a value an item)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "positions": list(self.positions),
            "titles": list(self.titles),
            "rows": [{"field": name, "values": list(values)} for name, values in self.rows],
        }


@dataclass(frozen=True)
class Relaxation:
    """What giving up or moving one constraint would give, counted over the catalogue."""

    name: str  # as in `Wishes.without`
    count: int
    lowest: Money | None = None  # for a price limit: the lowest price there is

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        lowest = str(self.lowest) if self.lowest else ""
        return {"name": self.name, "count": self.count, "lowest": lowest}


@dataclass(frozen=True)
class DialogueAnswer:
    """One turn: the words, and what is on the screen afterwards."""

    intent: str
    reply: str
    recommendations: tuple[Recommendation, ...]  # the screen
    wishes: Wishes  # in force
    understood: Mapping[str, Any] = field(default_factory=dict)  # what this utterance says
    resolved: tuple[int, ...] = ()  # positions that references point at, on the screen before
    table: Table | None = None
    relaxations: tuple[Relaxation, ...] = ()
    shortlist: tuple[Recommendation, ...] = ()
    question: bool = False  # whether the reply asks for clarification
    language: str = "en"
    transcript: str | None = None
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    llm: Mapping[str, Any] | None = None  # what the language model did; None without one
    wanted: str = ""  # what describes the thing that this utterance is about, as it was said
    talk: str = ""  # kind of what is out of scope: "delivery", "order", …
    learnt: tuple[Preference, ...] = ()  # what the shopper said of themselves, to be kept by them
    watches: tuple[Watch, ...] = ()  # that the shopper asked for, to be kept by them
    taste: Profile | None = None  # as it is after this turn, for a program that sent one
    place: Spot | None = None  # where the shopper is, as far as it is known
    leads: tuple[Recommendation, ...] = ()  # items whose way to the shop was asked for

    def as_single(self) -> dict[str, Any]:
        """A single question's answer, in the form of the command line's contract."""
        return {
            "transcript": self.transcript,
            "constraints": self.wishes.as_dict(),
            "reply": self.reply,
            "recommendations": [one.as_dict() for one in self.recommendations],
            "timings_ms": {name: round(ms, 1) for name, ms in self.timings_ms.items()},
            **({"llm": dict(self.llm)} if self.llm else {}),
        }

    def as_dict(self) -> dict[str, Any]:
        """In the form of the command line's contract."""
        return {
            "intent": self.intent,
            "reply": self.reply,
            "items": [one.as_dict() for one in self.recommendations],
            "constraints": self.wishes.as_dict(),
            "references": {"items": list(self.resolved)} if self.resolved else {},
            "understood": dict(self.understood),
            "table": self.table.as_dict() if self.table else None,
            "relaxations": [one.as_dict() for one in self.relaxations],
            "shortlist": [one.product.product_id for one in self.shortlist],
            "question": self.question,
            "language": self.language,
            "transcript": self.transcript,
            "timings_ms": {name: round(ms, 1) for name, ms in self.timings_ms.items()},
            **({"watches": [one.as_dict() for one in self.watches]} if self.watches else {}),
            **({"place": self.place.as_dict()} if self.place else {}),
            **({"taste": self.taste.as_dict()} if self.taste else {}),
            **({"learnt": [one.as_dict() for one in self.learnt]} if self.learnt else {}),
            **({"llm": dict(self.llm)} if self.llm else {}),
        }
