"""The folders of the languages, and what their files hold."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PACKS = Path(__file__).parent
DEFAULT = "en"
"""What is spoken to whoever speaks none of the languages."""


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages, the default one first."""
    found = sorted(path.parent.name for path in PACKS.glob("*/language.toml"))
    return tuple(sorted(found, key=lambda code: code != DEFAULT))


@cache
def messages(code: str) -> dict[str, dict[str, Any]]:
    """What is said in one language: its "sentences", the "names" of constraints, and what the
    "page" says. Those of constraints, and of what is the shopper's own, have files of their own."""
    fixed, own, yours = table(code, "messages"), table(code, "constraints"), table(code, "yours")
    return {
        "sentences": {**fixed["sentences"], **own["sentences"], **yours["sentences"]},
        "names": own["names"],
        "page": {**table(code, "page"), **own["page"], **yours["page"]},
    }


def spellings(word: str, code: str) -> tuple[str, ...]:
    """The ways to write a word: with the letters of its language, and with those of a keyboard
    that has them not ("Kopfhörer", "Kopfhoerer")."""
    pairs = table(code, "language").get("respelled", {}).items()
    other = word
    for letter, instead in pairs:
        other = other.replace(letter, instead)
    return (word, other) if other != word else (word,)


@cache
def table(code: str, name: str) -> dict[str, Any]:
    """A file of one language. Raises `KeyError` for a language that there is not."""
    if code not in codes():
        raise KeyError(code)
    return tomllib.loads((PACKS / code / f"{name}.toml").read_text(encoding="utf-8"))
