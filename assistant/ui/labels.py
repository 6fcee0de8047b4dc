"""What a constraint is called on its chip: words that would be understood if they were said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from assistant.dialogue import Chip
from assistant.explain.phrases.chinese_words import word
from assistant.language import Dimension
from assistant.ui.texts import Texts
from retrieval.money import Money


def label(chip: Chip, t: Texts) -> str:
    """A chip's words: "under €60", "not leather"."""
    return LABELS[chip.kind](chip, t)


def value_word(facet: str, value: str, t: Texts) -> str:
    """A value as a shopper says it: 红色 for "red" in Chinese, where there is a word."""
    return word(facet, value) if t.language == "zh" else value


def amount(price: Money) -> str:
    """A price without needless cents: "€60"; by its code where a sign would be another's."""
    said = f"{price.amount} CNY" if price.currency == "CNY" else str(price)
    return said.replace(".00", "")


def _price(chip: Chip, t: Texts) -> str:
    return t(chip.kind, price=amount(chip.value))


def _included(chip: Chip, t: Texts) -> str:
    word = value_word(chip.facet, chip.value, t)
    patterns = {"shop": "from_shop", "size": "size_value"}
    return t(patterns[chip.facet], value=word) if chip.facet in patterns else word


def _excluded(chip: Chip, t: Texts) -> str:
    key = "without_words" if chip.facet == "words" else "not_value"
    return t(key, value=value_word(chip.facet, chip.value, t))


def _dimension(chip: Chip, t: Texts) -> str:
    one: Dimension = chip.value
    name = t.known(f"size_{one.name}", one.name or "")
    return t(f"dimension_{one.op}", name=name, value=f"{one.value:g} {one.unit}").strip()


def _photos(chip: Chip, t: Texts) -> str:
    return t("your_photo", n=len(chip.value))


LABELS: dict[str, Callable[[Chip, Texts], Any]] = {
    "include": _included,
    "exclude": _excluded,
    "attributes": lambda chip, t: t("attribute", name=chip.facet, value=chip.value),
    "dimensions": _dimension,
    "min_price": _price,
    "max_price": _price,
    "about_price": _price,
    "min_rating": lambda chip, t: t("min_rating", n=chip.value),
    "in_stock": lambda chip, t: t("in_stock_only"),
    "condition": lambda chip, t: t(f"condition_{chip.value}"),
    "audience": lambda chip, t: t(f"for_{chip.value}"),
    "sort": lambda chip, t: t(f"sort_{chip.value}"),
    "photos": _photos,
    "like": lambda chip, t: t("like_item", title=chip.value.product.title),
    "words": lambda chip, t: t("words", words=value_word("category", chip.value, t)),
}
"""Kind of chip → its words."""
