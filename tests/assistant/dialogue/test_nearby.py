"""Where somebody is, what is near, and what can be picked up today, in conversation."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.constraints import DROPPABLE, Wishes, constraints_of
from assistant.constraints.reach import Reach
from assistant.conversations import restored, snapshot
from assistant.dialogue import Conversation, DialogueAnswer, chips
from assistant.place.reading import Told
from assistant.place.spot import Spot
from assistant.turn import Turn
from retrieval.branches import clock
from retrieval.limits import AtStore
from tests import stores

PLACE = Spot(*stores.LEIPZIG, "Leipzig", "DE")

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def talk(branched: Assistant) -> Conversation:
    return Conversation(branched, k=4)


def say(talk: Conversation, *words: str) -> DialogueAnswer:
    return [talk.say(Turn(one)) for one in words][-1]


def ids(answer: DialogueAnswer) -> list[str]:
    return [one.offer.offer_id for one in answer.recommendations]


def names(talk: Conversation) -> list[str]:
    return [one.kind for one in chips(talk.state)]


def test_without_a_place_it_asks_for_one_and_goes_on_from_a_bare_name(talk: Conversation) -> None:
    asked = say(talk, "a mug", "near me")
    assert asked.reply.startswith("Where are you?")
    assert asked.question
    answer = say(talk, "Leipzig")
    assert answer.reply.startswith("I take it that you are near Leipzig, Germany.")
    assert ids(answer)[0] == "m1"
    assert "less than 1 km away at Alder Markt, open until 18:00" in answer.reply
    assert answer.place is not None
    assert names(talk)[-2:] == ["near", "place"]


def test_what_is_near_may_be_asked_for_before_the_thing(talk: Conversation) -> None:
    assert say(talk, "I'm in Leipzig", "what's near me?").reply == "What are you looking for?"
    answer = say(talk, "a mug")
    assert ids(answer)[0] == "m1"
    assert answer.recommendations[0].contributions["near"] > 0
    first = answer.recommendations[0]
    assert sum(first.contributions.values()) == pytest.approx(first.score)


def test_a_distance_is_a_hard_limit(talk: Conversation) -> None:
    answer = say(talk, "a mug within 5 km of Leipzig")
    assert set(ids(answer)) == {"m1", "m2"}
    assert answer.wishes.as_dict()["within_km"] == 5.0
    assert set(ids(say(talk, "within 40 km"))) == {"m1", "m2", "m3"}


def test_a_near_miss_says_by_how_much(talk: Conversation) -> None:
    answer = say(talk, "a mug", "within 3 km of Berlin")
    assert "km further than 3 km: its nearest store, Alder Markt, is 149 km away" in answer.reply
    assert answer.recommendations[0].misses[0].name == "distance"
    assert answer.relaxations[0].name == "distance"


def test_picking_up_today_is_a_hard_limit_by_the_stores_clock(
    talk: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = say(talk, "I'm in Leipzig", "a mug I can pick up today")
    assert ids(answer) == ["m1"]
    assert "can be picked up today at Alder Markt" in answer.reply
    evening = stores.NOON.replace(hour=17, minute=30)  # half past six in Leipzig: South is open
    monkeypatch.setattr(clock, "now", lambda: evening)
    assert "today at Alder South" in say(talk, "only what I can pick up today").reply
    night = stores.NOON.replace(hour=22)
    monkeypatch.setattr(clock, "now", lambda: night)
    further = say(talk, "only what I can pick up today")
    assert further.recommendations[0].misses[0].name == "pick_up"
    assert "can be picked up today at Alder Halle, 32 km away, which never closes" in further.reply
    closed = say(talk, "a blue mug", "can I pick it up today?")
    assert "cannot be picked up today: Alder Markt" in closed.reply
    assert "opens on Tuesday at 09:00" in closed.reply


def test_a_question_about_what_is_shown_limits_nothing(talk: Conversation) -> None:
    say(talk, "I'm in Leipzig", "a mug near me")
    shown = [one.product for one in talk.state.screen]
    answer = say(talk, "can I pick it up today?")
    assert answer.intent == "ask"
    assert "can be picked up today at Alder Markt, less than 1 km away" in answer.reply
    assert [one.product for one in answer.recommendations] == shown
    assert "near Alder Markt" not in answer.reply
    later = say(talk, "can I pick the second up today?")
    assert "has it ready on a later day" in later.reply
    assert "open until 18:00" in say(talk, "how far is the first?").reply


def test_a_question_before_the_place_is_answered_after_it(talk: Conversation) -> None:
    say(talk, "a blue mug")
    assert say(talk, "can I pick it up today?").reply.startswith("Where are you?")
    assert "can be picked up today at Alder Markt" in say(talk, "Leipzig").reply


def test_what_no_store_states_is_said(talk: Conversation) -> None:
    say(talk, "I'm in Leipzig", "a red mug")
    assert "No shop states a store that has “Red mug”" in say(talk, "can I pick it up today?").reply
    assert say(talk, "which store has it?").reply


def test_where_no_shop_states_its_stores_it_says_so(assistant: Assistant) -> None:
    talk = Conversation(assistant, k=3)
    answer = say(talk, "a mug near me")
    assert answer.reply.startswith("No shop here states what its stores have")
    assert answer.recommendations
    assert "near" not in answer.wishes.as_dict()


@pytest.mark.parametrize("words", ["do you do click and collect?", "which shop has it?"])
def test_without_stores_a_question_to_the_shop_is_one_as_ever(
    assistant: Assistant, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    talk, plain = Conversation(assistant, k=3), Conversation(assistant, k=3)
    answer = say(talk, "a mug", words)
    monkeypatch.setattr("assistant.dialogue.conversation.told_of", lambda text, *_: Told(text))
    assert answer.reply == say(plain, "a mug", words).reply


def test_chinese_and_german(talk: Conversation, branched: Assistant) -> None:
    say(talk, "我在莱比锡")
    answer = say(talk, "附近的蓝色杯子")
    assert "在Alder Markt有售，距离不到1公里，营业到18:00" in answer.reply
    assert "今天可以在Alder Markt自提" in say(talk, "今天能自提吗").reply
    german = Conversation(branched, k=4)
    assert say(german, "ich bin in Leipzig").reply.startswith("Ich gehe davon aus")
    say(german, "blue mug")
    assert "heute abholbar bei Alder Markt" in say(german, "kann ich es heute abholen?").reply


def test_of_several_places_the_largest_is_taken_and_that_is_said(talk: Conversation) -> None:
    reply = say(talk, "I'm in Springfield").reply
    assert "places of some size are called so, and this is the largest" in reply
    assert "called so" not in say(talk, "I'm in Springfield, Illinois").reply


def test_a_place_that_is_not_known_is_said_to_be(talk: Conversation) -> None:
    assert "I know no place of that name" in say(talk, "a mug", "near me", "Quaggaberry").reply
    assert "near Leipzig" in say(talk, "Leipzig").reply


def test_it_stays_over_topics_and_is_forgotten_with_its_chip(talk: Conversation) -> None:
    say(talk, "I'm in Leipzig", "a mug near me", "keep the first", "a blue mug")
    assert "place" in names(talk)
    answer = talk.remove("place::")
    assert answer.reply.startswith("Your place is forgotten.")
    assert "place" not in names(talk)
    assert talk.state.place is None
    assert say(talk, "undo").place is None, "undoing does not bring it back"
    for state in (talk.state, *talk.kept[1]):
        assert state.place is None
        assert state.wishes.spot is None
        for item in (*state.screen, *state.recent, *state.lately, *talk.shortlist):
            assert "near" not in item.contributions
            assert not any(one.fact and one.fact.private for one in item.reasons)


@pytest.mark.parametrize("words", ["forget my place", "start over"])
def test_it_is_forgotten_by_words(talk: Conversation, words: str) -> None:
    say(talk, "I'm in Leipzig", "a mug near me", words)
    assert talk.state.place is None
    assert talk.state.wishes.spot is None


def test_a_place_from_the_browser_is_named_and_looked_for_anew(talk: Conversation) -> None:
    say(talk, "a mug", "near me")
    answer = talk.stand_at(Spot.at(51.3412, 12.3731))
    assert answer.reply.startswith("I take it that you are near Leipzig, Germany.")
    assert ids(answer)[0] == "m1"
    assert talk.state.place == Spot(51.34, 12.37, "Leipzig", "DE")


def test_the_words_that_are_kept_have_no_place(talk: Conversation) -> None:
    answer = say(talk, "a mug close to Leipzig")
    assert "leipzig" not in talk.state.words.lower()
    assert "leipzig" not in str(answer.understood).lower()
    assert "leipzig" not in answer.wanted.lower()


def test_nothing_of_a_place_is_written_down(talk: Conversation, branched: Assistant) -> None:
    say(talk, "I'm in Leipzig", "a mug near me", "within 5 km", "only what I can pick up today")
    say(talk, "within 3 km of Berlin")
    written = snapshot(talk)
    for mark in (b"51.34", b"12.37", b"52.52", b"Leipzig", b"Berlin", b"Alder Markt", b'"near":0.'):
        assert mark not in written
    again = restored(written, branched, 4)
    assert again.state.place is None
    assert Reach.of(again.state.wishes).within_km == 3.0
    assert say(again, "near me").reply.startswith("Where are you?")


def test_the_constraint_has_no_place_in_json_and_needs_one_to_limit() -> None:
    wishes = Wishes(near=True, within_km=5.0, pick_up="today", spot=PLACE)
    assert wishes.as_dict() == {"near": True, "within_km": 5.0, "pick_up": "today"}
    assert Wishes.from_dict({**wishes.as_dict(), "spot": {"latitude": 1}}).spot is None
    assert constraints_of(wishes).limits == (AtStore(*stores.LEIPZIG, 5.0, stores.NOON),)
    assert not constraints_of(wishes.placed(None))
    assert not Wishes(spot=PLACE)
    assert wishes.without("distance", "pick_up") == Wishes(near=True, spot=PLACE)
    assert {"distance", "pick_up"} <= DROPPABLE.keys()
    assert str(stores.LEIPZIG[0]) not in repr(constraints_of(wishes))
    assert constraints_of(wishes).as_dict() == {"limits": []}
