"""One utterance while it is read: normalised text of which readers take what they understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.language.chinese import simplified
from assistant.language.numbers import digits
from assistant.understanding.frames.schema import Frame
from retrieval.words import CJK, is_cjk, plain

TAKEN = "\x02"
"""Stands for characters that a reader has taken: no letter, no blank, ends every phrase."""

_HUE = re.compile("([红橙黄绿青蓝紫粉棕灰黑白金银])颜色")  # 白颜色 is 白色
_SEAM = re.compile(rf"(?<=[{CJK}])(?=[a-z0-9$€£¥])|(?<=[a-z0-9%€£¥])(?=[{CJK}])")


_AGAIN = re.compile(r"([?!？！，。])\1+")
_IS = re.compile(
    r"\b(?!(?:that|what|it|here|there|who|where|how|he|she|which|when|one)\b)([a-z]{3,})['’]s"
    r"(?= (?:no|not|too|out|fine|ok|okay|good|nice|bad|ugly)\b)",
    re.IGNORECASE,
)
"""A thing's "is": "copper's no good"."""


_THE_MORE = re.compile(r"\b(?:the )?([a-z]{2,}?)er(?:,| is| =)? (?:the )?better\b")
_AS_POSSIBLE = re.compile(
    r"\b(?:as )?(?!soon|good|well|bad|quick|fast|much|many|few|little|often|far)"
    r"([a-z]{3,9}?)(?:ly)? as (?:possible|you can(?: get)?|it gets|they come|i can get)\b"
)
"""The same: "as tall as possible"."""
_AS_MANY = re.compile(
    r"\bas (?:many|much) ([a-z]+(?: [a-z]+)?) as (?:possible|you can get|i can get)\b"
)
_ZH_THE_MORE = re.compile(r"[越愈](\S{1,2}?)[越愈]好")
"""Wants the most of something: "the bigger the better", 越轻越好."""


def normalise(text: str, repair: Callable[[str], str] = str) -> str:
    """Plain text in simplified characters, numbers in digits, a blank between Chinese and Latin
    script; `repair` puts its spelling right before numbers are read."""
    text = _ZH_THE_MORE.sub(r"要最\1的", text)
    text = re.sub("[tT]\\s*恤", "体恤", simplified(text))  # the one word that is of both scripts
    text = _HUE.sub(r"\1色", text.replace("&", " and "))
    text = _IS.sub(r"\1 is", _AGAIN.sub(r"\1", text))
    said = _THE_MORE.sub(r"the \1est", repair(plain(text)))
    said = _AS_MANY.sub(r"the most \1", said)
    said = _AS_POSSIBLE.sub(lambda match: f"the {_most(match[1])}", said)
    return " ".join(_SEAM.sub(" ", digits(said)).split())


def _most(adjective: str) -> str:
    """The superlative of a short English adjective: "biggest", "heaviest", "widest"."""
    if adjective.endswith("y"):
        return f"{adjective[:-1]}iest"
    if adjective.endswith("e"):
        return f"{adjective}st"
    doubled = re.fullmatch("[^aeiou]+[aeiou][bdgmnpt]", adjective)
    return f"{adjective}{adjective[-1] if doubled else ''}est"


@dataclass
class Utterance:
    """The text that is left, and the whole of it. Positions in both agree."""

    whole: str
    text: str  # what no reader has taken
    wording: str  # the same, with the words that describe a thing still in it
    chinese: bool
    frame: Frame = Frame("", {}, ())  # what part each span of `whole` plays

    @classmethod
    def of(cls, said: str, repair: Callable[[str], str] = str) -> Utterance:
        """From what a shopper typed or said."""
        whole = normalise(said, repair)
        return cls(whole, whole, whole, is_cjk(said))

    def take(self, start: int, end: int, *, describes: bool = False) -> None:
        """Mark a span of the text as understood; one that describes a thing still ranks."""
        start, end = max(start, 0), min(end, len(self.text))
        mark = TAKEN * (end - start)
        self.text = self.text[:start] + mark + self.text[end:]
        if not describes:
            self.wording = self.wording[:start] + mark + self.wording[end:]

    def read(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The pattern's matches in what is left, each taken as it is yielded."""
        position = 0
        while match := pattern.search(self.text, position):
            position = max(match.end(), match.start() + 1)
            if match.group():
                self.take(*match.span())
            yield match
