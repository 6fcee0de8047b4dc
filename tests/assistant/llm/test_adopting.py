"""What of a model's JSON becomes the understanding of an utterance."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language import Context, Vocabulary, Wishes, understand
from assistant.llm.adopting import adopt
from assistant.llm.base import ModelFailed
from assistant.llm.grounding import Ground
from assistant.llm.proposal import parse
from retrieval.facts import Facts
from retrieval.money import Money
from retrieval.offers import Offer

OFFERS = [
    Offer("Nord Shop", "1", "Brimbel backpack", category="Bags > Backpacks", brand="Brimbel",
          attributes={"color": "green", "material": "nylon"}),
    Offer("Sud", "2", "Halvmere mug", category="Home > Mugs", brand="Halvmere",
          attributes={"color": "blue", "material": "glass", "scent": "lavender"}),
]  # fmt: skip
VOCABULARY = Vocabulary.of([Facts(offer) for offer in OFFERS])
FIRST = Context()
FORCE = Wishes(
    max_price=Money.of(60, "EUR"),
    include={"category": ("mug",), "colour": ("blue",)},
    exclude={"material": ("glass",)},
)
BEGUN = Context(shown=5, wishes=FORCE)


def adopted(say: str, stated: object, context: Context = FIRST, resolved: bool = False) -> dict:
    said = understand(say, VOCABULARY, context)
    ground = Ground(said, context, VOCABULARY)
    return adopt(parse(json.dumps(stated)), ground, resolved).as_dict()


def constraints(say: str, stated: dict, context: Context = FIRST, intent: str = "search") -> dict:
    return adopted(say, {"intent": intent, "constraints": stated}, context)["constraints"]


def test_values_come_from_the_vocabulary_and_are_canonical():
    stated = {"include": {"category": ["Rucksacks", "hovercraft"], "colour": ["GREEN", 7, ""]}}
    found = constraints("something to lug my stuff in, verdant", stated)
    assert found == {"include": {"category": ["backpack"], "colour": ["green"]}}


def test_no_brand_and_no_shop_is_inferred():
    stated = {"include": {"brand": ["Brimbel"], "shop": ["Sud"], "category": ["mug"]}}
    found = constraints("something frobnicating to sip from", stated)
    assert found == {"include": {"category": ["mug"]}}


def test_numbers_stand_in_the_utterance():
    say = "fifty is what is left in my purse for frobnication"
    stated = {"max_price": {"amount": 50, "currency": "USD"}}
    assert constraints(say, stated) == {"max_price": {"amount": 50, "currency": None}}
    assert constraints(say, {"max_price": {"amount": 60}}) == {}
    assert constraints(say, {"min_rating": 5, "quantity": 2}) == {}


def test_what_the_grammar_read_stays():
    say = "backpack under 50 euros, not leather"
    read = understand(say, VOCABULARY, FIRST).as_dict()["constraints"]
    stated = {
        "max_price": {"amount": 500},
        "include": {"category": ["mug"], "material": ["leather", "nylon"]},
        "exclude": {"category": ["backpack"]},
    }
    found = constraints(say, stated)
    assert found["max_price"] == read["max_price"]
    assert found["exclude"] == read["exclude"]
    assert found["include"] == {"category": ["backpack"], "material": ["nylon"]}


def test_what_is_in_force_is_not_loosened():
    stated = {
        "max_price": {"amount": 90, "currency": "EUR"},
        "min_price": {"amount": 90, "currency": "EUR"},
        "include": {"category": ["backpack"], "colour": ["green"], "material": ["glass"]},
        "exclude": {"colour": ["blue"]},
        "relative": {"price": "higher"},
        "drop": ["price", "exclusions", "nonsense"],
    }
    assert constraints("my goat is 90, zany stuff", stated, BEGUN, "refine") == {}


def test_a_constraint_that_is_mentioned_can_be_given_up():
    found = adopted(
        "money is not what holds me back",
        {"intent": "relax", "constraints": {"drop": ["price"]}},
        BEGUN,
    )
    assert found["intent"] == "relax"
    assert found["constraints"] == {"drop": ["price"]}


def test_only_the_grammar_starts_a_new_list_or_throws_one_away():
    for intent in ("search", "undo", "start_over"):
        assert adopted("zany frobnication", {"intent": intent}, BEGUN)["intent"] not in (
            "search", "undo", "start_over",
        )  # fmt: skip


def test_talk_loses_no_constraint():
    assert adopted("zany under 20 euros", {"intent": "ask"}, BEGUN)["intent"] == "refine"
    assert adopted("zany frobnication", {"intent": "compare"}, FIRST)["intent"] != "compare"


@pytest.mark.parametrize(
    ("stated", "kept"),
    [
        ({"items": [2, 3]}, {"items": [2]}),
        ({"items": [-1, 9, 0, True, 2.5, None]}, None),
        ({"which": {"words": ["striped"], "nonsense": ["x"]}}, {"which": {"words": ["striped"]}}),
        ({"by": "dearest"}, {"by": "dearest"}),
        ({"by": ["dearest"], "all": 1, "photo": True}, None),
        ([1], None),
    ],
)
def test_references_are_checked(stated, kept):
    found = adopted("the zany one of 2 or 9", {"intent": "ask", "references": stated}, BEGUN)
    assert found.get("references") == kept


def test_what_the_grammar_found_on_the_screen_stays():
    found = adopted(
        "is the second one zany", {"intent": "ask", "references": {"items": [4]}}, BEGUN, True
    )
    assert found["references"] == {"items": [2]}


@pytest.mark.parametrize("answer", ["", "Sure! I think", "[1]", "{", '{"a": ' * 9000, '"x"'])
def test_what_is_no_json_object_is_refused(answer):
    with pytest.raises(ModelFailed):
        parse(answer)


def test_json_is_found_among_words():
    assert parse('<think>{"a": 1}</think>Here:\n```json\n{"intent": "more"}\n```') == {
        "intent": "more"
    }


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(
        ["price", "EUR", "mug", "glass", "lower", "used", "man", "90", "<=", "cm", "sort", "NaN"]
    ),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(["category", "material", "amount", "price", "size", "value", "unit", "op"]),
        inner,
        max_size=4,
    ),
    max_leaves=6,
)  # fmt: skip
KEYS = (
    "min_price", "max_price", "about_price", "include", "exclude", "attributes", "dimensions",
    "in_stock", "condition", "min_rating", "sort", "relative", "quantity", "for", "drop", "x",
)  # fmt: skip
INTENTS = ("search", "refine", "relax", "more_like", "ask", "compare", "out_of_scope", "x")


@given(
    st.sampled_from(INTENTS) | JSON,
    st.dictionaries(st.sampled_from(KEYS), JSON, max_size=4) | JSON,
    st.dictionaries(st.sampled_from(["items", "which", "by", "all"]), JSON, max_size=2) | JSON,
)
def test_whatever_it_says_what_is_in_force_holds(intent, stated, references):
    """Any JSON at all: no exception, nothing dropped, no limit moved, nothing excluded let in."""
    answer = {"intent": intent, "constraints": stated, "references": references}
    said = understand("my goat is 90, zany stuff", VOCABULARY, BEGUN)
    found = adopt(answer, Ground(said, BEGUN, VOCABULARY), False)
    wishes = found.wishes
    assert not any((wishes.drop, wishes.min_price, wishes.max_price, wishes.about_price))
    assert "glass" not in wishes.include.get("material", ())
    assert found.intent == said.intent or found.intent not in ("relax", "undo", "start_over")
