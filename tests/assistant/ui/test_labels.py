"""A chip's words are such that saying them asks for the same thing."""

from __future__ import annotations

import pytest

from assistant.dialogue import Chip, State, chips
from assistant.language import Context, Dimension, Vocabulary, Wishes, understand
from assistant.ui.labels import label
from assistant.ui.texts import texts
from retrieval.money import Money

UNDERSTOOD = ("en", "zh")
"""Languages whose words the grammar reads."""
CHIPS = [
    *(Chip("max_price", Money.of(60, code)) for code in ("EUR", "USD", "GBP", "CNY", "")),
    Chip("max_price", Money.of("59.99", "EUR")),
    Chip("min_price", Money.of(20, "EUR")),
    Chip("about_price", Money.of(1500, "USD")),
    Chip("min_rating", 4.5),
    Chip("in_stock", True),
    *(Chip("condition", condition) for condition in ("new", "used", "refurbished")),
    *(Chip("audience", one) for one in ("man", "woman", "boy", "girl", "kid", "baby")),
    *(Chip("sort", order) for order in ("price_asc", "price_desc", "rating")),
    Chip("include", "backpack", "category"),
    Chip("include", "dark green", "colour"),
    Chip("include", "leather", "material"),
    Chip("include", "striped", "pattern"),
    Chip("include", "42", "size"),
    Chip("include", "xl", "size"),
    Chip("exclude", "backpack", "category"),
    Chip("exclude", "red", "colour"),
    Chip("exclude", "leather", "material"),
    Chip("exclude", "handle", "words"),
    *(
        Chip("dimensions", Dimension(name, op, 30.0, "cm"))
        for name in ("width", "height", "depth", "length", "diameter", "thickness", None)
        for op in ("<=", ">=", "~=")
    ),
    Chip("dimensions", Dimension("weight", "<=", 2.5, "kg")),
    Chip("dimensions", Dimension("capacity", ">=", 0.5, "l")),
    Chip("dimensions", Dimension("battery", ">=", 10.0, "hour")),
]


@pytest.mark.parametrize("language", UNDERSTOOD)
@pytest.mark.parametrize("chip", CHIPS, ids=lambda chip: chip.name)
def test_what_a_chip_says_is_understood_as_what_it_stands_for(chip: Chip, language: str) -> None:
    context = Context(3, Wishes(include={"category": ("mug",)}), searched=True)
    said = understand(label(chip, texts(language)), Vocabulary.of(()), context)
    assert chips(State(said.wishes)) == (chip,)
