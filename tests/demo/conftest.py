"""The bundled demo catalogue as it lies in the repository. None of this needs Blender."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from demo.render.__main__ import DEMO, chosen
from demo.render.model import Product
from demo.render.shops import SHOPS, Offer, offers

Row = dict[str, str]


def read_table(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def products() -> list[Product]:
    """The products in the bundled catalogue, drawn anew."""
    there = {r["id"] for r in read_table(DEMO / "evaluation" / "catalog.csv")}
    return [p for p in chosen(None, 11) if p.key in there]


@pytest.fixture(scope="session")
def sold(products: list[Product]) -> list[Offer]:
    return offers(products)


@pytest.fixture(scope="session")
def tables() -> dict[str, list[Row]]:
    """Shop → rows of its table."""
    return {shop.slug: read_table(DEMO / "catalog" / f"{shop.slug}.csv") for shop in SHOPS}


@pytest.fixture(scope="session")
def queries() -> list[dict]:
    lines = (DEMO / "evaluation" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
