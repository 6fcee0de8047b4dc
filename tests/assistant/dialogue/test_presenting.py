import re

import pytest

from assistant.dialogue import openings, sayings
from assistant.language import Wishes
from assistant.languages.speaker import speaker
from assistant.recommendation import Recommendation
from retrieval.money import Money
from retrieval.offers import Offer, Product

OFFER = Offer("Alder", "1", title="Red {mug}", price=Money(900, "EUR"))
ITEM = Recommendation(Product("p", (OFFER,)), (OFFER,), 1.0, {}, [])
LIMIT = Money(3000, "EUR")
CHANGES = [
    (Wishes(include={"colour": ("red", "blue")}), "in red or blue", "红色或蓝色的"),
    (Wishes(include={"material": ("oak",)}), "made of oak", "橡木材质的"),
    (Wishes(max_price=LIMIT), "for up to €30", "€30以内"),
    (Wishes(min_price=LIMIT, max_price=LIMIT), "between €30 and €30", "€30到€30之间"),
    (Wishes(in_stock=True), "in stock", "有现货的"),
    (Wishes(), "", ""),
]


@pytest.mark.parametrize(("wishes", "english", "chinese"), CHANGES)
def test_what_an_utterance_added_is_put_shortly(wishes, english, chinese):
    assert openings.change(wishes, "en") == english
    assert openings.change(wishes, "zh") == chinese


OPENINGS = [key for key in sayings.messages("en")["sentences"] if key.startswith("opening.")]


@pytest.mark.parametrize("language", sayings.languages())
@pytest.mark.parametrize("key", OPENINGS)
def test_every_opening_names_the_first_and_has_no_empty_slot(language, key):
    key = key.removeprefix("opening.")
    said = openings.opening(key, [ITEM, ITEM], 7, Wishes(in_stock=True), language)
    assert "Red {mug}" in said
    assert speaker(language).formats.money(Money(900, "EUR")) in said
    assert not re.search(r"\{(?!mug)|None|  ", said)
