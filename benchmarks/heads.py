"""The heads on sentences written by hand, without templates: `python -m benchmarks.heads`.

They were written before the heads were first run on them, and nothing was changed for them since.
`heads.txt` has them in the templates' language, without choices and slots.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import numpy as np

from assistant.understanding.acts import ACTS, ROLES
from assistant.understanding.heads.data.templates import Span, Template, Text, read_templates
from assistant.understanding.heads.model import Heads
from assistant.understanding.heads.reading import HeadContext, HeadReading
from assistant.understanding.heads.words import word_spans
from retrieval.encoders.compact import CompactEncoder

FILE = Path(__file__).with_suffix(".txt")
SHOWN = 5


@dataclass
class Score:
    """Counts of one act or role."""

    right: int = 0
    said: int = 0
    true: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.said + self.true)


@dataclass
class Report:
    """What the sentences came to."""

    acts: dict[str, Score] = field(default_factory=lambda: {act: Score() for act in ACTS})
    roles: dict[str, Score] = field(default_factory=lambda: {role: Score() for role in ROLES})
    exact: Counter[bool] = field(default_factory=Counter)
    first: Counter[bool] = field(default_factory=Counter)
    words: Counter[bool] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    def add(self, template: Template, heads: Heads) -> None:
        """Read one sentence and count."""
        text, roles = _sentence(template)
        context = HeadContext(template.begun, SHOWN if template.begun else 0, template.photo)
        reading = heads.read(text, context)
        acts = template.later if template.begun else template.first
        said = set(reading.likely())
        for act in ACTS:
            _count(self.acts[act], act in acts, act in said)
        self.exact[said == acts] += 1
        self.first[max(reading.acts, key=lambda act: reading.acts[act]) in acts] += 1
        if said != acts:
            self.misses.append(f"{text} — {'+'.join(sorted(acts))}, said {'+'.join(said)}")
        self._count_words(text, roles, reading)

    def _count_words(self, text: str, roles: np.ndarray, reading: HeadReading) -> None:
        told = np.zeros(len(text), int)
        for span in reading.roles:
            told[span.start : span.end] = ROLES.index(span.role)
        for start, end in word_spans(text):
            true, said = (int(np.bincount(row[start:end]).argmax()) for row in (roles, told))
            self.words[true == said] += 1
            for number, role in enumerate(ROLES):
                _count(self.roles[role], number == true, number == said)

    def __str__(self) -> str:
        lines = [
            f"turns whose likeliest act is right {_share(self.first)}",
            f"turns with exactly their acts      {_share(self.exact)}",
            f"words with their role              {_share(self.words)}",
        ]
        for table in (self.acts, self.roles):
            lines += [f"  {name:13s} F1 {one.f1:.2f} of {one.true}" for name, one in table.items()]
        return "\n".join(lines)


def main() -> None:
    """Print the figures, and with `--misses` the sentences that were misread."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--speed", action="store_true")
    chosen = parser.parse_args()
    encoder = CompactEncoder()
    heads, report = Heads.load(encoder), Report()
    templates = read_templates(FILE)
    for template in templates:
        report.add(template, heads)
    print(report)
    if chosen.misses:
        print("\n".join(report.misses))
    if chosen.speed:
        texts = [_sentence(template)[0] for template in templates]
        alone, whole = (
            _median(lambda text: encoder.query_states([text]), texts),
            _median(heads.read, texts),
        )
        print(f"encoder alone {alone:.1f} ms, the whole reading {whole:.1f} ms, at the median")


def _median(call: Callable[[str], object], texts: list[str]) -> float:
    """Milliseconds of a call."""
    taken = []
    for text in texts:
        start = perf_counter()
        call(text)
        taken.append(perf_counter() - start)
    return 1000 * float(np.median(taken))


def _sentence(template: Template) -> tuple[str, np.ndarray]:
    """The text of a line, and the role of each of its characters."""
    text, roles = "", []
    for node in template.nodes:
        nodes, role = (node.inner, node.role) if isinstance(node, Span) else ((node,), "none")
        for inner in nodes:
            if not isinstance(inner, Text):
                raise ValueError(f"Only plain words and spans, not {template.line!r}")
            text += inner.text
            roles += [ROLES.index(role)] * len(inner.text)
    return text, np.array(roles)


def _count(score: Score, true: bool, said: bool) -> None:
    score.right += true and said
    score.true += true
    score.said += said


def _share(counts: Counter[bool]) -> str:
    return f"{counts[True] / counts.total():.3f} of {counts.total()}"


if __name__ == "__main__":
    main()
