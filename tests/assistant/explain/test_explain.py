import pytest

from assistant.explain import explain
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.query import Constraints
from retrieval.search import Hit


def hit(price=1500, image=0.0, **fields) -> Hit:
    fields = {"title": "Red stoneware mug", **fields}
    offer = Offer("shop", "1", price=Money(price, "EUR"), **fields)
    return Hit(Product("p", (offer,)), (offer,), 0.5 + image, {"text": 0.5, "image": image}, True)


def reasons(hits, words="", limits=Constraints()):
    return explain(hits, words, limits)[0]


def test_every_reason_quotes_the_field_it_rests_on():
    offer = hit(
        attributes={"material": "stoneware", "capacity": "0.3 l"},
        description="A mug with a generous handle, safe in dishwashers and microwaves. " * 3,
    )
    found = reasons(
        [offer, hit(9000)], "red mugs for the dishwasher", Constraints(max_price=Money(2000))
    )
    assert {reason.kind for reason in found} == {"constraint", "wording", "price"}
    fields = {"title": offer.offers[0].title, "description": offer.offers[0].description}
    for reason in found:
        if reason.kind == "wording":
            assert reason.value.strip("… ") in fields[reason.field]
        else:
            assert (reason.field, reason.value) == ("price", "€15.00")


def test_a_word_that_no_field_states_gives_no_reason():
    assert reasons([hit()], "dragon") == []
    assert [r.field for r in reasons([hit()], "dragon mug")] == ["title"]


def test_a_fact_that_goes_takes_its_reason_along():
    with_it = reasons([hit(attributes={"material": "bamboo"})], "bamboo")
    without = reasons([hit(attributes={"material": "steel"})], "bamboo")
    assert [r.field for r in with_it] == ["attributes.material"]
    assert without == []


def test_likeness_is_measured_not_claimed():
    near, far = hit(image=0.4), hit(image=0.3)
    first, second = explain([near, far], "", Constraints())
    assert "looks most like your photo" in first[0].claim
    assert "number 2" in second[0].claim
    assert first[0].value == "0.400"


@pytest.mark.parametrize("other", [Money(900, "EUR"), Money(1500, "EUR"), Money(9000, "USD"), None])
def test_the_lowest_price_is_said_only_where_it_is(other):
    rival = hit()
    offer = Offer("shop", "2", "Mug", price=other)
    rival = Hit(Product("q", (offer,)), (offer,), 0.1, {}, True)
    assert not [r for r in reasons([hit(), rival]) if r.kind == "price"]
