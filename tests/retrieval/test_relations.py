"""The edges of the product graph, and what a change of them does to an index."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.errors import BadFeed
from retrieval.offers import Offer, Product
from retrieval.relations import SESSIONS, relations


def product(name: str, **fields: object) -> Product:
    return Product(name, (Offer(source="shop", offer_id=name, title=name, **fields),))


MUG = product("mug", category="cups", attributes={"color": "Red", "height": "9.5"})
CUP = product("cup", category="cups", attributes={"color": "red", "material": "steel"})
LAMP = product("lamp", brand="Lux", attributes={"material": "steel", "color": ""})


def test_products_share_what_has_an_equal_value() -> None:
    found = relations([MUG, CUP, LAMP])
    assert found["shop"].tolist() == [[0, 0], [1, 0], [2, 0]]
    assert found["category"].tolist() == [[0, 0], [1, 0]]
    assert found["brand"].tolist() == [[2, 0]]
    red, steel = 0, 1  # a height is no kind of thing
    assert found["attributes"].tolist() == [[0, red], [1, red], [1, steel], [2, steel]]
    assert found["interest"].shape == (0, 2)


def test_sessions_are_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / SESSIONS
    path.write_text("session,product\na,mug\na,lamp\nb,gone\nb,lamp\n")
    edges = relations([MUG, CUP, LAMP], path)["interest"]
    assert {tuple(edge) for edge in edges.tolist()} == {(0, 0), (2, 0), (2, 1)}
    assert edges.dtype == np.int64


def test_a_file_that_is_no_list_of_sessions_is_refused(tmp_path: Path) -> None:
    path = tmp_path / SESSIONS
    path.write_text("user,item\na,mug\n")
    with pytest.raises(BadFeed, match="columns session and product"):
        relations([MUG], path)
