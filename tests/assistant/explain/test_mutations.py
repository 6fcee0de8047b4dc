"""Whatever changes in the catalogue, no claim outlives what bore it out."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.constraints import Dimension
from assistant.explain import Asked
from assistant.language import Wishes
from retrieval.money import Money
from retrieval.rates import shipped_rates

from .shelf import Shelf, changed, hit, offer, product, reasons, review, without

COLOURS = st.sampled_from(["red", "blue", "dark green", "grey"])
MATERIALS = st.sampled_from(["stoneware", "oak", "steel", "glass"])
CENTS = st.integers(100, 9000)
SAID = st.sampled_from(
    [
        "The handle is comfortable.",
        "Not comfortable at all.",
        "Good value!",
        "The colour is lovely.",
        "The colour fades.",
        "Too small for me.",
    ]
)


@st.composite
def mugs(draw, number: int = 1):
    attributes = {
        "color": draw(COLOURS),
        "material": draw(MATERIALS),
        "height_cm": str(draw(st.integers(5, 30))),
    }
    price = Money(draw(CENTS), draw(st.sampled_from(["EUR", "USD", "GBP"])))
    other = offer(number + 10, "Birch", price=Money(draw(CENTS), "EUR"))
    description = draw(st.sampled_from(["Safe in dishwashers.", "A plain mug.", "Not waterproof."]))
    return product(number, other, title="Mug", price=price, attributes=attributes,
                   description=description)  # fmt: skip


@st.composite
def asked(draw):
    wishes = Wishes(
        max_price=draw(st.none() | st.builds(Money, CENTS, st.just("EUR"))),
        include={"colour": (draw(COLOURS),), "material": (draw(MATERIALS),)},
        exclude={"material": ("plastic",)},
        dimensions=(Dimension("height", "<=", draw(st.integers(5, 30)), "cm"),),
        in_stock=draw(st.booleans()),
    )
    words = draw(st.sampled_from(["dishwasher safe", "comfortable", "waterproof", ""]))
    return Asked(words, wishes, draw(st.sampled_from(["en", "zh"])))


def shelf_of(products, said) -> Shelf:
    shelf = Shelf(said=[review(text, 1) for text in said])
    shelf.put(*products)
    return shelf


def resting_on(found, field):
    return [one for one in found if one.field == field]


CASES = st.tuples(mugs(1), mugs(2), asked(), st.lists(SAID, max_size=6))


@settings(max_examples=30)
@given(CASES, st.sampled_from(["color", "material", "height_cm"]))
def test_an_attribute_that_goes_takes_its_claims_along(case, attribute):
    one, other, wanted, said = case
    shelf, hits = shelf_of([one, other], said), [hit(one), hit(other)]
    field = f"attributes.{attribute}"
    before, _ = reasons(shelf, hits, wanted)
    shelf.put(without(one, attribute))  # behind the back of the search
    stale, _ = reasons(shelf, hits, wanted)
    assert not resting_on(stale, field)
    assert [r.claim for r in stale if r.field != field] == [
        r.claim for r in before if r.field != field
    ]
    fresh, _ = reasons(shelf, [hit(without(one, attribute)), hit(other)], wanted)
    assert not resting_on(fresh, field)


@settings(max_examples=30)
@given(CASES, CENTS)
def test_a_price_that_changed_is_not_said(case, cents):
    one, other, wanted, said = case
    new = Money(cents, "EUR")
    if new == one.offers[0].price:
        return
    shelf, hits = shelf_of([one, other], said), [hit(one), hit(other)]
    shelf.put(changed(one, price=new))
    first, second = reasons(shelf, hits, wanted)
    assert not resting_on(first, "price")
    if any(r.kind == "price" and "shown" in r.claim for r in second):
        assert shipped_rates().compare(other.offers[0].price, new) == -1


@settings(max_examples=30)
@given(CASES, st.data())
def test_a_review_that_goes_is_not_counted(case, data):
    one, other, wanted, said = case
    shelf, hits = shelf_of([one, other], [*said, "Lovely colour.", "The colour is nice."]), [
        hit(one), hit(other)
    ]  # fmt: skip
    gone = shelf.said.pop(data.draw(st.integers(0, len(shelf.said) - 1)))
    first, _ = reasons(shelf, hits, wanted)
    left = [one.text for one in shelf.said]
    for reason in first:
        if reason.kind == "review":
            assert reason.fact.reviews == len(left)
            quoted = [s.sentence for s in (*reason.fact.praise, *reason.fact.blame)]
            assert all(any(quote in text for text in left) for quote in quoted)
            if gone.text not in left:
                assert gone.text not in quoted


@settings(max_examples=20)
@given(CASES)
def test_what_is_sold_out_or_gone_has_nothing_said_of_it(case):
    one, other, wanted, said = case
    shelf, hits = shelf_of([one, other], said), [hit(one), hit(other)]
    shelf.put(changed(one, availability="out_of_stock"))
    first, _ = reasons(shelf, hits, wanted)
    assert not resting_on(first, "availability")
    del shelf.stock[one.product_id]
    first, second = reasons(shelf, hits, wanted)
    assert first == []
    assert not [r for r in second if r.kind == "difference" or "shown" in r.claim]


@settings(max_examples=30)
@given(CASES)
def test_all_evidence_stands_in_the_catalogue(case):
    """By the plainest of rules: the text is there, letter by letter."""
    one, other, wanted, said = case
    shelf, hits = shelf_of([one, other], said), [hit(one), hit(other)]
    for shown, found in zip((one, other), reasons(shelf, hits, wanted), strict=True):
        first = shown.offers[0]
        texts = {"title": first.title, "description": first.description}
        texts |= {f"attributes.{name}": value for name, value in first.attributes.items()}
        for reason in found:
            assert "{" not in reason.claim
            if reason.kind in ("constraint", "wording") and reason.field in texts:
                assert reason.value in texts[reason.field]
