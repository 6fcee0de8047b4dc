"""What a turn does: what the rules see in its words, and what the heads make of it as a whole.

Rules are sure where they speak and silent elsewhere; the heads always have an opinion. So a rule
holds as it is, and the heads count where they are sure, each act with its own bar.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.cues import Cues, read_cues
from assistant.understanding.heads.model import Heads
from assistant.understanding.heads.reading import HeadContext, HeadReading

SURE = {
    "thank": ("thank", 0.9),
    "complain": ("upset", 0.8),
    "choose": ("choose", 0.9),
    "total": ("total", 0.9),
    "ask_reviews": ("reviews", 0.9),
    "buy": ("buy", 0.9),
    "capabilities": ("capabilities", 0.9),
    "unsafe": ("unsafe", 0.9),
}
"""Act of the heads → the act it stands for, and how sure they must be of it."""
ASKS = 0.75
"""How sure they must be that a turn asks about what is shown."""
ASKS_SURELY = 0.9
"""How sure they must be of it where the grammar reads sizes as wishes."""
OWNED = 0.7
"""How sure they must be that something is owned, and not wanted."""


def read(text: str, context: HeadContext, heads: Heads | None) -> Cues:
    """The acts of a normalised text; by the rules alone where there are no heads."""
    cues = read_cues(text)
    if heads is None or not text.strip():
        return cues
    reading = heads.read(text, context)
    acts = {name for act, (name, bar) in SURE.items() if reading.acts.get(act, 0) >= bar}
    asks = max(reading.acts.get("ask_item", 0), reading.acts.get("ask_all", 0)) >= ASKS
    surely = reading.acts.get("ask_item", 0) >= ASKS_SURELY
    said = dict(cues.said)
    if "owned" not in said and (owned := _owned(reading)):
        said["owned"] = owned
    return replace(
        cues,
        acts=cues.acts | acts,
        said=said,
        asks=asks,
        asks_surely=surely,
        played=_played(reading),
    )


def _owned(reading: HeadReading) -> str:
    spans = [r for r in reading.roles if r.role == "owned" and r.probability >= OWNED]
    return spans[0].text if spans and reading.acts.get("wish", 0) < 0.5 else ""


def _played(reading: HeadReading) -> dict[str, str]:
    """Word → the part it plays."""
    return {word: span.role for span in reading.roles for word in span.text.split()}
