"""Masks by columns say the same as each limit says of each offer."""

from __future__ import annotations

from random import Random

import pytest

from retrieval.facts import Facts
from retrieval.limits import Excludes, Includes, InCondition, Limit, Measures, Suits
from retrieval.offers import Offer
from tests.retrieval.stated import statements_of

WORDS = (
    "mug mugs wine glass glasses wine-glass red dark green no not sugar added sugar-free free of"
    " without any leather men's man women kid t-shirt usb-c 红色 蓝绿色 绿 皮 无糖 不含皮"
    " knife knives battery batteries oak \n , ; 20 20cm used refurbished unisex wh-1000xm4"
    " it's c++ zero a the"
).split(" ")
PHRASES = (
    "mug",
    "wine glass",
    "glass",
    "red",
    "dark green",
    "sugar",
    "added sugar",
    "leather",
    "man",
    "t shirt",
    "t-shirt",
    "usb-c",
    "红色",
    "绿色",
    "绿",
    "皮",
    "糖",
    "knife",
    "battery",
    "oak",
    "men's",
    "c++",
    "wh 1000xm4",
    "any leather",
    "nowhere",
    "20",
)
FACETS = (
    "category",
    "colour",
    "material",
    "pattern",
    "size",
    "brand",
    "shop",
    "code",
    "words",
    "attributes.lid",
)


def some_offers(seed: int, count: int = 60) -> list[Offer]:
    """Offers of random words, many fields empty."""
    random = Random(seed)

    def text(most: int) -> str:
        return " ".join(random.choices(WORDS, k=random.randint(0, most)))

    def offer(number: int) -> Offer:
        names = random.sample(["color", "material", "pattern", "lid", "title_zh", "gender"], 3)
        return Offer(
            random.choice(["Red Mug-Shop", "Oak"]),
            str(number),
            text(6),
            text(14),
            " > ".join(text(2) for _ in range(random.randint(0, 2))),
            random.choice(["", text(2)]),
            condition=random.choice(["", "used", "new"]),
            attributes={name: text(2) for name in names}
            | {"height_cm": str(number)}
            | ({"diameter_cm": str(2 * number)} if number % 3 else {"width_cm": str(40 - number)}),
        )

    return [offer(number) for number in range(count)]


class Shelf:
    """Offers, and their columns."""

    def __init__(self, offers: list[Offer]) -> None:
        self.facts = [Facts(one) for one in offers]
        self.stated = statements_of(offers)

    def agree(self, limit: Limit) -> None:
        mask = limit.mask(self.stated)
        assert mask is not None
        said = zip(self.facts, mask.tolist(), strict=True)
        assert [one.offer for one, meets in said if limit.admits(one) != meets] == [], limit


@pytest.mark.parametrize("facet", FACETS)
def test_what_is_included_and_refused(facet):
    shelf = Shelf(some_offers(len(facet)))
    for phrase in PHRASES:
        shelf.agree(Includes(facet, (phrase,)))
        shelf.agree(Excludes(facet, (phrase,)))
    shelf.agree(Includes(facet, PHRASES[:3]))


@pytest.mark.parametrize("op", ["<=", ">=", "<", ">", "~="])
def test_sizes(op):
    shelf = Shelf(some_offers(1))
    for name in ("height", ""):
        shelf.agree(Measures(name, op, 20, "cm"))
        shelf.agree(Measures(name, op, 20, "none"))


@pytest.mark.parametrize("audience", ["man", "woman", "boy", "girl", "kid", "baby"])
def test_audiences(audience):
    Shelf(some_offers(2)).agree(Suits(audience))


@pytest.mark.parametrize("condition", ["new", "used", "refurbished"])
def test_conditions(condition):
    Shelf(some_offers(3)).agree(InCondition(condition))


def test_no_offers():
    Shelf([]).agree(Includes("words", ("mug",)))
    Shelf([]).agree(Measures("", "<=", 1, "cm"))
