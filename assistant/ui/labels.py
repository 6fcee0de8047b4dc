"""What a constraint is called on its chip: words that would be understood if they were said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.constraints import Chip, Word, label_of
from assistant.ui.texts import Texts
from retrieval.money import Money


def label(chip: Chip, t: Texts) -> str:
    """A chip's words: "under €60", "not leather"."""
    if chip.kind in CONTEXT:
        return CONTEXT[chip.kind](chip, t)
    said = label_of(chip)
    values = {name: _said(value, t) for name, value in said.values.items()}
    return t(said.key, **values).strip() if said.key else values["value"]


def value_word(facet: str, value: str, t: Texts) -> str:
    """A value as a shopper says it, in the page's language where that has a word for it."""
    words = t.speaker.words
    if facet == "attribute":
        return words.field(value) or value
    return (words.gloss(value) if facet == "words" else words.value(facet, value)) or value


def _said(value: Any, t: Texts) -> Any:
    """What fills a label, in the shopper's language."""
    if isinstance(value, Word):
        word = value_word(value.table, value.value, t)
        return t.known(f"{value.table}_{value.value}", word)
    return t.short_money(value) if isinstance(value, Money) else value


def _described(wording: str, t: Texts) -> str:
    """Describing words as a shopper reads them: a kind of thing, else a gloss."""
    words = t.speaker.words
    return words.value("category", wording) or words.gloss(wording) or wording


CONTEXT: dict[str, Callable[[Chip, Texts], Any]] = {
    "photos": lambda chip, t: t("your_photo", n=len(chip.value)),
    "like": lambda chip, t: t("like_item", title=chip.value.named(t.language)),
    "place": lambda chip, t: (
        t("place_here", name=chip.value.name) if chip.value.name else t("place_some")
    ),
    "words": lambda chip, t: t("words", words=_described(chip.value, t)),
}
"""What a search goes by besides its constraints → the words of its chip."""
