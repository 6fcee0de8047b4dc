import pytest

from assistant.advice.needs import favoured, fit, leanings
from retrieval.facts import Facts
from retrieval.offers import Offer


def thing(category: str, colour: str = "") -> Facts:
    return Facts(Offer("S", "1", title="X", category=category, attributes={"colour": colour}))


@pytest.mark.parametrize(
    ("said", "need"),
    [
        ("what would you get a guy who just started running", "running"),
        ("闺蜜结婚送什么好", "wedding"),
        ("a housewarming gift", "housewarming"),
        ("something classy not too flashy", "quiet"),
        ("in a lighter colour", "light"),
    ],
)
def test_what_people_say_they_need(said, need):
    assert need in {leaning.name for leaning in leanings(said)}


def test_what_several_needs_speak_for_comes_first_and_what_one_refuses_not_at_all():
    found = leanings("a wedding gift for somebody who loves tea")
    kinds = favoured(found)
    assert kinds[0] == "teapot"
    assert not set(kinds) & {kind for one in found for kind in one.refuses}


def test_kinds_and_colours_fit_or_not():
    wedding, quiet = leanings("for a wedding"), leanings("calmer please")
    assert fit(thing("Home > Vases"), wedding) > 0 > fit(thing("Sport > Kettlebells"), wedding)
    assert fit(thing("Home", "black"), quiet) > 0 > fit(thing("Home", "pink"), quiet)
    assert fit(thing("Home", ""), quiet) == 0
