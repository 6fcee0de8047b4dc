"""What is left of a conversation that is written down, and what of it has gone meanwhile."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.conversations import BadSnapshot, restored, snapshot
from assistant.dialogue import Conversation
from assistant.turn import Turn
from retrieval import photo as photos
from retrieval.catalogue import Catalogue
from tests.assistant.dialogue.actions import say


@pytest.fixture
def talk(assistant: Assistant, feed: Path) -> Conversation:
    """Begun with a photo, and gone on with."""
    talk = Conversation(assistant, 5)
    talk.say(Turn(photos=(feed.parent / "red-mug.png",)))
    say(talk, "in stock", "keep the first")
    return talk


def test_nothing_that_is_sold_is_in_it(talk):
    written = snapshot(talk)
    shown = talk.state.screen[0].product
    assert shown.product_id.encode() in written
    assert shown.offers[0].description.encode() not in written
    assert shown.offers[0].url.encode() not in written


def test_it_is_the_same_conversation_again(talk, assistant):
    again = restored(snapshot(talk), assistant, 5)
    assert again.state.wishes == talk.state.wishes
    assert again.state.screen == talk.state.screen
    assert again.shortlist == talk.shortlist
    assert len(again.kept[1]) == len(talk.kept[1])
    assert again.state.photos[0].picture is None
    block = talk.state.photos[0].known
    assert (again.state.photos[0].known == block).all()
    facts = [[why.fact for why in one.reasons] for one in again.state.screen]
    assert facts == [[why.fact for why in one.reasons] for one in talk.state.screen]
    assert snapshot(again) == snapshot(talk)


def test_what_several_states_share_is_shared_again(talk, assistant):
    state, before, shortlist, _ = restored(snapshot(talk), assistant, 5).kept
    shown = {id(one) for each in (state, *before) for one in each.screen}
    assert id(shortlist[0]) in shown
    assert len({id(one) for each in (state, *before) for one in each.photos}) == 1


def test_a_photo_whose_time_is_over_is_gone_and_the_words_are_not(talk, assistant, monkeypatch):
    written = snapshot(talk)
    monkeypatch.setattr(photos, "KEPT", -1.0)
    again = restored(written, assistant, 5)
    assert not again.state.photos
    assert again.state.wishes.in_stock
    assert say(again, "a blue mug").recommendations[0].product.title == "Blue mug"


def test_a_block_of_another_encoder_is_no_photo(talk, assistant):
    whole = json.loads(snapshot(talk))
    whole["photos"][0]["of"] = "another"
    assert not restored(json.dumps(whole).encode(), assistant, 5).state.photos


def test_what_is_sold_no_more_is_off_the_list_and_no_position_means_another(own_catalog):
    assistant = Assistant.open(own_catalog)
    talk = Conversation(assistant, 5)
    say(talk, "mugs", "why the second?")
    assert talk.state.focus == 2
    written, shown = snapshot(talk), [one.product for one in talk.state.screen]
    with closing(Catalogue.open(own_catalog)) as catalogue, catalogue.writing():
        catalogue.sources.retire("shop", [shown[0].offers[0].offer_id])
        catalogue.generations.mark_current()
    again = restored(written, assistant, 5)
    assert [one.product.title for one in again.state.screen] == [one.title for one in shown[1:]]
    assert (again.state.focus, again.state.spoken) == (0, ())
    assistant.close()


def test_too_much_costs_the_oldest_changes_first(talk, assistant):
    whole = snapshot(talk)
    short = restored(snapshot(talk, len(whole) - 1), assistant, 5)
    assert len(short.kept[1]) < len(talk.kept[1])
    assert short.state.screen == talk.state.screen
    with pytest.raises(BadSnapshot, match="bytes"):
        snapshot(talk, 100)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"version": 0, "talk": {}}',
        b'{"version": 1}',
        b'{"version": 1, "talk": {"state": 0, "before": [], "shortlist": []}}',
        b'{"version": 1, "talk": {"state": -1, "before": [], "shortlist": []}, "states": [{}]}',
        b'{"version": 1, "talk": null, "items": [{"product": {}}]}',
        b'{"version": 1, "talk": null, "photos": [{"block": "!", "of": "", "taken": 0}]}',
        b"[" * 100_000,
        b"x" * 300_000,
    ],
)
def test_anything_else_is_refused(content, assistant):
    with pytest.raises(BadSnapshot):
        restored(content, assistant, 5)
