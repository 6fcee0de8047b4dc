"""What a turn does, by the patterns of the language packs: precise rules that need no training."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

PACKS = Path(__file__).parents[1] / "languages"


@dataclass(frozen=True)
class Cues:
    """The acts that an utterance's own words give away."""

    acts: frozenset[str] = frozenset()
    said: Mapping[str, str] = field(default_factory=dict)  # act → what it names: "owned": "mugs"
    units: str = ""  # unit that an answer is wanted in, as it was said
    played: Mapping[str, str] = field(default_factory=dict)  # word → the part it plays, if known

    def __contains__(self, act: str) -> bool:
        return act in self.acts


@lru_cache(maxsize=1)
def patterns() -> Mapping[str, tuple[re.Pattern[str], ...]]:
    """Act → its patterns in every language; people mix languages in one sentence."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for pack in sorted(PACKS.glob("*/acts.toml")):
        for act, texts in tomllib.loads(pack.read_text(encoding="utf-8")).items():
            found.setdefault(act, []).extend(map(re.compile, texts))
    return {act: tuple(compiled) for act, compiled in found.items()}


def read_cues(text: str) -> Cues:
    """The acts in a normalised text."""
    acts: dict[str, str] = {}
    units = ""
    for act, known in patterns().items():
        for pattern in known:
            if match := pattern.search(text):
                named = match.groupdict()
                acts.setdefault(act, (named.get("what") or "").strip())
                acts[act] = acts[act] or (named.get("what") or "").strip()
                units = units or named.get("unit") or ""
    return Cues(frozenset(acts), {act: what for act, what in acts.items() if what}, units)
