"""Values are said with their nouns, clauses with one verb, currencies by their names."""

from __future__ import annotations

import pytest

from assistant.explain.claims import Meets, Stated
from assistant.explain.differences import Differs, PriceGap
from assistant.explain.phrases import LANGUAGES
from assistant.languages.speaker import speaker
from retrieval.money import Money


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("style", "gooseneck", "a gooseneck style"),
        ("shape", "oblong", "an oblong shape"),
        ("handle", "wooden handle", "a wooden handle"),
        ("handle", "bamboo bail", "a bamboo bail handle"),
        ("legs", "oak legs", "oak legs"),
        ("style", "rounded arms", "rounded arms"),
        ("lens", "green lenses", "green lenses"),
        ("strap", "no strap", "no strap"),
        ("stand", "V-shaped stand", "a V-shaped stand"),
        ("age group", "adult", "adult as its age group"),
        ("detail", "a pocket inside, two outside", "a pocket inside, two outside as its detail"),
    ],
)
def test_a_value_with_its_noun(field: str, value: str, said: str) -> None:
    assert speaker("en").thing(field, value) == said


def test_what_was_asked_for_is_said_as_people_say_it() -> None:
    style = Meets("attributes.style", "gooseneck", "attributes.style", "gooseneck", "gooseneck")
    assert LANGUAGES["en"].label(style) == "has a gooseneck style – as you asked"
    assert LANGUAGES["en"].sentences([style]) == ["It has a gooseneck style (as you asked)."]
    assert LANGUAGES["zh"].label(style) == "款式是“gooseneck”，正是您要的"
    handle = Stated("attributes.handle", "bamboo bail", ("bamboo",))
    assert LANGUAGES["en"].label(handle) == "has a bamboo bail handle"
    text = Stated("attributes.note", "a bamboo handle over the lid of it", ("bamboo",))
    assert "“a bamboo handle over the lid of it”" in LANGUAGES["en"].label(text)


def test_a_verb_that_several_clauses_share_is_said_once() -> None:
    price, other = Money(4500, "USD"), Money(4000, "USD")
    gaps = [PriceGap(n, price, other, Money(500, "USD"), False) for n in (2, 3)]
    differs = [Differs(2, "handle", "wooden handle", "steel"), Differs(2, "lid", "flat", "round")]
    assert LANGUAGES["en"].sentences(gaps) == [
        "It costs $5.00 more than the second and $5.00 more than the third."
    ]
    assert LANGUAGES["en"].sentences(differs, implied=True) == [
        "It has a wooden handle and a flat lid."
    ]


def test_a_quotation_that_ends_a_sentence_ends_it_in_chinese_too() -> None:
    joiner = speaker("zh").joiner
    assert joiner.closed("有买家写道：“Love it.”") == "有买家写道：“Love it.”"
    assert joiner.closed("写着“steel”") == "写着“steel”。"


@pytest.mark.parametrize(
    ("language", "name"), [("en", "US dollars"), ("de", "US-Dollar"), ("zh", "美元")]
)
def test_a_currency_by_its_name(language: str, name: str) -> None:
    assert speaker(language).formats.currency("USD") == name


@pytest.mark.parametrize("stated", ["charcoal", "charcoal gray"])
def test_what_was_asked_for_in_other_words_is_still_as_asked(stated: str) -> None:
    colour = Meets("attributes.color", stated, "colour", "charcoal", stated)
    assert LANGUAGES["zh"].label(colour) == "颜色是炭灰色，正是您要的"
