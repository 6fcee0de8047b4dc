"""The comparison of one product's offers, as a card says it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from assistant.comparison import Comparison, Listing, merge_statements
from assistant.ui.offers import (
    HEIGHT,
    WIDTH,
    Stars,
    comparison_values,
    delivery_of,
    evidence_words,
    stars_of,
    step_line,
    texts_of,
)
from assistant.ui.pricing import Purse
from assistant.ui.texts import texts
from retrieval.money import Money
from retrieval.offers import Offer, Product
from retrieval.rates import Rates

DAY = datetime(2026, 5, 4, tzinfo=UTC)
ALDER = Offer(
    "Alder", "1", "Mug", price=Money.of(9, "EUR"), attributes={"material": "clay", "height_cm": "9"}
)
BIRCH = Offer(
    "Birch", "2", "Cup", price=Money.of(8, "USD"), attributes={"material": "tin", "height": "90 mm"}
)


def comparison(*listings: Listing, rates_day: date | None = None) -> Comparison:
    offers = [listing.offer for listing in listings]
    return Comparison("EUR", rates_day, listings, merge_statements(offers))


def test_prices_stand_in_the_shoppers_currency_with_the_shops_own_beside() -> None:
    listings = (Listing(ALDER, ALDER.price, DAY, ("same GTIN 4006381333931",)), Listing(BIRCH))
    purse = Purse("EUR", Rates(date(2026, 5, 1), {"EUR": Decimal(1), "USD": Decimal("1.25")}))
    values = comparison_values(comparison(*listings), texts("en"), purse)
    assert values["day"] == "1 May 2026"
    first, second = values["listings"]
    assert (first["price"], first["own"], first["seen"]) == ("€9.00", "", "4 May 2026")
    assert (second["price"], second["own"], second["seen"]) == ("≈ €6.40", "$8.00", "")
    assert first["evidence"] == ("same GTIN 4006381333931",)
    assert comparison_values(comparison(*listings), texts("en"))["day"] == ""


def test_stars_are_the_mean_of_all_reviews() -> None:
    rated = replace(ALDER, rating=5.0, rating_count=1), replace(BIRCH, rating=4.0, rating_count=3)
    assert stars_of(Product("p", rated)) == Stars(4.25, 4)
    assert stars_of(Product("p", (ALDER, BIRCH))) is None


def test_the_same_words_of_two_shops_are_told_once() -> None:
    alike = replace(ALDER, description="A mug."), replace(BIRCH, description="A mug.")
    assert texts_of(alike) == [{"shop": "Alder", "text": "A mug."}]


def test_delivery_is_told_where_it_is_stated() -> None:
    assert delivery_of(replace(ALDER, attributes={"Delivery_time": "2 days"})) == "2 days"
    assert delivery_of(ALDER) == ""


def test_shops_that_differ_are_shown_to_and_alike_ones_are_merged() -> None:
    values = comparison_values(comparison(Listing(ALDER), Listing(BIRCH)), texts("en"))
    material, height = values["statements"]
    assert material["conflict"]
    assert [(one["value"], one["shops"]) for one in material["values"]] == [
        ("clay", "Alder"),
        ("tin", "Birch"),
    ]
    assert not height["conflict"]
    assert height["values"] == [{"value": "9 cm", "shops": "all shops"}]


def test_a_price_that_changed_has_a_history() -> None:
    assert comparison_values(comparison(Listing(ALDER)), texts("en"))["histories"] == []
    prices = ((DAY, Money.of(12, "EUR")), (DAY + timedelta(days=3), Money.of(9, "EUR")))
    values = comparison_values(comparison(Listing(ALDER, prices=prices)), texts("zh"))
    [history] = values["histories"]
    assert (history["first"], history["begun"]) == ("€12.00", "2026年5月4日")
    assert (history["last"], history["changed"]) == ("€9.00", "2026年5月7日")


def test_a_price_history_steps_where_the_price_changed_and_stays_in_its_box() -> None:
    prices = tuple((DAY + timedelta(days=n), Money.of(n % 5, "EUR")) for n in range(9))
    line = step_line(prices, DAY + timedelta(days=20))
    assert line.count("V") == len(prices) - 1
    numbers = [float(n) for n in line.replace("M", " ").replace("H", " ").replace("V", " ").split()]
    assert all(0 <= number <= max(WIDTH, HEIGHT) for number in numbers)
    steps = [part.split("V") for part in line.split("H")[1:-1]]
    across = [float(x) for x, _ in steps]
    assert across == sorted(across)
    assert all(0 <= float(y) <= HEIGHT for _, y in steps)


def test_a_history_of_one_moment_is_spread() -> None:
    prices = ((DAY, Money.of(1, "EUR")), (DAY, Money.of(2, "EUR")))
    first, second = step_line(prices, None).split("H")[:2]
    assert float(first.split()[0][1:]) < float(second.split("V")[0])


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ("same brand Acme", "same colour, material", "titles 67% alike")),
        ("de", ("gleiche Marke Acme", "gleich: Farbe, Material", "Titel zu 67 % ähnlich")),
        ("zh", ("品牌相同（Acme）", "颜色，材质相同", "标题相似度67%")),
    ],
)
def test_evidence_is_told_in_the_page_s_language(language: str, told: tuple[str, ...]) -> None:
    kept = ("same brand Acme", "same color, material", "title similarity 0.67", "as told")
    assert evidence_words(kept, texts(language)) == (*told, "as told")
