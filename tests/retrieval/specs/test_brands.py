"""Makers' names that no field states."""

from __future__ import annotations

from retrieval.offers import Offer
from retrieval.specs import Brands

TITLES = (
    "Korlin X20 wireless mouse", "Korlin B7 keyboard", "Korlin M240 webcam black",
    "Vast Meadow 550 W supply", "Vast Meadow Rok cooler", "Vast Meadow Silent case",
    "Vast Meadow fan 120 mm", "Wireless mouse for Korlin receivers", "Wireless keyboard",
    "Wireless charger white", "Sunray Halo lamp E27", "Sunray Halo lamp E14", "Sunray Halo bulb",
    "Sunray Duo lamp",
    "Halo bulb E27 9 W", "Orbal thing",
)  # fmt: skip


def offers(*titles: str, **fields: str) -> list[Offer]:
    text = "A wireless thing for your home, with a charger."
    return [Offer("s", str(i), title, text, **fields) for i, title in enumerate(titles)]


def brand_of(title: str, *, category: str = "") -> tuple[str, str] | None:
    found = Brands.learn(offers(*TITLES)).of(Offer("s", "x", title, category=category))
    return (found.name, found.where) if found else None


def test_a_word_that_heads_titles_of_different_things_is_a_maker():
    assert brand_of("Korlin P1 pen") == ("Korlin", "title")
    assert brand_of("New Korlin P1 pen") == ("Korlin", "title")


def test_a_maker_of_two_words():
    assert brand_of("Vast Meadow desk") == ("Vast Meadow", "title")


def test_a_common_word_is_none_however_often_it_comes_first():
    assert brand_of("Wireless mouse") is None


def test_a_colour_or_a_value_that_things_state_is_none_however_often_it_comes_first():
    things = ("mug", "lamp", "kettle", "pen")
    red = offers(*(f"Red {thing}" for thing in things))
    matt = [o for t in things for o in offers(f"Crackle {t}", attributes={"finish": "crackle"})]
    brands = Brands.learn([*red, *matt, *offers(*TITLES)])
    assert brands.of(red[0]) is None
    assert brands.of(matt[0]) is None


def test_what_a_thing_goes_with_is_not_its_maker():
    assert brand_of("mouse for Korlin receivers") is None


def test_a_series_implies_its_maker():
    assert brand_of("Halo strip E27") == ("Sunray", "implied")


def test_a_name_that_nothing_confirms_is_a_guess():
    found = Brands.learn(offers(*TITLES)).of(Offer("s", "x", "Orbal thing"))
    assert found is not None
    assert (found.name, found.sure) == ("Orbal", False)


def test_fields_and_the_last_step_of_the_category_come_first():
    assert brand_of("P1 pen", category="Pens > Korlin") == ("Korlin", "category")
    offer = Offer("s", "x", "Korlin P1", attributes={"Hersteller": "Maxon"})
    found = Brands.learn(offers(*TITLES)).of(offer)
    assert found is not None
    assert (found.name, found.where) == ("Maxon", "attributes.Hersteller")


def test_nothing_is_learnt_from_nothing():
    assert Brands.learn([]).of(Offer("s", "x", "")) is None


def test_offers_without_a_title_are_no_obstacle():
    found = Brands.learn(offers(*TITLES, "")).of(Offer("s", "x", "Korlin P1 pen"))
    assert found is not None
    assert found.name == "Korlin"
