"""Frames of sentences written by hand: `python -m benchmarks.frames`.

They were written before any model read them, and nothing was changed for them since. In
`frames.txt` a heading says what the sentences below it do: `a+b` both, `a|b` either is right,
`@begun` after something was shown. Marks are those of the training data, but for an older name of
two: `w` is a kind or a trait, `p` a part, which is a trait.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from assistant.understanding.frames.model import reader
from assistant.understanding.frames.schema import LETTERS, Frame, FrameContext

FILE = Path(__file__).with_suffix(".txt")
SHOWN = 5
_MARK = re.compile(r"<([a-z]):([^<>]+)>")
ALIKE = {"w": ("kind", "trait", "style"), "p": ("trait",)}
"""Older marks → roles that they may be."""


def sentences() -> Iterator[tuple[str, frozenset[str], list[tuple[str, str]], FrameContext]]:
    """(text, acts of which one may be `a|b`, marked words, context)."""
    acts, context = frozenset[str](), FrameContext()
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            names, *marks = line[3:].split()
            acts = frozenset(names.split("+"))
            context = FrameContext(SHOWN if "@begun" in marks else 0, "@photo" in marks)
        elif line.strip():
            yield _MARK.sub(r"\2", line), acts, _MARK.findall(line), context


def main() -> None:
    """Print how often acts and the roles of marked words are told."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    found: Counter[str] = Counter()
    wrong: list[str] = []
    times = []
    for text, acts, marked, context in sentences():
        started = perf_counter()
        frame = reader().read(text, context)
        times.append(perf_counter() - started)
        said = {act for act, share in frame.acts.items() if share >= 0.5}
        known = all(set(act.split("|")) & said for act in acts)
        extra = said - {one for act in acts for one in act.split("|")}
        found += Counter(sentences=1, known=known, exact=known and not extra)
        if not known:
            wrong.append(f"{'+'.join(acts)}: {text} → {', '.join(said) or 'nothing'}")
        for letter, words in marked:
            found += Counter(marked=1, told=_plays(frame, letter, words))
    count = found["sentences"]
    print(f"{count} sentences: all their acts {found['known'] / count:.3f}, and no other "
          f"{found['exact'] / count:.3f}")  # fmt: skip
    print(f"{found['marked']} marked words: {found['told'] / found['marked']:.3f} in their part")
    print(f"{1000 * sorted(times)[count // 2]:.0f} ms at the median")
    print("\n".join(wrong))


def _plays(frame: Frame, letter: str, words: str) -> bool:
    roles = ALIKE.get(letter) or (LETTERS[letter],)
    start = frame.text.find(words)
    end = start + len(words)
    return any(s.start < end and start < s.end and s.role in roles for s in frame.spans)


if __name__ == "__main__":
    main()
