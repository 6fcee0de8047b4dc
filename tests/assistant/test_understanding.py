import pytest

from assistant.understanding import MAX_LENGTH, understand
from retrieval.errors import BadQuery
from retrieval.money import Money
from retrieval.query import Constraints


@pytest.mark.parametrize(
    ("text", "rest", "constraints"),
    [
        ("red mug under 20 euros", "red mug", Constraints(max_price=Money(2000, "EUR"))),
        ("red mug under twenty euros", "red mug", Constraints(max_price=Money(2000, "EUR"))),
        ("a lamp below $35.50", "a lamp", Constraints(max_price=Money(3550, "USD"))),
        ("sofa less than 1,299 €", "sofa", Constraints(max_price=Money(129900, "EUR"))),
        ("watch max €99,90", "watch", Constraints(max_price=Money(9990, "EUR"))),
        ("laptop under 1.5k", "laptop", Constraints(max_price=Money(150000))),
        ("chair over 100", "chair", Constraints(min_price=Money(10000))),
        (
            "teapot between twenty and thirty pounds",
            "teapot",
            Constraints(min_price=Money(2000, "GBP"), max_price=Money(3000, "GBP")),
        ),
        ("vase 20-30 €", "vase", Constraints(Money(2000, "EUR"), Money(3000, "EUR"))),
        (
            "pen over 5 but under 10 dollars",
            "pen but",
            Constraints(Money(500), Money(1000, "USD")),
        ),
        ("a chair that is in stock", "a chair", Constraints(in_stock=True)),
        ("under 50", "under 50", Constraints(max_price=Money(5000))),
    ],
)
def test_limits_are_read_and_taken_out(text, rest, constraints):
    understood = understand(text)
    assert understood.constraints == constraints
    assert understood.search_text == rest


@pytest.mark.parametrize(
    "text",
    [
        "backpack for a 15-inch laptop",
        "bag at least 20 l",
        "mug up to 300 ml",
        "shelf under 80 cm wide",
        "2-3 person tent",
        "WH-1000XM4 headphones",
        "",
    ],
)
def test_sizes_are_no_prices(text):
    assert understand(text).constraints == Constraints()
    assert understand(text).search_text == text


def test_a_novel_is_refused():
    with pytest.raises(BadQuery, match=r"2,001 characters; ask it in at most 2,000"):
        understand("x" * (MAX_LENGTH + 1))
    with pytest.raises(BadQuery):
        understand("9 " * 5_000_000)
