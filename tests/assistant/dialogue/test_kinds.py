"""What a photo shows, and what is like a chosen item, stays among things of its kind."""

import pytest

from assistant.dialogue import Conversation
from assistant.dialogue.kinds import kind_of, kind_shown
from assistant.turn import Turn
from retrieval.offers import Offer, Product
from retrieval.search import Hit


def product(title: str, category: str = "") -> Product:
    return Product(title, (Offer("shop", title, title, category=category),))


def hits(*found: tuple[str, float]) -> list[Hit]:
    return [
        Hit(product(f"Thing {n}", f"Home > {kind}"), (), score, {})
        for n, (kind, score) in enumerate(found)
    ]


@pytest.mark.parametrize(
    ("title", "category", "kind"),
    [
        ("Red mug", "Home > Mugs", "mug"),
        ("Red mug", "", "mug"),
        ("Sunrise", "Home > Lamps > Promotions", "lamp"),
        ("Sunrise", "", ""),
    ],
)
def test_the_kind_is_what_the_category_names_or_the_title(assistant, title, category, kind):
    assert kind_of(product(title, category), assistant.vocabulary) == kind


def test_what_is_most_like_a_photo_says_what_it_shows(assistant):
    clear = hits(("Mugs", 0.9), ("Mugs", 0.8), ("Lamps", 0.5), ("Chairs", 0.4))
    assert kind_shown(clear, assistant.vocabulary) == "mug"
    torn = hits(("Mugs", 0.9), ("Lamps", 0.89), ("Chairs", 0.88), ("Teapots", 0.87))
    assert kind_shown(torn, assistant.vocabulary) == ""
    assert kind_shown([], assistant.vocabulary) == ""


def test_what_is_like_an_item_is_of_its_kind_until_the_shopper_says_otherwise(assistant):
    talk = Conversation(assistant, k=5)
    first = talk.say(Turn("something red")).recommendations[0].product.title.split()[-1]
    answer = talk.say(Turn("more like the first, but in blue"))
    assert {one.product.title for one in answer.recommendations} == {f"Blue {first}"}
    assert answer.wishes.include["category"] == (first,)
    relaxed = talk.say(Turn("any kind of thing is fine"))
    assert "category" not in relaxed.wishes.include
