"""The fixed sentences of a conversation and the names of constraints, from the language packs."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

PACKS = Path(__file__).parents[1] / "languages"


@cache
def messages(language: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of one language: its "sentences", the "names" of constraints, and what the "page"
    says of them."""
    fixed, own = (
        tomllib.loads((PACKS / language / f"{name}.toml").read_text(encoding="utf-8"))
        for name in ("messages", "constraints")
    )
    return {**own, "sentences": {**fixed["sentences"], **own["sentences"]}}


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that the assistant speaks."""
    return tuple(sorted(path.parent.name for path in PACKS.glob("*/messages.toml")))


def fixed() -> list[str]:
    """All sentences that are always the same, as they may be quoted from."""
    return [text for one in languages() for text in messages(one)["sentences"].values()]


def say(language: str, key: str, **values: object) -> str:
    """A fixed sentence. Raises `KeyError` for one that there is not."""
    return messages(language)["sentences"][key].format(**values)


def name(language: str, constraint: str) -> str:
    """A constraint as a shopper reads it: "the colour"."""
    return messages(language)["names"][constraint]
