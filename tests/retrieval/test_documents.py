"""What of a product each index reads."""

import pytest

from retrieval.documents import LONGEST, TRAITS, embedding_text, lexical_fields, said_once
from retrieval.lexical import Lexical
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
    long = " ".join(f"word{number}" for number in range(500))
    text = embedding_text(product(title="Stool", description=long, attributes=traits))
    assert len(text) <= LONGEST
    assert text.count("word") > (LONGEST - 2 * TRAITS) / len("word10 ")
    assert "trait 0" in text


def test_a_brand_and_traits_alone_say_not_what_it_is() -> None:
    assert embedding_text(product(brand="Halvmere", attributes={"colour": "red"})) == ""


def test_a_missing_title_is_taken_from_the_next_offer() -> None:
    two = Product("p", (Offer("a", "1", category="Mugs"), Offer("b", "2", title="Blue mug")))
    assert embedding_text(two) == "Blue mug. Mugs"


STUFFED = {
    "mug " * 30: "mug",
    "best mug cheap mug buy mug " * 5: "best mug cheap buy",
    "red, blue, grey Mug, red, blue, grey mugs": "red, blue, grey Mug,",
    "杯子杯子杯子": "杯子",
    "杯子，杯子，好杯子": "杯子，好杯子",
}


@pytest.mark.parametrize(("text", "once"), STUFFED.items())
def test_a_word_is_said_once(text: str, once: str) -> None:
    assert said_once(text) == once


def test_function_words_and_numbers_are_not_taken_for_repetition() -> None:
    plain = "The lid of the pot, 40 by 40 cm."
    assert said_once(plain) == plain


@pytest.mark.parametrize("place", ["title", "description", "category"])
@pytest.mark.parametrize(("text", "once"), STUFFED.items())
def test_repeating_words_is_worth_no_more_than_saying_them(tmp_path, place, text, once) -> None:
    said = {"title": "A thing", "category": "Home > Things", "description": "For the kitchen."}
    fair = product(**said | {place: f"{said[place]} {once}"})
    stuffed = product(**said | {place: f"{said[place]} {text}"})
    assert embedding_text(stuffed) == embedding_text(fair)
    found = Lexical.build(tmp_path, [lexical_fields(fair), lexical_fields(stuffed)])
    for question in ("mug", "red mug", "best mug", "杯子"):
        honest, repeated = found.scores(question)
        assert repeated <= honest


def test_made_up_attributes_and_more_offers_repeat_as_well(tmp_path) -> None:
    one = product(title="Mug", attributes={"tags": "mug"})
    many = Product(
        "p", (*product(title="Mug", attributes=dict.fromkeys("abcde", "mug")).offers,) * 3
    )
    fields = [field.split() for field in lexical_fields(one)]
    assert [set(field.split()) for field in lexical_fields(many)] == [*map(set, fields)]
    scores = Lexical.build(tmp_path, [lexical_fields(one), lexical_fields(many)]).scores("mug")
    assert scores[0] == scores[1]


def test_a_photo_that_repeats_a_word_says_it_once(tmp_path) -> None:
    offers = product(title="Tin").offers
    printed = [Product("p", offers, printed=("TEA " * times,)) for times in (1, 20)]
    scores = Lexical.build(tmp_path, map(lexical_fields, printed)).scores("tea")
    assert scores[0] == scores[1] > 0
