"""Makes sentences with known acts and roles: `python -m assistant.understanding.heads.data`.

A fifth of the templates and a third of the words are held out: a training sentence has neither, a
validation sentence has nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from random import Random

from assistant.understanding.heads.data import noise
from assistant.understanding.heads.data.noise import Piece
from assistant.understanding.heads.data.templates import (
    Choice,
    Sequence_,
    Slot,
    Span,
    Template,
    Text,
    read_templates,
    read_words,
)
from assistant.understanding.heads.reading import HeadContext

LANGUAGES = ("en", "zh", "de")
A_TEMPLATE = 9
"""Sentences made of each template."""
FEW = 10
"""A list shorter than this is not divided: `first`, `second` are no vocabulary."""
CLOSED = frozenset(("ord",))
PAIRS = (
    *[("greet", "wish")] * 3,
    *[("wish", "refuse")] * 3,
    *[("complain", "change")] * 2,
    ("change", "refuse"),
    ("complain", "refuse"),
    ("correct", "wish"),
    ("thank", "goodbye"),
    ("thank", "wish"),
    ("thank", "ask_shop"),
    ("keep", "ask_item"),
    ("keep", "buy"),
    ("keep", "wish"),
    ("keep", "ask_reviews"),
    ("buy", "ask_shop"),
    ("buy", "thank"),
    ("ask_item", "ask_shop"),
    ("ask_item", "ask_reviews"),
    ("choose", "explain"),
    ("compare", "choose"),
    ("start_over", "wish"),
    ("drop_limit", "change"),
    ("more", "change"),
    ("wish", "ask_shop"),
    ("return_topic", "choose"),
    ("return_topic", "ask_item"),
    ("ask_all", "choose"),
    ("buy", "wish"),
    ("undo", "change"),
    ("refuse", "more"),
)
"""Acts that go together in one turn, in this order."""
JOINTS = {
    "en": (". ", ", ", " and ", " - ", "; ", " ", " but ", "... ", "! "),
    "zh": ("，", "。", "，", " ", "；", "，然后", "，不过"),
    "de": (". ", ", ", " und ", " - ", ", aber "),
}


@dataclass(frozen=True)
class Example:
    """A sentence and what is true of it."""

    text: str
    roles: tuple[tuple[int, int, str], ...]  # (start, end, role), none left out
    acts: frozenset[str]
    context: HeadContext
    language: str
    held_out: bool


def examples(seed: int = 0) -> list[Example]:
    """All sentences, training and validation, in an order of chance. Takes seconds."""
    found: list[Example] = []
    for held_out in (False, True):
        for language in LANGUAGES:
            found += _Maker(language, held_out, seed).all()
    Random(seed).shuffle(found)
    return list({example.text: example for example in found}.values())


class _Maker:
    """Makes the sentences of one language, held out or not."""

    def __init__(self, language: str, held_out: bool, seed: int) -> None:
        folder = Path(__file__).parent / language
        self._language, self._held_out, self._seed = language, held_out, seed
        self._random = Random(seed)
        templates = read_templates(folder / "templates.txt")
        self._templates = [t for t in templates if _part(t.line, 5, held_out)]
        self._clauses = [t for t in self._templates if not t.later]
        self._words = {
            name: _own(name, words, held_out)
            for name, words in read_words(folder / "words.txt").items()
        }
        self._foreign = _own("kind", _other_kinds(language), held_out)

    def all(self) -> Iterator[Example]:
        for template in self._templates:
            # anew for each, so that one more template changes no other's sentences
            self._random = Random(f"{self._seed} {self._held_out} {template.line}")
            for _ in range(A_TEMPLATE):
                yield self._one(template)
        for number, (first, second) in enumerate(PAIRS * max(1, len(self._templates) // 40)):
            self._random = Random(f"{self._seed} {self._held_out} {number}")
            pair = [self._with_act(first), self._with_act(second)]
            if all(pair):
                yield self._compound([one for one in pair if one])

    def _one(self, template: Template) -> Example:
        """A sentence of one template, at times with something told around it."""
        if template.later and self._clauses and self._random.random() < 0.3:
            told = self._random.sample(self._clauses, min(len(self._clauses), self._how_many()))
            parts = [*told, template]
            if self._random.random() < 0.25:
                self._random.shuffle(parts)
            return self._compound(parts)
        return self._compound([template])

    def _how_many(self) -> int:
        return self._random.choice((1, 1, 1, 2, 2, 3))

    def _with_act(self, act: str) -> Template | None:
        fitting = [t for t in self._templates if t.later == {act} and not t.photo]
        return self._random.choice(fitting) if fitting else None

    def _compound(self, templates: list[Template]) -> Example:
        context = self._context(templates)
        acts = frozenset().union(*(t.later if context.begun else t.first for t in templates))
        pieces: list[Piece] = []
        for template in templates:
            if pieces:
                pieces.append((self._random.choice(JOINTS[self._language]), "none"))
            pieces += self._filled(template.nodes, "none")
        pieces = noise.joined(pieces)
        asks = bool(acts & noise.QUESTIONS)
        pieces = noise.slipped(pieces, self._language, asks, self._random)
        text = "".join(text for text, _ in pieces)
        roles = tuple(_places(pieces))
        return Example(text, roles, acts, context, self._language, self._held_out)

    def _context(self, templates: list[Template]) -> HeadContext:
        photo = any(t.photo for t in templates)
        needs = any(t.begun for t in templates)
        begun = self._random.random() < (0.95 if needs else 0.5)
        shown = self._random.choice((0, 1, 2, 3, 5, 5, 6, 10)) if begun else 0
        return HeadContext(begun, shown, photo or self._random.random() < 0.03)

    def _filled(self, nodes: Sequence_, role: str) -> Iterator[Piece]:
        for node in nodes:
            if isinstance(node, Text):
                yield node.text, role
            elif isinstance(node, Choice):
                yield from self._filled(self._random.choice(node.options), role)
            elif isinstance(node, Span):
                yield from self._filled(node.inner, node.role)
            else:
                yield from self._word(node, node.role or role)

    def _word(self, slot: Slot, role: str) -> Iterator[Piece]:
        if slot.name == "itemq":
            nodes = self._random.choice(self._questions())
            yield from self._filled(nodes, role)
        elif slot.name in ("kind", "kinds") and self._random.random() < 0.04:
            space = " " if self._language == "zh" else ""
            yield space + _singular(self._random.choice(self._foreign)) + space, role
        elif slot.name == "kinds":
            yield _plural(self._random.choice(self._words["kind"])), role
        else:
            yield _singular(self._random.choice(self._words[slot.name])), role

    def _questions(self) -> list[Sequence_]:
        from assistant.understanding.heads.data.templates import parse

        return [parse(line) for line in self._words["itemq"]]


def _part(text: str, parts: int, held_out: bool) -> bool:
    """Whether a line or word belongs to what is held out, or to the rest."""
    return (sha256(text.encode()).digest()[0] % parts == 0) == held_out


def _own(name: str, words: list[str], held_out: bool) -> list[str]:
    if len(words) < FEW or name in CLOSED:
        return words
    return [word for word in words if _part(word, 3, held_out)] or words


def _other_kinds(language: str) -> list[str]:
    other = "en" if language == "zh" else "zh"
    return read_words(Path(__file__).parent / other / "words.txt")["kind"]


def _singular(word: str) -> str:
    return word.partition("/")[0]


def _plural(word: str) -> str:
    one, slash, many = word.partition("/")
    if slash:
        return many
    if not one.isascii() or one.endswith("s"):
        return one
    if one.endswith("y") and one[-2:-1] not in tuple("aeiou"):
        return one[:-1] + "ies"
    return one + ("es" if one.endswith(("sh", "ch", "x")) else "s")


def _places(pieces: list[Piece]) -> Iterator[tuple[int, int, str]]:
    place = 0
    for text, role in pieces:
        end = place + len(text)
        if role != "none" and text.strip():
            start = place + len(text) - len(text.lstrip())
            yield start, place + len(text.rstrip()), role
        place = end
