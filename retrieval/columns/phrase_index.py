"""Where words stand in the texts of offers: which offers state a phrase, without reading any.

A positional inverted index (Manning, Raghavan & Schütze, *Introduction to Information Retrieval*,
2008, 2.4.2) over plain words. `find` says of all offers what `retrieval.words.mentions` and
`asserts` say of one text, as everything these look at is noted of each word when it is written:
what stands between it and the word before, whether it ends a line, whether it is denied.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path

import numpy as np

from retrieval.termlist import Numbering, TermList
from retrieval.words import CJK, denials, forms

TOKEN = re.compile(rf"[{CJK}]|[^\W_{CJK}]+")
"""A character of a script without blanks, or a word."""
_END = re.compile(r"\s*(?:\n|$)")
APART, JOINED, HYPHEN, BLANK = 0, 1, 2, 3
"""What is before a token: anything else or nothing at all; no gap; a hyphen; blanks and hyphens."""
GAP, ENDS, DENIED_BEFORE, DENIED_AFTER = 0b11, 0b100, 0b1000, 0b10000
_HUES = "红黄蓝绿青紫橙"
"""Of "蓝绿色" the last is no colour of its own."""
_FILES = ("order", "starts", "owner", "section", "flags")


def gap_of(text: str) -> int:
    """What kind of gap a text between two tokens is."""
    if text in ("", "-"):
        return HYPHEN if text else JOINED
    return BLANK if not text.strip(" -") else APART


class Writer:
    """Takes the sections of one offer after the other."""

    def __init__(self) -> None:
        self._number, self._sections = Numbering(), dict[str, int]()
        self._terms, self._owner = array("i"), array("i")
        self._section, self._flags = array("i"), array("B")
        self._offers = 0

    def add(self, sections: Mapping[str, str]) -> None:
        """The next offer: name of a section → its plain text."""
        for name, text in sections.items():
            if text:
                self._add(self._sections.setdefault(name, len(self._sections)), text)
        self._offers += 1

    def _add(self, section: int, text: str) -> None:
        before, after = denials(text)
        end = -1
        for match in TOKEN.finditer(text):
            start, flags = match.start(), 0
            if end >= 0:
                flags = gap_of(text[end:start])
            end = match.end()
            if _END.match(text, end):
                flags |= ENDS
            if start in before:
                flags |= DENIED_BEFORE
            if end in after:
                flags |= DENIED_AFTER
            self._terms.extend(self._number((match[0],)))
            self._owner.append(self._offers)
            self._section.append(section)
            self._flags.append(flags)

    def write(self, folder: Path) -> None:
        """Keep all in `folder`, which is there."""
        ids = self._number.write(folder)
        terms = ids[np.array(self._terms, np.int32)] if self._terms else np.empty(0, np.int32)
        order = np.argsort(terms, kind="stable").astype(np.int32)
        starts = np.searchsorted(terms[order], np.arange(len(ids) + 1)).astype(np.int64)
        values: tuple[np.ndarray, ...] = (
            order,
            starts,
            np.array(self._owner, np.int32),
            np.array(self._section, np.int32),
            np.array(self._flags, np.uint8),
        )
        for name, column in zip(_FILES, values, strict=True):
            np.save(folder / f"{name}.npy", column)
        (folder / "sections.txt").write_text("\n".join(self._sections), encoding="utf-8")
        np.save(folder / "offers.npy", np.array(self._offers))


class PhraseIndex:
    """What a `Writer` wrote, memory-mapped. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open it; raises OSError or ValueError when it is damaged."""
        self._terms = TermList(folder)
        arrays = [np.load(folder / f"{name}.npy", mmap_mode="r") for name in _FILES]
        self._order, self._starts, self._owner, self._section, self._flags = arrays
        names = (folder / "sections.txt").read_text(encoding="utf-8").split("\n")
        self._sections = {name: number for number, name in enumerate(names)}
        self._offers = int(np.load(folder / "offers.npy"))

    def __len__(self) -> int:
        return self._offers

    @property
    def sections(self) -> Iterable[str]:
        """The names of all sections."""
        return self._sections

    def find(
        self, phrase: str, sections: Iterable[str], *, head: bool = False, asserted: bool = False
    ) -> np.ndarray | None:
        """(offers,) bool: which state a plain phrase, in the singular or plural, in one of their
        `sections`; with `head`, at the end of a line; `asserted`, not only where it is denied.

        None for a phrase with signs that are no part of words: these are not indexed.
        """
        parsed = parse(phrase)
        if parsed is None:
            return None
        ends = self._ends(*parsed)
        first = ends - (len(parsed[0]) - 1)
        keep = np.isin(self._section[ends], self._numbers(sections))
        if head:
            keep &= (self._flags[ends] & ENDS) > 0
        if asserted:
            keep &= (self._flags[first] & DENIED_BEFORE) == 0
            keep &= (self._flags[ends] & DENIED_AFTER) == 0
        if phrase.endswith("色"):
            keep &= ~self._after_a_hue(first)
        mask = np.zeros(len(self), bool)
        mask[self._owner[ends[keep]]] = True
        return mask

    def possible(self, phrase: str) -> np.ndarray:
        """(offers,) bool: which offers have every word of a phrase somewhere: all that may state
        one that `find` knows nothing of."""
        mask = np.ones(len(self), bool)
        for word in TOKEN.findall(phrase):
            having = np.zeros(len(self), bool)
            having[self._owner[self._positions((word,))]] = True
            mask &= having
        return mask

    def _numbers(self, sections: Iterable[str]) -> np.ndarray:
        return np.array([self._sections[n] for n in sections if n in self._sections], np.int32)

    def _ends(self, words: list[tuple[str, ...]], gaps: list[frozenset[int]]) -> np.ndarray:
        """Positions of the last word of each occurrence, int64."""
        ends = self._positions(words[-1])
        for back in range(1, len(words)):
            gap = self._flags[ends - (back - 1)] & GAP
            ends = ends[np.isin(gap, list(gaps[-back]))]
            before = self._positions(words[-1 - back])
            ends = ends[np.isin(ends - back, before)]
        return ends

    def _positions(self, words: Iterable[str]) -> np.ndarray:
        places = [place for word in words if (place := self._terms.find(word)) >= 0]
        found = [self._order[self._starts[one] : self._starts[one + 1]] for one in places]
        return np.concatenate([np.empty(0, np.int64), *found]).astype(np.int64)

    def _after_a_hue(self, first: np.ndarray) -> np.ndarray:
        hues = self._positions(_HUES)
        return np.isin(first - 1, hues) & ((self._flags[first] & GAP) == JOINED)


def parse(phrase: str) -> tuple[list[tuple[str, ...]], list[frozenset[int]]] | None:
    """The words of a phrase, each as the forms it may have, and the gaps allowed between them;
    None where it has other signs."""
    matches = list(TOKEN.finditer(phrase))
    if not matches or matches[0].start() > 0 or matches[-1].end() < len(phrase):
        return None
    gaps = []
    for one, other in pairwise(matches):
        gap = phrase[one.end() : other.start()]
        allowed = {"": {JOINED}, "-": {HYPHEN}, " ": {HYPHEN, BLANK}}.get(gap)
        if allowed is None:
            return None
        gaps.append(frozenset(allowed))
    words: list[tuple[str, ...]] = [(match[0],) for match in matches]
    last = phrase.split()[-1]
    if last == matches[-1][0]:
        words[-1] = forms(last)
    return words, gaps
