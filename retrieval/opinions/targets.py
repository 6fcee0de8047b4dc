"""What an English opinion is about: the aspect that its clause says it of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from retrieval.opinions.clauses import Opinion, find
from retrieval.opinions.lexicon import Phrase, lexicon

NEAR = 5  # words between an aspect and what judges it

_ARTICLES = frozenset(
    "the a an this that these those my its their our different other same".split()
)
_BETWEEN = frozenset(
    "is are was were be been feels feel felt looks look looked seems seem so very really too quite"
    " pretty super just a an the real still also extremely absolutely little bit kind of kinda not"
    " isn't aren't wasn't n't and nice way".split()
)
"""Words that an opinion that judges something by itself may stand apart from what it is said of."""


def target(words: Sequence[str], opinion: Opinion, names: Mapping[Phrase, str]) -> tuple[str, str]:
    """(word, aspect) that an opinion is about, ("", "") for none.

    "Comfortable" speaks of comfort unless it is said of something right beside it ("the straps are
    comfortable"). What only tells where or what for ("at the gym", "in a different colour") is not
    what is judged.
    """
    known = lexicon()
    own = known.judges.get(opinion.words, "")
    end = opinion.start + len(opinion.words)
    others = [
        (at, phrase)
        for at, phrase in find(words, names.keys())
        if not (at < end and opinion.start < at + len(phrase))
        and not _is_aside(words, at, names[phrase])
    ]
    if others:
        at, phrase = min(others, key=lambda one: _apart(opinion, *one))
        between = words[at + len(phrase) : opinion.start] or words[end:at]
        if len(between) <= NEAR and (not own or _close(between)):
            return " ".join(phrase), names[phrase]
    return (" ".join(opinion.words), own) if own else ("", "")


def _close(between: Sequence[str]) -> bool:
    """Whether nothing but a copula, degrees and further judgements stand there."""
    judging = lexicon().polarity
    return all(word in _BETWEEN or (word,) in judging for word in between)


def _apart(opinion: Opinion, at: int, phrase: Phrase) -> int:
    """Words between an aspect and an opinion."""
    if at < opinion.start:
        return opinion.start - at - len(phrase)
    return at - opinion.start - len(opinion.words)


def _is_aside(words: Sequence[str], at: int, aspect: str) -> bool:
    """Whether what stands there only tells where, when or what for. A price is judged so."""
    before = [word for word in words[max(at - 3, 0) : at] if word not in _ARTICLES]
    if aspect == "price" or not before or words[at - 1] == "to":  # "seems to fit well"
        return False
    return before[-1] in lexicon().asides
