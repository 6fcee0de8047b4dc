"""Taste over a catalogue: exact shares, limits kept, nothing where it is off."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.conversations import restored, snapshot
from assistant.dialogue import Conversation
from assistant.taste import Preference, Profile, Signal
from assistant.taste.tasting import Tasting, tells
from assistant.turn import Turn
from retrieval.offers import Offer, Product
from retrieval.query import Query

WORDS = [
    "a mug", "something red", "a lamp under 60 euros", "not green", "cheaper", "more", "in blue",
    "compare them", "why the first?", "a chair or a teapot",
]  # fmt: skip


@pytest.fixture(scope="module")
def assistant(catalog_folder: Path) -> Iterator[Assistant]:
    assistant = Assistant.open(catalog_folder)
    yield assistant
    assistant.close()


def ids(assistant: Assistant) -> dict[str, str]:
    """Title → product."""
    facts, ids = assistant.searcher.columns.facts, assistant.searcher.generation.ids
    rows = assistant.searcher.columns.row.tolist()
    return {one.offer.title: ids[row] for one, row in zip(facts, rows, strict=True)}


def asked(assistant: Assistant, taste: Profile, *words: str, k: int = 4) -> list:
    talk = Conversation(assistant, k)
    talk.taste = taste
    return [talk.say(Turn(one)) for one in words]


def answers(assistant: Assistant, taste: Profile) -> str:
    told = [one.as_dict() for one in asked(assistant, taste, *WORDS)]
    return json.dumps([{k: v for k, v in one.items() if k != "timings_ms"} for one in told])


def test_with_taste_off_answers_are_bit_for_bit_the_same(assistant: Assistant) -> None:
    liked = tuple(Signal(one) for one in ids(assistant).values())
    off = Profile("off", (Preference("colour", "red", "never"),), liked)
    assert answers(assistant, off) == answers(assistant, Profile())
    assert "taste" not in answers(assistant, Profile())


def test_a_share_is_exact_and_says_what_it_is_for(assistant: Assistant) -> None:
    named = ids(assistant)
    red = (Signal(named[f"Red {one}"]) for one in ("mug", "teapot", "chair"))
    signals = (*red, Signal(named["Blue chair"], "refused"))
    profile = Profile("lot", (Preference("colour", "green", "avoid"),), signals)
    plain = {
        one.product.product_id: one
        for one in asked(assistant, Profile(), "a lamp")[0].recommendations
    }
    shown = asked(assistant, profile, "a lamp")[0].recommendations
    assert len(shown) == 4
    for one in shown:
        assert one.taste is not None
        assert (
            one.contributions["taste"] == one.taste.total == sum(c.part for c in one.taste.causes)
        )
        assert sum(one.contributions.values()) == pytest.approx(one.score)
        before = plain[one.product.product_id]
        assert one.score - one.taste.total == pytest.approx(before.score)
        assert [o.price for o in one.offers] == [o.price for o in before.offers]
    [red] = [one for one in shown if "Red" in one.product.title]
    cause = red.taste.told
    assert cause.common == ("colour", "red")
    assert cause.part > 0
    [green] = [one for one in shown if "Green" in one.product.title]
    assert green.taste.told.preference == profile.preferences[0]
    assert titles(shown)[0] == "Red lamp"
    assert titles(shown)[-1] in ("Green lamp", "Grey lamp")


def titles(shown) -> list[str]:
    return [one.product.title for one in shown]


def test_limits_are_met_whatever_is_liked(assistant: Assistant) -> None:
    liked = tuple(Signal(one) for title, one in ids(assistant).items() if "Red" in title)
    profile = Profile("lot", (Preference("colour", "red"),), liked)
    for words in ("a green mug", "a mug, not red", "a lamp under 40 euros", "a blue chair"):
        [plain], [tasted] = asked(assistant, Profile(), words), asked(assistant, profile, words)
        assert tasted.wishes == plain.wishes
        if not plain.recommendations[0].misses:
            constraints = plain.wishes
            assert set(titles(tasted.recommendations)) <= fitting(assistant, constraints)


def fitting(assistant: Assistant, wishes) -> set[str]:
    from assistant.constraints import constraints_of

    limits = constraints_of(wishes)
    return {f.offer.title for f in assistant.searcher.columns.facts if limits.admit(f.offer)}


def test_at_most_half_of_a_screen_is_by_taste(assistant: Assistant) -> None:
    everything = assistant.searcher.search(Query("a thing for every day"), 16)
    last = everything[-1].product.product_id
    for k in (1, 2, 3, 5, 6):
        strong = Tasting(Profile("lot", (), (Signal(last),)), assistant.searcher)
        strong.options = replace(strong.options, most=100.0)
        hits = [replace(hit, close=True) for hit in everything]
        shown = {hit.product.product_id for hit in strong.screen(hits, k)}
        plain = {hit.product.product_id for hit in everything[:k]}
        assert len(shown) == k
        assert len(shown - plain) <= k // 2


def test_never_is_kept_unless_it_is_asked_for(assistant: Assistant) -> None:
    never = Profile("little", (Preference("colour", "red", "never"),))
    [mugs] = asked(assistant, never, "a mug")
    assert "Red mug" not in titles(mugs.recommendations)
    [red] = asked(assistant, never, "a red mug")
    assert titles(red.recommendations)[0] == "Red mug"


def test_what_a_reply_says_of_taste_is_kept_by_the_shopper(assistant: Assistant) -> None:
    talk = Conversation(assistant, 4)
    talk.taste = Profile("little")
    answer = talk.say(Turn("I never want red"))
    assert answer.learnt == (Preference("colour", "red", "never"),)
    assert "never red" in answer.reply
    assert talk.taste.preferences == answer.learnt
    assert "Red mug" not in titles(talk.say(Turn("a mug")).recommendations)


def test_somebody_who_was_brought_in_by_taste_is_told(assistant: Assistant) -> None:
    [four] = asked(assistant, Profile(), "a mug")
    left_out = four.recommendations[2].product.title
    colour = left_out.split()[0].lower()
    liked = tuple(Signal(one) for title, one in ids(assistant).items() if colour in title.lower())
    profile = Profile("lot", (Preference("colour", colour),), liked)
    [answer] = asked(assistant, profile, "a mug", k=2)
    assert left_out in titles(answer.recommendations)
    assert f"is here because you like {colour}" in answer.reply


def test_nothing_of_taste_is_in_what_is_written_of_a_conversation(assistant: Assistant) -> None:
    chair = ids(assistant)["Red chair"]
    talk = Conversation(assistant, 4)
    talk.taste = Profile("lot", (Preference("material", "quaggaberry"),), (Signal(chair),))
    shown = talk.say(Turn("a mug")).recommendations
    assert shown[0].taste is not None
    written = snapshot(talk).decode()
    for secret in ('taste":{', "quaggaberry", chair, "Red chair", "causes"):
        assert secret not in written
    again = restored(snapshot(talk), assistant, 4)
    assert [one.taste for one in again.state.screen] == [None] * 4
    assert "taste" not in again.state.screen[0].contributions


def test_a_sensitive_thing_teaches_nothing(assistant: Assistant) -> None:
    product = Product("p", (Offer("shop", "1", title="Prayer mat", attributes={"colour": "red"}),))
    assert tells(product)
    assert not tells(Product("p", (Offer("shop", "1", title="Yoga mat"),)))


def test_what_is_sold_no_more_is_passed_over(assistant: Assistant) -> None:
    gone = Profile("lot", (), (Signal("p-gone"),))
    [answer] = asked(assistant, gone, "a mug")
    assert [one.contributions["taste"] for one in answer.recommendations] == [0] * 4
