"""From a review to sentences, clauses and the opinions in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from retrieval.opinions.lexicon import Phrase, lexicon

NEGATION_WINDOW = 4  # words before an opinion word in which a negator turns it round
LONGEST_PHRASE = 4  # words of a lexicon entry

_SENTENCE = re.compile(r"[^.!?…。！？]*(?:\.(?=\w)[^.!?…。！？]*)*[.!?…。！？]*")
_CLAUSE = re.compile(
    r"[;:–—()\[\]]|\s--?\s|--+|,?\s\b(?:but|though|although|however|except|yet|otherwise|because"
    r"|'?cause|cuz|while|which|so that)\b"
    r"|,?\sand\s(?=(?:it|there|there's|they|its|the|this|these|my|has|have|keeps|feels)\b)"
    r"|,\s(?=(?:so|and|it|it's|they|they're|this|these|i|the|my)\b)|-(?=(?:it|i|they|the)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_LONG = re.compile(r"([a-z])\1{2,}")
"""Letters drawn out: "sooo"."""


@dataclass(frozen=True)
class Opinion:
    """A word or phrase that judges, at a place in a clause."""

    start: int  # index of its first word
    words: Phrase
    polarity: int  # +1 for, -1 against, negation taken into account


def sentences(text: str) -> list[str]:
    """The sentences of a text, as they stand. A point within a number ends none."""
    return [found.strip() for found in _SENTENCE.findall(text) if re.search(r"\w", found)]


def clauses(sentence: str) -> Iterator[list[str]]:
    """The words of each clause, lower case: what follows "but" is judged by itself."""
    for part in _CLAUSE.split(sentence):
        words = [_plain(word) for word in _WORD.findall(part)]
        if words:
            yield words


def _plain(word: str) -> str:
    """Lower case, apostrophes plain, letters that are drawn out once."""
    word = word.lower().replace("’", "'")
    return "too" if re.fullmatch("too+", word) else _LONG.sub(r"\1", word)


def opinions(words: Sequence[str]) -> list[Opinion]:
    """What a clause judges. "too X" is against; a question or a condition judges nothing."""
    known = lexicon()
    judging = list(find(words, known.polarity.keys()))
    sure = {i for at, said in judging if len(said) > 2 for i in range(at, at + len(said))}
    if any(start not in sure for start, _ in find(words, known.unsure)):
        return []  # "could have done without" is no condition
    found = []
    for start, phrase in judging:
        polarity = known.polarity[phrase]
        if phrase == ("like",) and start and words[start - 1] not in known.likers:
            continue
        if start and words[start - 1] == "too":
            if _negated(words, start - 1):  # "without being too warm"
                continue
            polarity = -1
        elif _negated(words, start) or words[start - 1 : start] == ["less"]:
            polarity = -polarity
        found.append(Opinion(start, phrase, polarity))
    judged = {i for one in found for i in range(one.start, one.start + len(one.words))}
    found += [
        Opinion(i, (word,), -1)
        for i, word in enumerate(words)
        if i and words[i - 1] == "too" and i not in judged and not _negated(words, i - 1)
    ]
    return sorted(found, key=lambda one: one.start)


def find(words: Sequence[str], phrases: Set[Phrase]) -> Iterator[tuple[int, Phrase]]:
    """Where the longest of the phrases begin, no two of them overlapping."""
    start = 0
    while start < len(words):
        for length in range(LONGEST_PHRASE, 0, -1):
            phrase = tuple(words[start : start + length])
            if len(phrase) == length and phrase in phrases:
                yield start, phrase
                start += length - 1
                break
        start += 1


def _negated(words: Sequence[str], start: int) -> bool:
    """Whether an odd number of negators stand shortly before."""
    known = lexicon()
    idle = {i for at, phrase in find(words, known.idioms) for i in range(at, at + len(phrase))}
    negators = [
        i
        for i, word in enumerate(words[:start])
        if word in known.negators and i not in idle and start - i <= _reach(words, i)
    ]
    return len(negators) % 2 == 1


def _reach(words: Sequence[str], negator: int) -> int:
    """How far behind a negator something is denied: over a verb of believing, and from "nothing
    … that" on, further than else."""
    behind = words[negator + 1 : negator + 3]
    if lexicon().believing.intersection(behind):
        return 2 * NEGATION_WINDOW
    if words[negator] in ("nothing", "none") and "that" in words[negator:]:
        return 3 * NEGATION_WINDOW
    return NEGATION_WINDOW
