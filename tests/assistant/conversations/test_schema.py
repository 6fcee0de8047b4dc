"""What is read from a store is of the declared form, or refused; it never chooses code to run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.conversations.schema import BadForm, Schema
from assistant.dialogue import State
from assistant.explain.claims import Claim, PriceFits, SoldOut
from assistant.explain.reason import Reason
from retrieval.money import Money


@dataclass(frozen=True)
class Small:
    name: str
    price: Money | None = None
    many: tuple[Small, ...] = ()
    pair: tuple[float, int] = (0.0, 0)
    words: frozenset[str] = frozenset()
    level: Literal["low", "high"] = "low"
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None


FULL = Small(
    "a",
    Money(5, "EUR"),
    (Small("b"),),
    (0.5, 2),
    frozenset({"x", "y"}),
    "high",
    {"colour": ("red",)},
    {"items": [1, 2]},
    date(2026, 1, 2),
)


def there_and_back(value: Any, hint: Any) -> Any:
    schema = Schema({})
    return schema.read(json.loads(json.dumps(schema.write(value, hint))), hint)


def test_what_was_written_comes_back():
    assert there_and_back(FULL, Small) == FULL
    assert there_and_back(Small("b"), Small) == Small("b")
    assert Schema({}).write(Small("b"), Small) == {"name": "b", "values": {}, "more": {}}


def test_a_subclass_comes_back_as_itself():
    fits = PriceFits(Money(5, "EUR"), None, Money(9, "EUR"))
    for fact in (fits, SoldOut(), None):
        reason = Reason("It costs €5.", "constraint", "price", "€5", fact)
        assert there_and_back(reason, Reason).fact == fact


def test_a_class_that_is_no_subclass_is_refused():
    schema = Schema({})
    for name in ("Popen", "Money", "os.system", "", None, ["Claim"]):
        with pytest.raises((BadForm, TypeError)):
            schema.read({"=": name}, Claim)


@pytest.mark.parametrize(
    "plain",
    [
        None,
        "a",
        [],
        {},
        {"name": 1},
        {"name": None},
        {"name": "a", "price": {"minor": "5"}},
        {"name": "a", "price": {"minor": True}},
        {"name": "a", "many": {"0": {}}},
        {"name": "a", "pair": [1.0]},
        {"name": "a", "pair": [1.0, 2, 3]},
        {"name": "a", "level": "middle"},
        {"name": "a", "values": {"colour": "red"}},
        {"name": "a", "values": []},
        {"name": "a", "day": "soon"},
    ],
)
def test_what_is_not_of_the_form_is_refused(plain):
    with pytest.raises(BadForm):
        Schema({}).read(plain, Small)


def test_fields_of_a_later_version_are_left_out():
    assert Schema({}).read({"name": "a", "unheard_of": 1}, Small) == Small("a")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)
FIELDS = st.sampled_from(list(State.__dataclass_fields__))


@given(st.dictionaries(FIELDS, JSON, max_size=4))
def test_nothing_but_a_state_or_a_refusal_comes_of_any_json(plain):
    try:
        read = Schema({}).made(plain, State)
    except (BadForm, TypeError):
        return
    assert isinstance(read, State)
