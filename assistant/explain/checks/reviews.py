"""Checks of what buyers are said to say: quotations, counts, of what, and on which side."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any

from assistant.explain.checks.record import Record, Screen, folded, holds_verbatim
from assistant.explain.claims import Claim, Flooded, Reviewed, Said
from retrieval.colours import named
from retrieval.opinions import chinese
from retrieval.opinions.lexicon import lexicon
from retrieval.words import is_cjk

_TURNING = {"too"}  # "too soft" is a complaint
_SWAYING = 4  # words before an opinion that may turn it round
_FURTHER = 8  # the same over a verb of believing
_ZH_SWAYING = 6  # signs before a Chinese one
_ZH_NO = re.compile(
    "不是|没有|不(?!错|仅|但|光|只|过)|没|未|非(?!常)|(?<![特个区差])别|无(?!线|论)"
)
_ZH_CLAUSE = re.compile(r"[，,；;。！!？?、\s]|但是|但|不过|可是|就是|只是|虽然|而且")
_ALIKE = 0.6  # of two texts that say nearly the same, by their longest common pieces
_FEW = 4  # reviews that are no flood yet


def _reviewed(claim: Reviewed, record: Record, screen: Screen) -> str:
    said = [*claim.praise, *claim.blame]
    if claim.reviews != len(record.reviews) or not said:
        return f"there are {len(record.reviews)} reviews"
    if len({one.review for one in said}) < len(said):
        return "a review counts twice"
    for one in said:
        if not 0 <= one.review < len(record.reviews):
            return f"there is no review {one.review}"
        if not holds_verbatim(record.reviews[one.review].text, one.sentence):
            return f"review {one.review} does not say {one.sentence!r}"
        if not _speaks_of(one, claim.aspect, record):
            return f"{one.sentence!r} does not speak of {claim.aspect}"
    wrong = [one for one in claim.praise if _side(one, claim.aspect) != 1]
    wrong += [one for one in claim.blame if _side(one, claim.aspect) != -1]
    return f"{wrong[0].sentence!r} is no such opinion" if wrong else ""


def _speaks_of(said: Said, aspect: str, record: Record) -> bool:
    """Whether a sentence names an aspect, or judges it in a word that judges nothing else."""
    sentence = folded(said.sentence)
    if is_cjk(said.sentence):
        judged, names = chinese.lexicon().judges.get(said.opinion), chinese.lexicon().names
    else:
        judged, names = lexicon().judges.get(tuple(said.opinion.split())), lexicon().names
    if judged == aspect:
        return True
    ways = {word for word, one in names.items() if one == aspect} | {aspect}
    if any(_has(sentence, folded(way)) for way in ways):
        return True
    if aspect == "colour" and named(sentence):
        return True
    return any(_has(sentence, value) for value in _values(aspect, record))


def _has(sentence: str, words: str) -> bool:
    if not words.isascii():
        return words in sentence
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?:s|es)?(?!\w)", sentence))


def _values(aspect: str, record: Record) -> Iterator[str]:
    """What the product states of an aspect and of no other: its parts between commas and bars."""
    stated: dict[str, set[str]] = {}
    for offer in record.product.offers:
        for name, value in offer.attributes.items():
            spaced = name.replace("_", " ").lower()
            known = lexicon().names
            about = known.get(spaced.split()[0], spaced) if spaced else ""
            for part in re.split(r"[|,;/]", folded(value)):
                stated.setdefault(part.strip(), set()).add(about)
    general = set(lexicon().names.values())
    for value, aspects in stated.items():
        if aspect in aspects and value and (aspect in general or len(aspects) == 1):
            yield value


def _side(said: Said, aspect: str) -> int:
    """+1 for, -1 against, 0 where the words quoted do not say: read off the sentence again."""
    if is_cjk(said.sentence):
        return _chinese_side(said, aspect)
    text = folded(said.sentence.replace("–", " "))
    words = [word.strip("!?;:()\"'“”") for word in re.sub(r"[,.]|--", " ", text).split()]
    words = [word for word in words if word]
    opinion = said.opinion.split()
    sides = {
        _side_at(words, start, opinion)
        for start in range(len(words) - len(opinion) + 1)
        if words[start : start + len(opinion)] == opinion
    }
    return sides.pop() if len(sides) == 1 else 0


def _side_at(words: list[str], start: int, opinion: list[str]) -> int:
    table = lexicon()
    side = table.polarity.get(tuple(opinion), 0)
    before = words[max(start - _FURTHER, 0) : start]
    near = before[-_SWAYING:]
    if near[-1:] and near[-1] in _TURNING:
        return -1
    if near[-1:] == ["less"]:
        side = -side
    idle = " ".join(before)
    for idiom in table.idioms:
        idle = idle.replace(" ".join(idiom), " ".join("-" for _ in idiom))
    counted = idle.split()
    denials = [n for n, word in enumerate(counted) if word in table.negators]
    reaching = [
        n
        for n in denials
        if len(counted) - n <= _SWAYING
        or table.believing.intersection(counted[n + 1 : n + 3])
        or (counted[n] in ("nothing", "none") and "that" in counted[n:])
    ]
    return -side if len(reaching) % 2 else side


def _chinese_side(said: Said, aspect: str) -> int:
    known = chinese.lexicon()
    sides = set()
    for clause in _ZH_CLAUSE.split(said.sentence):
        at = clause.find(said.opinion)
        if at < 0:
            continue
        near = clause[max(at - _ZH_SWAYING, 0) : at]
        side = known.polarity.get(said.opinion, 0)
        measured = [s for (what, word), s in known.scale.items()
                    if word == said.opinion and (what == aspect or what in clause)]  # fmt: skip
        side = side or (measured[-1] if measured else 0)
        if not known.polarity.get(said.opinion) and re.search("(?<!不)太|过于|偏", near):
            side = -1
        elif len(_ZH_NO.findall(near)) % 2:
            side = -side
        sides.add(side)
    return sides.pop() if len(sides) == 1 else 0


def _flooded(claim: Flooded, record: Record, screen: Screen) -> str:
    day = claim.day.isoformat()
    echoes = [one for one in record.echoes if one.written == day]
    if claim.alike != len(echoes) + 1 or claim.alike < _FEW:
        return f"{len(echoes)} reviews of {day} repeat others"
    first = [one for one in record.reviews if one.written == day and one.rating == 5]
    for echo in echoes:
        likes = (SequenceMatcher(None, echo.text, one.text, autojunk=False) for one in first)
        if echo.rating != 5 or not any(like.ratio() >= _ALIKE for like in likes):
            return f"a review of {day} repeats no other"
    return ""


CHECKS: dict[type[Claim], Callable[[Any, Record, Screen], str]] = {
    Reviewed: _reviewed,
    Flooded: _flooded,
}
