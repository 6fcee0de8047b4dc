"""Turns with photos: each is read for itself, and nothing is said to look like what it does not."""

import pytest
from PIL import Image

from assistant.dialogue import conversation
from assistant.dialogue.pictured import pictured_in
from assistant.turn import Turn
from tests.assistant.dialogue.actions import say, titles


@pytest.fixture
def photo(feed):
    """A product's picture by its name."""
    return lambda name: (feed.parent / f"{name}.png",)


@pytest.fixture
def shows(assistant, monkeypatch):
    """Tells which product, or none, a photo shows: the test's encoder knows colours alone."""

    def tell(product: str, kind: str = "") -> None:
        def told(photos, assistant, reading=None):
            seen = pictured_in(photos, assistant, reading)
            if not product:
                return type(seen)(seen.photos, hue=seen.hue)
            columns = assistant.searcher.columns
            hits = assistant.searcher.search(conversation_query(product), len(columns.facts))
            found = next(hit for hit in hits if hit.product.title == product)
            [item] = assistant.recommended([found], conversation_asked())
            return type(seen)(seen.photos, reading, kind or product.split()[-1], item, seen.hue)

        monkeypatch.setattr(conversation, "pictured_in", told)

    return tell


def conversation_query(text):
    from retrieval.query import Query

    return Query(text)


def conversation_asked():
    from assistant.explain import Asked

    return Asked()


def test_what_was_said_of_earlier_things_does_not_bind_a_new_photo(talk, photo, shows):
    say(talk, "a red mug", "under 200 euros", "not blue")
    shows("Green lamp")
    answer = talk.say(Turn("my friend has this one, more like that?", photos=photo("green-lamp")))
    assert answer.wishes.include == {"category": ("lamp",)}
    assert answer.wishes.max_price
    assert answer.wishes.exclude == {"colour": ("blue",)}
    assert titles(answer)[0] == "Green lamp"


def test_a_budget_that_nothing_of_the_photos_kind_meets_is_let_go(talk, photo, shows):
    say(talk, "a mug under 20 euros")
    shows("Green lamp")
    answer = talk.say(Turn("", photos=photo("green-lamp")))
    assert not answer.wishes.max_price
    assert {title.split()[1] for title in titles(answer)} == {"lamp"}


def test_a_limit_that_compared_is_let_go(talk, photo, shows):
    say(talk, "mugs", "more expensive")
    say(talk, "chairs", "cheaper than 500 euros")
    shows("Green chair")
    say(talk, "dearer")
    answer = talk.say(Turn("like this", photos=photo("green-chair")))
    assert not answer.wishes.min_price


def test_the_list_before_a_photo_can_be_returned_to(talk, photo, shows):
    before = titles(say(talk, "red mugs"))
    shows("Green lamp")
    talk.say(Turn("like this", photos=photo("green-lamp")))
    back = say(talk, "back to the mugs")
    assert titles(back) == before
    assert not talk.state.photos


@pytest.mark.parametrize(
    "words", ["", "2 kilo of these please", "how much are these?", "妈妈让我买两斤这个，怎么卖"]
)
def test_a_photo_of_what_is_not_sold_is_said_to_be_that(talk, photo, shows, words):
    before = say(talk, "red mugs")
    shows("")
    answer = talk.say(Turn(words, photos=photo("green-lamp"), language="en"))
    assert answer.intent == "out_of_scope"
    assert "anything like your photo" in answer.reply or "没有卖和您照片相像" in answer.reply
    assert titles(answer) == titles(before)
    after = say(talk, "a chair then")
    assert "photo" not in after.reply
    assert not talk.state.photos


def test_a_kind_in_the_colour_of_a_photo(talk, photo, shows):
    shows("")
    answer = talk.say(Turn("a mug in this colour", photos=photo("green-chair")))
    assert titles(answer)[0] == "Green mug"
    assert "closest to green" in answer.reply
    assert "your photo looks" not in answer.reply


def test_another_colour_is_not_said_to_look_like_the_photo(talk, photo, shows):
    shows("Red chair")
    assert "looks most like your photo" in talk.say(Turn("", photos=photo("red-chair"))).reply
    answer = say(talk, "same thing in blue")
    assert titles(answer) == ["Blue chair"]
    assert "photo" not in answer.reply


def test_the_one_in_the_picture_is_what_it_shows(talk, photo, shows):
    shows("Green lamp")
    talk.say(Turn("like this", photos=photo("green-lamp")))
    say(talk, "chairs")
    assert "59" in say(talk, "how much is the one in my picture?").reply


def test_who_has_it_wants_another(talk, photo, shows):
    shows("Green lamp")
    answer = talk.say(
        Turn("i have this one already, something similar", photos=photo("green-lamp"))
    )
    assert "Green lamp" not in titles(answer)


def test_something_in_between_lies_between_the_two(talk):
    say(talk, "anything in stock")
    talk.say(Turn("show me a teapot"))
    say(talk, "more expensive than this, any kind")
    answer = say(talk, "something in between")
    assert answer.wishes.min_price or answer.recommendations


def test_a_grey_picture_has_no_error(assistant):
    assert pictured_in((Image.new("RGB", (30, 40), "grey"),), assistant).photos
