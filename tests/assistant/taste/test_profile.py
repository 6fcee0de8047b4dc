"""A profile is read within bounds, and has nothing of what is nobody's business."""

from __future__ import annotations

import json

import pytest

from assistant.taste.profile import MOST_BYTES, MOST_SIGNALS, Preference, Profile, Signal
from assistant.taste.sensitive import is_sensitive, terms
from retrieval.errors import BadQuery

GOOD = {
    "dial": "lot",
    "preferences": [
        {"field": "material", "value": "Wool", "stance": "never"},
        {"field": "price", "value": "50.00 EUR", "stance": "like"},
    ],
    "signals": [{"product": "p1", "act": "kept"}, {"product": "p2", "act": "refused"}],
}


def test_what_is_written_is_read() -> None:
    profile = Profile.read(GOOD)
    assert profile.preferences[0] == Preference("material", "wool", "never")
    assert Profile.read(profile.as_dict()) == profile
    assert Profile.of(json.dumps(profile.as_dict())) == profile


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        {"dial": "much"},
        {"name": "Ada"},
        {"preferences": [{"field": "health", "value": "asthma"}]},
        {"preferences": [{"field": "colour", "value": "x" * 41}]},
        {"preferences": [{"field": "colour", "value": 3}]},
        {"preferences": [{"field": "colour", "value": "red", "stance": "adore"}]},
        {"preferences": [{"field": "people", "value": "many"}]},
        {"preferences": [{"field": "price", "value": "cheap"}]},
        {"preferences": "red"},
        {"signals": [{"product": "p1"}] * (MOST_SIGNALS + 1)},
        {"signals": [{"product": "../etc"}]},
        {"signals": [{"product": "p1", "act": "bought"}]},
        {"dial": "x" * MOST_BYTES},
    ],
)
def test_what_is_no_profile_is_refused_in_a_sentence_and_left_out_of_a_browsers(wrong) -> None:
    with pytest.raises(BadQuery, match=r"^[A-Z].+\.$"):
        Profile.read(wrong)
    assert Profile.of(json.dumps(wrong)) in (Profile(), Profile(signals=(Signal("p1"),)))


@pytest.mark.parametrize("text", [None, "", "{", "[" * 100_000, "7", '{"dial": 7}'])
def test_a_browsers_nonsense_is_no_taste(text: object) -> None:
    assert Profile.of(text) == Profile()


def test_what_was_done_last_with_a_thing_counts() -> None:
    signals = [{"product": "p1", "act": "kept"}, {"product": "p1", "act": "refused"}]
    assert Profile.read({"signals": signals}).signals == (Signal("p1", "refused"),)


def test_of_sizes_there_is_one_and_of_colours_many() -> None:
    profile = Profile("little").with_preferences(
        [Preference("size", "42"), Preference("colour", "red"), Preference("colour", "blue")]
    )
    new = [Preference("size", "43"), Preference("colour", "red", "avoid")]
    profile = profile.with_preferences(new)
    assert profile.preferences == (
        Preference("colour", "blue"),
        *new,
    )


@pytest.mark.parametrize("trait", terms())
def test_nothing_of_a_sensitive_trait_is_ever_a_preference(trait: str) -> None:
    for word in terms()[trait]:
        value = f"{word.rstrip('*')}"[:40]
        for way in (value, value.upper(), f"a {value}, blue"):
            assert is_sensitive(way), way
        stated = {"preferences": [{"field": "pattern", "value": value}]}
        assert Profile.read(stated).preferences == ()
        assert Profile.of(json.dumps({"dial": "lot", **stated})).preferences == ()


def test_every_trait_has_words_in_every_language() -> None:
    import tomllib

    from assistant.languages.pack import codes
    from assistant.taste import sensitive

    table = tomllib.loads(sensitive._FILE.read_text(encoding="utf-8"))
    assert {"health", "belief", "origin", "sexuality", "politics"} <= table.keys()
    assert all(set(codes()) <= languages.keys() for languages in table.values())


@pytest.mark.parametrize("value", ["linen", "wool", "blue", "size 42", "oak", "羊毛", "Leinen"])
def test_ordinary_values_are_not_sensitive(value: str) -> None:
    assert not is_sensitive(value)
