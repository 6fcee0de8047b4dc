"""Brands and technical columns, once all rows of a catalogue are in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.catalogue import Catalogue
from retrieval.inferring import infer
from retrieval.offers import Offer
from retrieval.specs.brands import READ_IN
from tests.databases import BOTH

pytestmark = BOTH

THINGS = ("X20 mouse", "B7 keyboard", "M240 webcam", "P1 pen", "Q9 lamp")


def shelf() -> list[Offer]:
    return [
        Offer("s", str(i), f"Korlin {thing}", attributes={"entry_key": f"{i}ab{i * 31}"})
        for i, thing in enumerate(THINGS * 3)
    ]


@pytest.fixture
def catalogue(tmp_path):
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.save_source("s", "table", "s")
    catalogue.save_offers(shelf())
    yield catalogue
    catalogue.close()


def offers(catalogue: Catalogue) -> list[Offer]:
    return [offer for product in catalogue.all_products() for offer in product.offers]


def test_makers_are_filled_in_and_exporters_columns_left_out(catalogue):
    assert infer(catalogue) == len(shelf())
    assert {one.brand for one in offers(catalogue)} == {"Korlin"}
    assert all(one.attributes == {READ_IN: "title"} for one in offers(catalogue))


def test_it_is_done_once_and_a_sync_sees_no_change(catalogue):
    infer(catalogue)
    assert infer(catalogue) == 0
    assert catalogue.save_offers(shelf()) == (0, 0)


def test_what_a_shop_states_later_wins(catalogue):
    infer(catalogue)
    catalogue.save_offers([replace(shelf()[0], brand="Maxon")])
    infer(catalogue)
    found = next(one for one in offers(catalogue) if one.offer_id == "0")
    assert (found.brand, READ_IN in found.attributes) == ("Maxon", False)
    assert "entry_key" not in found.attributes
