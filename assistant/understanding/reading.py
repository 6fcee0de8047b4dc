"""What a turn does beside wishing: the acts of its frame, and what patterns see in its words."""

from __future__ import annotations

from dataclasses import replace

from assistant.understanding.cues import Cues, read_cues
from assistant.understanding.frames.schema import Frame

OWNED = 0.6
"""How sure the model must be that something is owned, and not wanted."""


def read(text: str, frame: Frame) -> Cues:
    """The acts of a normalised text."""
    cues = read_cues(text)
    said = dict(cues.said)
    if frame.does("return_topic"):
        said["back"] = " ".join(frame.texts("reference", "kind")) or text
    owned = [span.text for span in frame.of("owned") if span.probability >= OWNED]
    if owned and not frame.of("kind"):
        said["owned"] = " ".join(owned)
    acts = {act for act in frame.acts if frame.does(act)}
    played = {word: span.role for span in frame.spans for word in span.text.split()}
    return replace(cues, acts=cues.acts | acts, said=said, played=played)
