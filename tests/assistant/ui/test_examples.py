from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.language import Vocabulary, understand
from assistant.turn import Turn
from assistant.ui.examples import kind_name, make_examples
from retrieval.catalogue import Catalogue
from retrieval.money import Money
from retrieval.offers import Offer, Product
from tests.assistant.ui.fakes import FakeAssistant, add_picture, save


def fill(folder: Path, offers: list[Offer]) -> Catalogue:
    catalogue = Catalogue.create(folder)
    pictures = [add_picture(catalogue, number) for number in range(len(offers))]
    save(
        catalogue,
        [replace(offer, image=image) for offer, image in zip(offers, pictures, strict=True)],
    )
    return catalogue


def offer(number: int, **fields: object) -> Offer:
    return Offer("Alder", str(number), title=f"Thing {number}", **fields)  # type: ignore[arg-type]


def test_examples_are_of_different_kinds_and_one_has_a_photo(catalogue: Catalogue) -> None:
    examples = make_examples(catalogue)
    assert len(examples) == 2  # the catalogue has two categories
    assert examples[0].text in ("red mugs", "red lamps")
    assert examples[1].photo
    assert all(catalogue.image_path(example.picture).is_file() for example in examples)


def test_an_example_asks_for_something_that_can_be_found(catalogue: Catalogue) -> None:
    assistant = FakeAssistant(catalogue)
    for example in make_examples(catalogue):
        photos = (catalogue.image_path(example.photo).read_bytes(),) if example.photo else ()
        assert assistant.ask(Turn(example.text.replace("mugs", "mug"), photos)).recommendations


def test_a_photo_is_asked_for_in_the_colour_of_another_product(tmp_path: Path) -> None:
    colours = ("Red", "Blue", "Green", "Deep Sea")
    offers = [
        offer(4 * kind + n, category=f"Kind {'ab'[kind]}", attributes={"fit": "slim", "color": c})
        for kind in range(2)
        for n, c in enumerate(colours)
    ]
    catalogue = fill(tmp_path, offers)
    asked = make_examples(catalogue)[1]
    stated = {p.image: p.offers[0].attributes["color"].lower() for p in catalogue.all_products()}
    colour = asked.text.removeprefix("like this, but ")
    assert colour in {one.lower() for one in colours} - {stated[asked.photo]}


def test_a_budget_is_read_back_as_the_price_that_it_names(tmp_path: Path) -> None:
    prices = [3, 12, 40, 99]
    offers = [
        offer(10 * c + n, category=f"Kind {'abc'[c]}", price=Money.of(price, "USD"))
        for c in range(3)
        for n, price in enumerate(prices)
    ]
    texts = [example.text for example in make_examples(fill(tmp_path, offers))]
    assert "kind c under $45" in texts
    limit = understand("kind c under $45", Vocabulary.of(())).wishes.max_price
    assert limit == Money.of(45, "USD")


@pytest.mark.parametrize(
    ("currencies", "budget"),
    [(("EUR", "USD", "USD"), "$10"), (("", "", ""), "10"), (("XAU", "XAU", "XAU"), None)],
)
def test_a_budget_is_in_the_most_frequent_currency_that_is_understood(
    tmp_path: Path, currencies: tuple[str, ...], budget: str | None
) -> None:
    offers = [
        offer(3 * c + n, category=f"Kind {'abc'[c]}", price=Money.of(5, currency))
        for c in range(3)
        for n, currency in enumerate(currencies)
    ]
    asked = make_examples(fill(tmp_path, offers))[2].text
    assert asked == (f"kind c under {budget}" if budget else "kind c")


def test_a_catalogue_without_pictures_or_categories_has_no_examples(tmp_path: Path) -> None:
    catalogue = Catalogue.create(tmp_path)
    save(catalogue, [offer(1, category="Mugs"), offer(2)])
    assert make_examples(catalogue) == []


@pytest.mark.parametrize(
    ("category", "name"),
    [
        ("Home > Kitchen > Tea Pots", "tea pots"),
        ("Home/Kitchen", "kitchen"),
        ("Mugs", "mugs"),
        ("Tops & Tees", "tops & tees"),
        ("", ""),
        ("4711", ""),
        ("<b>Mugs</b>", ""),
        ("a very long category name with many words", ""),
    ],
)
def test_a_kind_is_the_last_step_of_the_category(category: str, name: str) -> None:
    assert kind_name(Product("p", (offer(1, category=category),))) == name
