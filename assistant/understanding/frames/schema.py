"""What a frame holds: the acts of a turn and the roles of its spans."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

ACTS = (
    "wish",
    "change",
    "refuse",
    "choose",
    "compare",
    "ask_item",
    "ask_reviews",
    "ask_shop",
    "ask_advice",
    "total",
    "convert",
    "bundle",
    "similar",
    "more",
    "return_topic",
    "keep",
    "buy",
    "complain",
    "correct",
    "thank",
    "greet",
    "goodbye",
    "small_talk",
    "out_of_scope",
    "unsafe",
    "undo",
    "start_over",
    "capabilities",
    "drop_limit",
    "explain",
)
"""Several may hold in one turn; none for a turn that only tells."""

SEEING = ("wish", "change", "refuse", "drop_limit", "similar", "more", "bundle", "correct")
"""Acts that want something to be shown."""
HEARING = (
    "ask_item", "ask_reviews", "ask_advice", "total", "convert", "compare", "choose", "explain",
    "buy",
)  # fmt: skip
"""Acts that want something to be said of what is shown."""
LEAVING = ("refuse", "drop_limit", "undo")
"""Acts that may give up what was settled on."""
HOLDS, SURE = 0.5, 0.8
"""How likely an act must be, and to be taken for it where nothing was shown that it could be of."""

LETTERS = {
    "k": "kind",
    "w": "trait",
    "r": "refused",
    "o": "owned",
    "g": "goes_with",
    "l": "place",
    "c": "occasion",
    "t": "recipient",
    "u": "use",
    "s": "style",
    "n": "limit",
    "m": "measure",
    "h": "count",
    "v": "relative",
    "x": "superlative",
    "e": "same",
    "q": "question",
    "f": "reference",
}
"""Mark in the data → role; `data/GUIDE.md` says what each is."""
NONE = "none"
ROLES = (NONE, *LETTERS.values())


@dataclass(frozen=True)
class FrameContext:
    """Where the conversation stands before the turn."""

    shown: int = 0  # items on the screen
    photo: bool = False  # whether the turn brings a photo


@dataclass(frozen=True)
class Span:
    """A run of words and the part it plays."""

    start: int  # characters into the text
    end: int
    text: str
    role: str  # one of `ROLES`, never "none"
    probability: float  # mean of its words'


@dataclass(frozen=True)
class Frame:
    """Acts and spans of one turn."""

    text: str
    acts: Mapping[str, float]  # every act of `ACTS` and how likely the turn does it, on its own
    spans: tuple[Span, ...]  # in order
    chatter: tuple[Span, ...] = ()  # words that surely play no part, one each, in order

    def does(self, act: str) -> bool:
        """Whether the turn does something."""
        return self.acts.get(act, 0.0) >= HOLDS

    def strength(self, *acts: str) -> float:
        """How likely the likeliest of these acts is."""
        return max((self.acts.get(act, 0.0) for act in acts), default=0.0)

    @property
    def wants(self) -> bool:
        """Whether the turn would rather see than hear something."""
        return self.strength(*SEEING) >= max(HOLDS, self.strength(*HEARING))

    def of(self, *roles: str) -> list[Span]:
        """The spans that play one of these parts, in order."""
        return [span for span in self.spans if span.role in roles]

    def texts(self, *roles: str) -> list[str]:
        """What these spans say."""
        return [span.text for span in self.of(*roles)]

    @property
    def points(self) -> bool:
        """Whether the turn surely asks about something that is there."""
        sure = self.strength(*HEARING) >= SURE
        return sure and not self.wants and bool(self.of("reference"))

    def wishing(self) -> Frame:
        """The frame of a turn that is nothing but values: they are wanted, unless ruled out."""
        spans = tuple(
            replace(one, role="trait") if one.role in ("question", "reference") else one
            for one in self.spans
        )
        acts = {act: 0.0 if act in HEARING else share for act, share in self.acts.items()}
        acts["change"] = max(acts["change"], HOLDS)
        return replace(self, spans=spans, acts=acts)

    def describing(self) -> Frame:
        """The frame of a turn whose kinds of things are none, and only describe what is wanted."""
        spans = tuple(
            replace(one, role="trait") if one.role == "kind" else one for one in self.spans
        )
        return replace(self, spans=spans)

    def opening(self) -> Frame:
        """The frame of a turn that nothing came before: it points at nothing, so what was taken
        for a reference names what is wanted."""
        spans = tuple(
            replace(one, role="kind")
            if one.role == "reference" and not _COUNTED.fullmatch(one.text)
            else one
            for one in self.spans
        )
        return replace(self, spans=spans)


_COUNTED = re.compile(r"[\W\d]*(?:(?:and|und|和|跟|第|个)[\W\d]*)*")
"""Positions on a screen: "1 and 3"."""
