"""Opinions in Chinese reviews: the longest entries of a lexicon, in the signs as they stand.

Chinese has no blanks between words. What is looked for are entries of `lexicon_zh.toml`, the
longest at each place, so that no words have to be told apart first: "不错" is praise, whatever "错"
would be. A negator counts right before an opinion word, degree words apart ("不太好"). Plain words
of measure ("大", "长") judge by what they are said of: a battery may last long, a fan be loud.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEAR = 8  # signs between an aspect and what judges it
LONGEST = 8  # signs of an entry
_MARKS = re.compile(r"[，,；;、：:\s（）()\[\]【】“”\"~～]+|\d+[.、）)]")


@dataclass(frozen=True)
class ChineseLexicon:
    """Opinion words, what turns them round, and the names of aspects."""

    polarity: Mapping[str, int]  # +1 for, -1 against
    negation: re.Pattern[str]  # ends right before an opinion
    unsure: re.Pattern[str]
    turns: re.Pattern[str]
    names: Mapping[str, str]  # word → the aspect it names
    judges: Mapping[str, str]  # opinion word → the aspect it judges
    scale: Mapping[tuple[str, str], int]  # (aspect or the word that names it, word) → side
    noun: re.Pattern[str]  # a word before what may judge it
    not_aspects: frozenset[str]
    signs: frozenset[str]  # that no noun has
    within: frozenset[str]  # longer words with an opinion word in them that are none


@dataclass(frozen=True)
class Judged:
    """What a clause says of an aspect."""

    aspect: str
    word: str  # that names or judges the aspect
    opinion: str
    polarity: int


@cache
def lexicon() -> ChineseLexicon:
    """The lexicon that comes with the program."""
    stated = tomllib.loads(Path(__file__).with_name("lexicon_zh.toml").read_text("utf-8"))
    signs = {"for": 1, "against": -1}
    scale = {
        (aspect, word): side
        for aspect, text in stated["scale"].items()
        for words, side in zip(text.split("|"), (1, -1), strict=True)
        for word in words.split()
    }
    negators, degrees = (_either(stated["negation"][name]) for name in ("before", "degrees"))
    links = _either(stated["other"]["links"])
    return ChineseLexicon(
        {word: signs[side] for side, text in stated["polarity"].items() for word in text.split()},
        re.compile(f"(?:{negators})(?:{degrees})*$"),
        re.compile(_either(stated["unsure"]["words"])),
        re.compile(f"(?={_either(stated['turns']['words'])})"),
        {word: aspect for aspect, text in stated["aspect"].items() for word in text.split()},
        {word: aspect for aspect, text in stated["judges"].items() for word in text.split()},
        scale,
        re.compile(f"(?:^|[的，。！；、\\s])([\u4e00-\u9fff]{{2,3}})(?={links})"),
        frozenset(stated["other"]["nouns"].split()),
        frozenset(stated["other"]["signs"]),
        frozenset(stated["other"]["within"].split()),
    )


def judged(sentence: str, names: Mapping[str, str]) -> list[list[Judged]]:
    """What each clause of a sentence says; `names` are the phrases that name aspects besides the
    general ones."""
    return [list(_judged(clause, names)) for clause in clauses(sentence)]


def clauses(sentence: str) -> Iterator[str]:
    """Its parts between marks, and from each word that turns round on."""
    for part in _MARKS.split(sentence):
        yield from (one for one in lexicon().turns.split(part) if one)


def verdicts(clause: str) -> list[tuple[int, str, int]]:
    """(place, words, side) of each opinion that stands by itself in a clause."""
    known = lexicon()
    if known.unsure.search(clause):
        return []
    entries = {**dict.fromkeys(known.within, 0), **known.polarity}
    return [
        (at, word, _turned(clause, at, entries[word]))
        for at, word in _find(clause, entries)
        if entries[word]
    ]


def frequent_nouns(texts: Iterable[str], least: int) -> frozenset[str]:
    """Words that at least so many texts put before what may judge them."""
    known = lexicon()
    counts: Counter[str] = Counter()
    for text in texts:
        found = set(known.noun.findall(text))
        counts.update(
            one
            for one in found
            if one not in known.names
            and one not in known.not_aspects
            and not known.signs.intersection(one)
            and not any(word in one for word in known.polarity)
        )
    return frozenset(one for one, count in counts.items() if count >= least)


def _judged(clause: str, names: Mapping[str, str]) -> Iterator[Judged]:
    known = lexicon()
    if known.unsure.search(clause):
        return
    every = {**names, **known.names}
    aspects = list(_find(clause, every))
    taken = [(at, at + len(word)) for at, word in aspects]
    for at, word, side in verdicts(clause):
        if any(a <= at < b and word not in known.judges for a, b in taken):
            continue
        named = _nearest(clause, at, word, aspects)
        if named:
            yield Judged(every[named], named, word, side)
        elif word in known.judges:
            yield Judged(known.judges[word], word, word, side)
    yield from _on_scale(clause, aspects, every)


def _on_scale(
    clause: str, aspects: Sequence[tuple[int, str]], names: Mapping[str, str]
) -> Iterator[Judged]:
    """Plain words of measure right behind an aspect: "声音很大"."""
    known = lexicon()
    for at, word in aspects:
        rest = clause[at + len(word) :]
        found = _MEASURED.match(rest)
        if not found:
            continue
        kinds = (word, names[word])
        side = next((s for one in kinds if (s := known.scale.get((one, found["word"])))), 0)
        if side:
            turned = -1 if _TOO.search(found[0]) else -side if found["no"] else side
            yield Judged(names[word], word, found["word"], turned)


_MEASURED = re.compile(
    r"(?:也|都|还|就|真|真的|实在|确实|感觉|有点|有些|的确|比较|非常|很|太|挺|蛮|超|相当|较|略|稍|过于|特别|十分|偏|又"
    r"|(?P<no>不是很|不是太|不算太|不太|不算|并不|不够|不))*"
    r"(?P<word>持久|[大小长短快慢高低多少重轻厚薄亮暗响强弱猛浓淡])(?!家|概|致|部分|约|的话|于|到)"
)

_TOO = re.compile(r"(?<!不)(?<!不算)太|过于|偏")
"""Makes any measure a complaint."""


def _nearest(clause: str, at: int, word: str, aspects: Sequence[tuple[int, str]]) -> str:
    """The word that names what an opinion is about: the last one before it, or the first behind
    "的"; "" for none near enough."""
    before = [(a, w) for a, w in aspects if a + len(w) <= at and at - a - len(w) <= NEAR]
    if before:
        return before[-1][1]
    behind = at + len(word)
    after = [w for a, w in aspects if clause[behind:a] in ("的", "") and a >= behind]
    return after[0] if after else ""


def _turned(clause: str, at: int, side: int) -> int:
    """The side of an opinion with what stands before it; "A is not as good as B" is against A,
    unless A is the other one and B this ("没这个好看")."""
    before = clause[:at]
    if lexicon().negation.search(before) or _NO_WORSE.search(before) or _ABSENT.search(clause, at):
        return -side
    lesser = _NOT_AS.search(before)
    return side if not lesser or lesser[1].startswith("这") or side < 0 else -side


_NOT_AS = re.compile(r"(?:没有?|不如|不及|比不上)([^没不]{2,10}?)(?:那么|这么|的)?$")
_ABSENT = re.compile(
    r"(?:的)?(?:情况|现象|问题|毛病)(?:也|都|还|目前|暂时)*(?:没有?|未|不)(?:出现|发现|存在|发生|有)"
)
_NO_WORSE = re.compile(r"不比[^不]{1,10}$")


def _find(text: str, entries: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Where the longest of the entries stand, no two of them overlapping."""
    at = 0
    while at < len(text):
        for length in range(min(LONGEST, len(text) - at), 0, -1):
            if text[at : at + length] in entries:
                yield at, text[at : at + length]
                at += length - 1
                break
        at += 1


def _either(words: str) -> str:
    return "|".join(sorted(map(re.escape, words.split()), key=len, reverse=True))
