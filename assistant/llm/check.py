"""Whether a polished reply says what the plain one says, and nothing else.

The rule is simple enough to be sure of. Leave out a closed list of small words and pleasantries
(`small_words.py`), and the polished reply must be the plain one, token by token and in its
order; besides, a sentence may be one of the checked reasons of the one item it is about. Titles,
names and quoted passages are single tokens, spelt exactly. Words count by their stems. Every sign
that is no ordinary punctuation is a token too: markup and addresses have no place to come from.

Being free in word order would let "not waterproof" and "waterproof" change places between two
items. A model may only change what carries no fact.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.llm.small_words import SMALL, drop_small_zh
from retrieval.lexical import tokens as stems
from retrieval.words import CJK, is_cjk

STRETCH, SLACK = 1.6, 120
"""A polished reply has at most so many times the characters of all it may say, and so many more."""

_FIRST_MARK = 0xE000  # private use: stands for a title or a quoted passage
_MARKS = "\ue000-\uf8ff"
_PRIVATE = re.compile(f"[{_MARKS}]")
_QUOTED = re.compile(r"“[^“”]*”|「[^「」]*」|‘[^‘’]*’|\"[^\"]*\"")
_ADDRESS = re.compile(r"\w+://\S+|www\.\S+|[\w-]+(?:\.[\w-]+)*\.[^\W\d]{2,}\b|\S+@\S+", re.I)
_END = re.compile(r"[.!?]+(?=\s|$)|[。！？]+")
_CONTRACTED = re.compile(r"\b(it|i|you|we|they|that|here|there)[’'](?:s|d|ll|m|re|ve)\b", re.I)
_NEGATED = re.compile(r"\b([a-z]+)n[’']t\b|\bcannot\b", re.I)
_WORD = rf"[^\W_{CJK}{_MARKS}]+"
_TOKEN = re.compile(
    rf"[{_MARKS}]|[{CJK}]+|{_WORD}(?:[.,:/@_-]{_WORD})*"
    r"|[-−–](?=[\d$€£¥])|(?<=\d)['’]"  # a minus, a foot
    r"|[^\s.,;:!?()'’…—–。，、；：！？（）-]"
)


@dataclass(frozen=True)
class Plain:
    """What may be said: the plain reply, and the reasons of the items that it names."""

    reply: str
    reasons: Mapping[str, Sequence[str]]  # title → claims about the item, already checked
    names: Sequence[str] = ()  # shops and brands: spelt exactly, as titles are


def objection(polished: str, plain: Plain) -> str:
    """What is wrong with a polished reply, "" where nothing is. See the module for the rule."""
    allowed = [plain.reply, *(claim for said in plain.reasons.values() for claim in said)]
    if not polished.strip() or not polished.isprintable():
        return "it is empty, has several lines, or characters that cannot be seen"
    if len(polished) > STRETCH * sum(map(len, allowed)) + SLACK:
        return "it is too long"
    if not set(_ADDRESS.findall(polished)) <= set(_ADDRESS.findall(plain.reply)):
        return "it has an address"
    if _PRIVATE.search("".join(allowed)):
        return "the reply has characters of private use"
    reading = _Reading(plain, allowed)
    if is_cjk(reading.masked(polished)) != reading.chinese:
        return "it is in another language"
    return reading.objection(polished)


class _Reading:
    """The plain reply and the reasons, made ready to be compared with."""

    def __init__(self, plain: Plain, allowed: Sequence[str]) -> None:
        self._marks = _marks(plain, allowed)
        self.chinese = is_cjk(self.masked(plain.reply))
        self._due = self._tokens(self.masked(plain.reply))
        self._reasons = {
            self._marks[title]: [self._tokens(self.masked(claim)) for claim in claims]
            for title, claims in plain.reasons.items()
        }

    def objection(self, polished: str) -> str:
        """Go through a polished reply, sentence by sentence, along the plain one."""
        position, subject = 0, ""
        for sentence in _END.split(self.masked(polished)):
            said = self._tokens(sentence)
            if said and self._due[position : position + len(said)] == said:
                position += len(said)
                named = set(said) & self._reasons.keys()
                subject = named.pop() if len(named) == 1 else ""
            elif said and not self._is_reason(said, subject):
                return f"{sentence.strip()[:80]!r} is not what the reply says next"
        return "" if position == len(self._due) else "it leaves something out"

    def masked(self, text: str) -> str:
        """With titles and quoted passages as single characters; a title's quotation marks go."""
        for whole, mark in self._marks.items():
            text = re.sub(rf"[“「\"‘]?{re.escape(whole)}[”」\"’]?", f" {mark} ", text)
        return text

    def _is_reason(self, said: Sequence[str], subject: str) -> bool:
        """Whether a sentence is a reason of the item it names first, or else of the subject."""
        if said[0] in self._reasons:
            subject, said = said[0], said[1:]
        return any(said == claim for claim in self._reasons.get(subject, ()))

    def _tokens(self, masked: str) -> list[str]:
        """What carries meaning, in its order: stems, numbers, signs, titles, Chinese characters."""
        text = _CONTRACTED.sub(r"\1", masked)
        text = _NEGATED.sub(lambda m: f"{m[1] or 'can'} not", text)
        found: list[str] = []
        before = ""
        for token in _TOKEN.findall(text):
            if is_cjk(token):
                found += drop_small_zh(token) if self.chinese else token
            elif self.chinese or not _is_small(token, before):
                found.append("".join(stems(token)) if token.isalpha() else token.lower())
            before = token
        return found


def _is_small(token: str, before: str) -> bool:
    """Not so the country in "size US 9", nor the inches in "15 in"."""
    if token.lower() not in SMALL or (len(token) > 1 and token.isupper()):
        return False
    return not (token == "in" and before.isdigit())


def _marks(plain: Plain, allowed: Sequence[str]) -> dict[str, str]:
    """Title, name or quoted passage → the one character that stands for it, the longest first."""
    quoted = [q for text in allowed for q in _QUOTED.findall(text) if q[1:-1] not in plain.reasons]
    whole = sorted(
        {*plain.reasons, *plain.names, *quoted} - {""}, key=lambda text: (-len(text), text)
    )
    return {text: chr(_FIRST_MARK + n) for n, text in enumerate(whole)}
