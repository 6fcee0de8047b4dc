"""What is said of what buyers say, with the counts and quotes that they are."""

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import Conversation
from assistant.turn import Turn
from retrieval.catalogue import Catalogue
from retrieval.offers import Question, Review

LEAK = "It leaks a little when full."
SAID = [
    ("The handle is comfortable.", 5.0),
    ("Comfortable handle, lovely colour!", 5.0),
    ("The handle is uncomfortable.", 3.0),
    (LEAK, 3.0),
    ("I have a small kitchen and the size is perfect.", 5.0),
    ("The glaze is rough and the colour is dull.", 2.0),
    ("", 1.0),
]


@pytest.fixture
def talk(own_catalog) -> Conversation:
    catalogue = Catalogue.open(own_catalog)
    said = [Review("shop", "red-mug", stars, "", text) for text, stars in SAID]
    asked = [
        Question("shop", "red-mug", "Can it go in the dishwasher?", "Yes, on the top rack.",
                 by_shop=True),
    ]  # fmt: skip
    with catalogue.writing():
        catalogue.reviews.replace("r", said)
        catalogue.questions.replace("q", asked)
    catalogue.close()
    return Conversation(Assistant.open(own_catalog), k=5)


def say(talk: Conversation, text: str) -> str:
    return talk.say(Turn(text)).reply


def test_whether_buyers_speak_of_something_is_answered_with_that_alone(talk):
    say(talk, "a red mug")
    none = say(talk, "do people moan about the smell?")
    assert none == "None of the 7 reviews of “Red mug” mentions smell."
    some = say(talk, "do people complain about leaking?")
    assert some == f"Yes: 1 of 7 buyers of “Red mug” faults that (leaking): “{LEAK}”."
    assert say(talk, "有人抱怨漏水吗") == "“Red mug”的7条评价都没有提到漏水。"


def test_complaints_of_one_aspect_are_counted_apart_from_praise(talk):
    say(talk, "a red mug")
    told = say(talk, "do people complain about the colour?")
    assert told.startswith(
        "Yes: 1 of 7 buyers of “Red mug” faults that (colour): “The glaze is rough"
    )
    assert "1 praises it" in told
    assert "有：“Red mug”的7条评价中有1条对颜色" in say(talk, "有人抱怨颜色吗")


@pytest.mark.parametrize("words", ["how is it rated?", "what's the average rating", "评分多少"])
def test_stars_are_told_where_they_are_asked_for(talk, words):
    say(talk, "a red mug")
    assert "7" in say(talk, words)


@pytest.mark.parametrize("words", ["what does it cost and what do buyers say?", "价格和评价怎么样"])
def test_a_price_that_is_asked_for_beside_reviews_is_told(talk, words):
    say(talk, "a red mug")
    told = say(talk, words)
    assert "9.50" in told
    assert "7" in told


def test_every_complaint_is_counted(talk):
    say(talk, "a red mug")
    told = say(talk, "what do people not like about it?")
    assert told.startswith("4 of 7 buyers find fault: ")
    assert "1 gives 2 stars at most and names nothing" in told
    for part in ("“It leaks a little when full”", "glaze is rough", "uncomfortable"):
        assert part in told


def test_contradictions_are_told_with_both_counts(talk):
    say(talk, "a red mug")
    told = say(talk, "what do buyers say about it?")
    assert (
        "Two of seven buyers like its handling: “The handle is comfortable”; one finds fault with"
        " it: “The handle is uncomfortable”"
    ) in told.replace(".”", "”")


def test_what_those_say_who_are_like_the_shopper(talk):
    told = say(talk, "a red mug, I have a small kitchen")
    assert "small kitchen" in told or "small kitchen" in str(talk.state.screen[0].reasons)
    assert talk.state.selves == {"with a small kitchen"}
    said = say(talk, "what do buyers say about it?")
    quote = "“I have a small kitchen and the size is perfect.”"
    assert f"buyer with a small kitchen says: {quote}" in said
    say(talk, "start over")
    assert not talk.state.selves


def test_a_flood_counts_as_one_and_it_is_said_in_one_sentence(talk):
    catalogue = talk.assistant.catalogue
    praise = "Such a lovely sturdy mug, every one of us adores it!"
    flood = [
        Review("shop", "blue-mug", 5.0, "", f"{praise} {n}", "2026-01-05", echo=n > 0)
        for n in range(5)
    ]
    with catalogue.writing():
        catalogue.reviews.replace("f", [*flood, Review("shop", "blue-mug", 2.0, "", LEAK)])
    say(talk, "a blue mug")
    told = say(talk, "what do buyers say about it?")
    said = "reviews of 5 January 2026 say nearly the same with five stars and count as one."
    assert f"Five {said}" in told, told
    assert "3.5 of 5" in told, "one voice of five stars, one of two"
    assert "1 of 2 buyers finds fault" in told


def test_an_answered_question_is_quoted_with_who_answered(talk):
    say(talk, "a red mug")
    told = say(talk, "can it go in the dishwasher?")
    assert told.startswith(
        "Asked “Can it go in the dishwasher?”, shop answered: “Yes, on the top rack.”"
    )
