"""Colours and materials as they are wished for and refused."""

import pytest

from assistant.constraints import Wishes
from assistant.constraints.included import phrases
from assistant.dialogue.merging import merge
from assistant.dialogue.state import State
from assistant.language import understand
from assistant.language.draft import Context
from assistant.language.vocabulary import Vocabulary
from retrieval.facts import Facts
from retrieval.offers import Offer


def offer(title: str, colour: str, material: str) -> Facts:
    stated = {"color": colour, "material": material}
    return Facts(Offer("shop", title, title=title, category="Toys > Blocks", attributes=stated))


VOCABULARY = Vocabulary.of(
    [
        offer("Silver block", "silver", "silicone"),
        offer("Teal block", "teal", "painted wood"),
        offer("Navy block", "navy", "oak"),
    ]
)
GOING_ON = Context(shown=3, wishes=Wishes(include={"category": ("block",)}), searched=True)


@pytest.mark.parametrize(
    "said",
    ["I'm tired of silver", "silver is boring, any others?", "silver is not my thing",
     "non-silver please", "银色看腻了", "受够了银色"],
)  # fmt: skip
def test_ways_to_refuse_a_colour(said):
    wishes = understand(said, VOCABULARY, GOING_ON).wishes
    assert wishes.exclude.get("colour") == ("silver",)
    assert "colour" not in wishes.include


def test_a_blank_ends_what_a_chinese_denial_refuses():
    wishes = understand("我不要硅胶的 有木头的吗", VOCABULARY, GOING_ON).wishes
    assert wishes.exclude.get("material") == ("silicone",)
    assert wishes.include.get("material") == ("wood",)


def test_a_colour_of_two_characters_is_one():
    assert understand("蓝绿的", VOCABULARY, GOING_ON).wishes.include["colour"] == ("teal",)


def test_blue_has_its_kinds():
    assert "navy" in phrases("colour", ("blue",))
    assert "blue" not in phrases("colour", ("navy",))


def test_just_the_cheapest_of_a_kind_forgets_its_looks():
    old = Wishes(include={"category": ("block",), "colour": ("silver",)})
    context = Context(shown=3, wishes=old, searched=True)
    for said, colours in (("just the cheapest block", ()), ("the cheapest", ("silver",))):
        understood = understand(said, VOCABULARY, context)
        found = merge(State(wishes=old).wishes, understood)
        assert (found.sort, found.include.get("colour", ())) == ("price_asc", colours)
