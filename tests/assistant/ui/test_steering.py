"""Steering without words: what can be chosen, how many it leaves, and the words it stands for."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.dialogue import State
from assistant.turn import Turn
from assistant.ui import steering
from assistant.ui.facets import found_by
from assistant.ui.sessions import Session
from assistant.ui.texts import texts
from retrieval.errors import BadQuery
from retrieval.money import Money

EN = texts("en")


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Assistant:
    """16 products: mugs, teapots, lamps and chairs in red, green, blue and grey."""
    return Assistant.open(catalog_folder)


@pytest.fixture
def mugs(assistant: Assistant) -> Session:
    session = Session.over(assistant)
    session.conversation.say(Turn("mugs"))
    return session


def test_facets_count_the_products_that_each_value_leaves(assistant: Assistant) -> None:
    found = found_by(assistant, State())
    assert found.total == 16
    facets = {one.name: dict(one.values) for one in found.facets}
    assert facets["colour"] == {"blue": 4, "green": 4, "grey": 4, "red": 4}
    assert (found.lowest, found.highest) == (Money.of("9.5", "EUR"), Money.of(120, "EUR"))


def test_where_a_kind_was_wished_for_that_alone_counts(mugs: Session, assistant: Assistant) -> None:
    found = found_by(assistant, mugs.conversation.state)
    assert found.total == 4
    assert steering.is_all(mugs, found)


def test_a_value_becomes_a_wish_and_its_words(assistant: Assistant) -> None:
    session = Session.over(assistant)
    wishes, words = steering.within(session, "colour", "red", EN)
    assert wishes.include == {"colour": ("red",)}
    assert words == "red"


@pytest.mark.parametrize(("facet", "value"), [("colour", "purple"), ("secret", "x"), ("", "")])
def test_what_nothing_states_cannot_be_chosen(mugs: Session, facet: str, value: str) -> None:
    with pytest.raises(BadQuery):
        steering.within(mugs, facet, value, EN)


@pytest.mark.parametrize(
    ("text", "low", "high", "words"),
    [
        ("10|50", 10, 50, "over €10, under €50"),
        ("50|10", 10, 50, "over €10, under €50"),
        ("|12,5", None, "12.5", "under €12.50"),
        ("|", None, None, "any price"),
    ],
)
def test_a_range_of_prices(
    mugs: Session, text: str, low: int | None, high: object, words: str
) -> None:
    wishes, said = steering.priced(mugs, text, EN)
    assert said == words
    assert wishes.min_price == (None if low is None else Money.of(low, "EUR"))
    assert wishes.max_price == (None if high is None else Money.of(str(high), "EUR"))


@pytest.mark.parametrize("text", ["x|", "-5|", "|NaN", "|1e400", "|999999999999999"])
def test_what_is_no_amount_is_refused(mugs: Session, text: str) -> None:
    with pytest.raises(BadQuery, match="no amount"):
        steering.priced(mugs, text, EN)


def test_an_order_is_one_of_those_there_are(mugs: Session) -> None:
    assert steering.sorted_by(mugs, "rating", EN)[0].sort == "rating"
    assert steering.sorted_by(mugs, "", EN)[1] == "best match first"
    with pytest.raises(BadQuery):
        steering.sorted_by(mugs, "secret", EN)


def test_more_goes_on_below(assistant: Assistant) -> None:
    session = Session.over(assistant)
    session.conversation.say(Turn("red or green or blue things"))
    before = session.screen
    answer = steering.go_on(session, EN)
    assert session.screen[: len(before)] == before
    assert len({one.product.product_id for one in session.screen}) == len(session.screen)
    assert answer.recommendations == session.screen
