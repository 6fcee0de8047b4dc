"""What of a product each index reads."""

from retrieval.documents import LONGEST, TRAITS, embedding_text
from retrieval.offers import Offer, Product


def product(**fields) -> Product:
    return Product("p", (Offer("shop", "1", **fields),))


def test_title_kind_traits_and_description_are_read_in_this_order() -> None:
    text = embedding_text(
        product(
            title="Oak stool",
            category="Home > Seats",
            brand="Halvmere",
            description="Made by hand.",
            attributes={"finish": "oiled", "title_zh": "橡木凳", "height_cm": "45"},
        )
    )
    assert text == "Oak stool. Seats. Halvmere. oiled. Made by hand."


def test_what_was_said_is_not_said_again() -> None:
    text = embedding_text(product(title="Red Oak stool", attributes={"colour": "red"}))
    assert text == "Red Oak stool"


def test_many_traits_leave_room_for_the_description() -> None:
    traits = {str(number): f"trait {number} of many" for number in range(50)}
    text = embedding_text(product(title="Stool", description="word " * 500, attributes=traits))
    assert len(text) <= LONGEST
    assert text.count("word") > (LONGEST - 2 * TRAITS) / len("word ")
    assert "trait 0" in text


def test_a_brand_and_traits_alone_say_not_what_it_is() -> None:
    assert embedding_text(product(brand="Halvmere", attributes={"colour": "red"})) == ""


def test_a_missing_title_is_taken_from_the_next_offer() -> None:
    two = Product("p", (Offer("a", "1", category="Mugs"), Offer("b", "2", title="Blue mug")))
    assert embedding_text(two) == "Blue mug. Mugs"
