"""No language is named, and no sentence stands, in the code that speaks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.languages.pack import codes
from retrieval.words import is_cjk

ASSISTANT = Path(__file__).parents[3] / "assistant"
SPEAKING = ("dialogue", "explain", "languages", "ui", "advice", "constraints", "api")
"""The rooms that say something."""
GRAMMAR = {"dialogue/finding.py", "api/ucp/asking.py", "api/ucp/insight.py"}
"""They ask whether the grammar has read English, to search by the shopper's own wording."""
FILES = [path for room in SPEAKING for path in sorted((ASSISTANT / room).rglob("*.py"))]


def name_of(path: Path) -> str:
    return path.relative_to(ASSISTANT).as_posix()


def strings(tree: ast.AST) -> Iterator[ast.Constant]:
    """The string constants of a module that are no docstrings."""
    bare = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_that_speaks_asks_which_language_it_is(path: Path) -> None:
    known = set(codes())
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Compare) and name_of(path) not in GRAMMAR:
            sides = [node.left, *node.comparators]
            values = {one.value for one in sides if isinstance(one, ast.Constant)}
            assert not known & {one for one in values if isinstance(one, str)}, node.lineno


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_file_that_speaks_has_a_chinese_sentence_in_it(path: Path) -> None:
    """Patterns and lists of words that are read may have Chinese; what is filled in, or ends as a
    sentence does, is said."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    filled = [
        one for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for one in strings(node)
    ]
    said = [
        one.value for one in filled if is_cjk(one.value) and not re.search(r"[\\[(|]", one.value)
    ]
    ended = [one.value for one in strings(tree) if re.search("[一-鿿]+[。！？]$", one.value)]
    slots = [
        one.value
        for one in strings(tree)
        if is_cjk(one.value) and re.search("{[a-z_]+}", one.value)
    ]
    assert not [*said, *ended, *slots]


SAYING = ("phrases.py", "sayings.py", "openings.py", "stating.py", "missing.py", "kinds.py")


@pytest.mark.parametrize("name", SAYING)
def test_sentences_stand_in_the_packs_alone(name: str) -> None:
    """Several words between quotes are a sentence; keys of messages have no blank."""
    tree = ast.parse((ASSISTANT / "dialogue" / name).read_text(encoding="utf-8"))
    said = [one.value for one in strings(tree) if re.search("[a-z]{2,} [a-z]{2,}", one.value)]
    assert not [one for one in said if not re.search(r"[\\|^$]", one)], said
