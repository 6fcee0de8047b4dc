"""A small catalogue's vocabulary: brands, kinds and attributes that the lexicon does not have."""

from __future__ import annotations

import pytest

from assistant.language import Context, Vocabulary, Wishes
from retrieval.facts import Facts
from retrieval.offers import Offer

OFFERS = [
    Offer("Nord Shop", "1", "Brimbel backpack, green, 20 l", category="Bags > Backpacks",
          brand="Brimbel", attributes={"color": "green", "material": "nylon", "capacity_l": "20"}),
    Offer("Nord Shop", "2", "Brimbel zorbulator", category="Things > Zorbulators", brand="Brimbel",
          attributes={"colour": "moonstone", "pages": "192"}),
    Offer("Sud", "3", "Candle", category="Home > Promotions", brand="Ostwick & Sons",
          attributes={"scent": "lavender", "strap": "leather strap"}),
]  # fmt: skip


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return Vocabulary.of([Facts(offer) for offer in OFFERS])


@pytest.fixture(scope="session")
def begun() -> Context:
    """Five mugs are on the screen."""
    return Context(shown=5, wishes=Wishes(include={"category": ("mug",)}))
