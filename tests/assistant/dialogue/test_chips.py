"""What a shopper can do to a conversation without words."""

from __future__ import annotations

import pytest
from PIL import Image

from assistant.dialogue import State, chips
from assistant.dialogue.chips import without
from assistant.dialogue.conversation import MOST_PHOTOS
from assistant.language import Dimension, Wishes
from assistant.turn import Turn
from retrieval.errors import BadQuery
from retrieval.money import Money

EVERYTHING = State(
    Wishes(
        min_price=Money.of(1, "EUR"),
        max_price=Money.of(9, "EUR"),
        about_price=Money.of(5, "EUR"),
        include={"colour": ("red", "blue"), "category": ("mug",)},
        exclude={"material": ("wood",), "words": ("lid",)},
        attributes={"pages": ("192",)},
        dimensions=(Dimension("width", ">=", 3.0, "cm"), Dimension("width", "<=", 9.0, "cm")),
        in_stock=True,
        condition="used",
        min_rating=4.0,
        audience="kid",
        sort="rating",
    ),
    words="cosy",
    photos=(Image.new("RGB", (2, 2)),),
)


def titles(answer) -> set[str]:
    return {one.product.title for one in answer.recommendations}


def test_all_that_is_in_force_has_a_chip_and_the_kind_comes_first():
    names = [chip.name for chip in chips(EVERYTHING)]
    assert len(names) == len(set(names)) == 18
    assert names[0] == "include:category:mug"
    assert chips(State()) == ()


def test_every_chip_can_be_taken_away_alone_and_all_leave_nothing():
    for chip in chips(EVERYTHING):
        left = chips(without(EVERYTHING, chip))
        assert [one.name for one in left] == [c.name for c in chips(EVERYTHING) if c != chip]
    state = EVERYTHING
    for chip in chips(EVERYTHING):
        state = without(state, chip)
    assert state == State()


def test_removing_searches_again_and_undo_brings_it_back(talk):
    asked = talk.say(Turn("a red mug"))
    answer = talk.remove("include:colour:red")
    assert titles(answer) == {"Red mug", "Green mug", "Blue mug", "Grey mug"}
    assert "Four fit" in answer.reply
    assert talk.undoable
    assert titles(talk.act("undo")) == titles(asked) == {"Red mug"}


def test_taking_the_last_constraint_away_empties_the_screen(talk):
    talk.say(Turn("mugs"))
    answer = talk.remove("include:category:mug")
    assert answer.recommendations == ()
    assert titles(talk.act("undo")) == {"Red mug", "Green mug", "Blue mug", "Grey mug"}


def test_a_constraint_is_changed_in_its_place(talk):
    talk.say(Turn("a mug, not red"))
    answer = talk.change("exclude:colour:red", "not blue")
    assert titles(answer) == {"Red mug", "Green mug", "Grey mug"}
    assert titles(talk.change("include:category:mug", "a lamp")) == {
        "Red lamp",
        "Green lamp",
        "Grey lamp",
    }


def test_what_is_not_there_changes_nothing(talk):
    talk.say(Turn("a red mug"))
    before = talk.state
    for attempt in (
        lambda: talk.remove("include:colour:blue"),
        lambda: talk.change("include:colour:blue", "green"),
        lambda: talk.change("include:colour:red", "thanks"),
        lambda: talk.relax("weather"),
        lambda: talk.act("explain", ["no such product"]),
    ):
        with pytest.raises(BadQuery):
            attempt()
    assert talk.state is before


def test_giving_up_what_was_offered(talk):
    nothing = talk.say(Turn("a lamp under 30 euros"))
    over = [one.offer.price.minor - 3000 for one in nothing.recommendations]
    assert 0 < over[0] == min(over)
    assert over == sorted(over)
    assert str(Money(over[0], "EUR")).removesuffix(".00") in nothing.reply
    for one in nothing.recommendations:
        assert any("over your limit of €30" in reason.claim for reason in one.reasons)
    assert len(talk.relax("price").recommendations) == nothing.relaxations[0].count


def test_acts_on_items_by_what_they_are(talk):
    shown = talk.say(Turn("mugs")).recommendations
    second = shown[1].product
    assert second.title in talk.act("explain", [second.product_id]).reply
    table = talk.act("compare", [shown[0].product.product_id, second.product_id]).table
    assert table.positions == (1, 2)
    like = talk.act("more_like", [second.product_id], "zh")
    assert like.language == "zh"
    assert second.title not in titles(like)
    assert "like::" in [chip.name for chip in chips(talk.state)]


def test_a_product_is_kept_and_let_go_by_what_it_is(talk):
    mug = talk.say(Turn("a red mug")).recommendations[0].product.product_id
    talk.keep(mug)
    talk.keep(mug)
    talk.keep("no such product")
    talk.say(Turn("chairs"))
    assert [one.product.product_id for one in talk.shortlist] == [mug]
    talk.keep(mug, False)
    assert talk.shortlist == ()


def test_undoing_holds_few_photos(talk, feed):
    photo = feed.parent / "red-mug.png"
    for _ in range(MOST_PHOTOS + 3):
        talk.say(Turn(photos=[photo]))
    assert len({id(one) for state in talk._before for one in state.photos}) <= MOST_PHOTOS
