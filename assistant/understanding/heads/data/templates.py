"""The little language that templates are written in.

(a|b|)      one of these, or nothing
{kind}      a word of the list `kind`; {kinds} its plural; {w.kind} one that is wanted
<p:a lid>   words that play a part: here `part`, see `LETTERS`
== act      what the lines below do; `act+act` do both; `wish|change` wishes when nothing was
            asked before, changes otherwise; `@begun`, `@photo` say when they can be said
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LETTERS = {
    "w": "wanted",
    "r": "refused",
    "o": "owned",
    "p": "part",
    "g": "goes_with",
    "l": "place",
    "c": "occasion",
    "t": "recipient",
    "u": "use",
    "s": "style",
    "q": "question",
    "f": "reference",
}
CONTEXT = "context"
"""The heading of clauses that tell something and ask for nothing."""


@dataclass(frozen=True)
class Text:
    """Words as they stand."""

    text: str


@dataclass(frozen=True)
class Choice:
    """One of several sequences."""

    options: tuple[Sequence_, ...]


@dataclass(frozen=True)
class Span:
    """A sequence whose words play one part."""

    role: str
    inner: Sequence_


@dataclass(frozen=True)
class Slot:
    """A word of a list; its role is "" where the place it stands in says it."""

    name: str
    role: str


Node = Text | Choice | Span | Slot
Sequence_ = tuple[Node, ...]


@dataclass(frozen=True)
class Template:
    """One line, and what its heading says of it."""

    line: str
    nodes: Sequence_
    first: frozenset[str]  # acts when nothing was asked before
    later: frozenset[str]  # acts otherwise
    begun: bool  # only said when something was asked before
    photo: bool  # only said with a photo


def parse(line: str) -> Sequence_:
    """Raises ValueError for a line whose brackets do not match."""
    nodes, rest = _sequence(line, "")
    if rest:
        raise ValueError(f"A bracket is closed that was not opened: {line!r}")
    return nodes


def _sequence(text: str, closing: str) -> tuple[Sequence_, str]:
    """Nodes up to one of the closing characters, and what follows, that character included."""
    nodes: list[Node] = []
    while text and text[0] not in closing + ")>}|":
        node, text = _node(text)
        nodes.append(node)
    return tuple(nodes), text


def _node(text: str) -> tuple[Node, str]:
    if text[0] == "(":
        return _choice(text[1:])
    if text[0] == "{":
        name, _, rest = text[1:].partition("}")
        letter, dot, slot = name.partition(".")
        return (Slot(slot, LETTERS[letter]) if dot else Slot(name, "")), rest
    if text[0] == "<":
        role, inner = LETTERS[text[1]], text[3:]
        nodes, rest = _sequence(inner, ">")
        return Span(role, nodes), _closed(rest, ">")
    end = next((i for i, character in enumerate(text) if character in "({<)>}|"), len(text))
    return Text(text[:end]), text[end:]


def _choice(text: str) -> tuple[Choice, str]:
    options = []
    while True:
        nodes, text = _sequence(text, "|)")
        options.append(nodes)
        if not text.startswith("|"):
            return Choice(tuple(options)), _closed(text, ")")
        text = text[1:]


def _closed(text: str, bracket: str) -> str:
    if not text.startswith(bracket):
        raise ValueError(f"{bracket!r} is missing before {text!r}")
    return text[1:]


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """(heading, line) of a file of headings and lines."""
    heading = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            heading = line[3:].strip()
        elif line.strip():
            yield heading, line.strip()


def read_templates(path: Path) -> list[Template]:
    """Every template of a file. Raises ValueError for one that cannot be read."""
    return [_template(heading, line) for heading, line in sections(path)]


def _template(heading: str, line: str) -> Template:
    names, *marks = heading.split()
    first, _, later = names.partition("|")
    acts, later_acts = _acts(first), _acts(later or first)
    return Template(line, parse(line), acts, later_acts, "@begun" in marks, "@photo" in marks)


def _acts(names: str) -> frozenset[str]:
    return frozenset() if names == CONTEXT else frozenset(names.split("+"))


def read_words(path: Path) -> dict[str, list[str]]:
    """The lists of words of a file, by name."""
    found: dict[str, list[str]] = {}
    for heading, line in sections(path):
        found.setdefault(heading, []).extend(word.strip() for word in line.split(", "))
    return found
