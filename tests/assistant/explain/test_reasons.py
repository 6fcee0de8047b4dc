import pytest

from assistant.constraints import Dimension
from assistant.explain import Asked
from assistant.language import Wishes
from retrieval.money import Money
from retrieval.query import Constraints, Query

from .shelf import Shelf, hit, offer, product, reasons, review


def told(*products, asked=Asked(), said=(), images=()):
    """The reasons for the first product."""
    shelf = Shelf(said=list(said))
    shelf.put(*products)
    parts = images or (0.0,) * len(products)
    hits = [hit(one, part) for one, part in zip(products, parts, strict=True)]
    return reasons(shelf, hits, asked)


def of_kind(found, kind):
    return [(one.field, one.value) for one in found if one.kind == kind]


def test_a_constraint_that_is_met_is_said_with_its_field():
    wishes = Wishes(
        max_price=Money(2000, "EUR"),
        include={"colour": ("red",), "category": ("mug",)},
        exclude={"material": ("plastic",)},
        dimensions=(Dimension("height", "<=", 10, "cm"),),
        in_stock=True,
    )
    (found,) = told(product(), asked=Asked("", wishes))
    said = {one.claim: (one.field, one.value) for one in found}
    assert said["red – as you asked"] == ("attributes.color", "red")
    assert said["9 cm high – you asked for at most 10 cm"] == ("attributes.height_cm", "9")
    assert said["costs €15.00 – you asked for at most €20"] == ("price", "€15.00")
    assert said["in stock"] == ("availability", "in_stock")
    assert said["made of stoneware – not plastic"][1] == "stoneware"
    assert said["listed under Mugs – as you asked"] == ("category", "Mugs")


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("en", "9 cm high – you asked for 5 to 10 cm"),
        ("de", "9 cm hoch – gewünscht waren 5 bis 10 cm"),
        ("zh", "高9厘米，您要的是5至10厘米"),
    ],
)
def test_a_size_between_two_limits_is_one_reason(language, claim):
    limits = (Dimension("height", ">=", 5, "cm"), Dimension("height", "<=", 10, "cm"))
    (found,) = told(product(), asked=Asked("", Wishes(dimensions=limits), language))
    assert [one.claim for one in found if one.field == "attributes.height_cm"] == [claim]


def test_a_title_in_another_language_is_no_attribute():
    (found,) = told(
        product(attributes={"title_zh": "红色马克杯"}), asked=Asked("红色马克杯", language="zh")
    )
    assert not any("title" in one.claim for one in found)


def test_wording_is_quoted_from_the_field_that_has_it():
    (found,) = told(product(), asked=Asked("something safe for the dishwasher"))
    assert of_kind(found, "wording") == [("description", "Safe in dishwashers")]


def test_what_is_denied_is_no_reason_but_a_lack():
    (found,) = told(product(), asked=Asked("for ovens"))
    assert not of_kind(found, "wording")
    assert of_kind(found, "missing") == [("description", "not for ovens")]


def test_what_was_asked_for_and_is_not_stated_is_said_to_be():
    (found,) = told(product(), asked=Asked("waterproof mug"))
    assert [one.claim for one in found if one.kind == "missing"] == [
        "says nothing about “waterproof”"
    ]


def test_another_value_than_asked_for_is_said_to_be_one():
    (found,) = told(product(), asked=Asked("", Wishes(include={"colour": ("blue",)})))
    assert of_kind(found, "missing") == [("attributes.color", "red")]


def test_likeness_is_measured_not_claimed():
    first, second = told(product(1), product(2), images=(0.4, 0.3))
    assert first[0].claim == "looks more like your photo than the other one"
    assert first[0].value == "0.400"
    assert "number 2 of 2 in likeness to your photo" in [one.claim for one in second]


@pytest.mark.parametrize(
    "price", [Money(900, "EUR"), Money(1500, "EUR"), Money(900, "USD"), Money(9000, "XTS"), None]
)
def test_the_lowest_price_is_said_only_where_it_is(price):
    first, _ = told(product(1), product(2, price=price))
    assert not of_kind(first, "price")


def test_prices_are_compared_across_shops_and_currencies():
    dear = offer(9, "Birch", price=Money(3000, "USD"))
    (found,) = told(product(1, dear))
    (cheaper,) = [one for one in found if one.kind == "price"]
    assert "cheaper here than at Birch ($30.00)" in cheaper.claim
    dear = offer(9, "Birch", price=Money(1600, "USD"))  # 15.40 EUR: too close to call
    (found,) = told(product(1, dear))
    assert not of_kind(found, "price")


def test_reviews_are_counted_for_and_against():
    said = [
        review("It is comfortable."),
        review("Very comfortable to hold!", stars=4),
        review("Not comfortable at all.", stars=1),
        review("Is it comfortable?"),
    ]
    (found,) = told(product(), said=said, asked=Asked("a comfortable mug"))
    (claim,) = [one for one in found if one.kind == "review" and "comfort" in one.claim]
    assert claim.claim.startswith("two of four buyers like its comfort: “")


def test_what_sets_it_apart_from_the_next_is_said():
    other = product(2, price=Money(2500, "EUR"), attributes={"color": "blue", "height_cm": "12"})
    first, second = told(product(1), other)
    assert [one.claim for one in first if one.kind == "difference"] == [
        "costs €10.00 less than the second",
        "lower than the second – 9 cm against 12 cm",
        "red where the second is blue",
    ]
    assert not of_kind(second, "difference")


def test_the_most_telling_comes_first():
    """What all products shown can say is worth less than what only one can."""
    asked = Asked("dishwasher", Wishes(include={"colour": ("red",)}))
    plain = {"description": "A mug."}
    first, second = told(product(1), product(2, **plain), asked=asked)
    assert first[0].kind == "wording"
    assert second[0].claim == "red – as you asked"


def test_a_query_by_itself_asks_for_its_limits_and_words():
    query = Query("red mug", constraints=Constraints(max_price=Money(2000, "EUR"), in_stock=True))
    (found,) = told(product(), asked=Asked.of(query))
    assert {one.kind for one in found} == {"constraint", "wording"}
