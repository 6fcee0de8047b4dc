"""The demo catalogue's shops sell some of the same things, and no feed says which."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from demo.render.__main__ import DEMO
from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from tests.fakes import FAKE

from .conftest import read_table

Pair = tuple[tuple[str, str], tuple[str, str]]


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> set[Pair]:
    """Pairs of offers in one product, with a fake encoder: worse than with a real one."""
    catalogue = Catalogue.create(tmp_path_factory.mktemp("demo") / "catalog")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(Path(DEMO) / "catalog"))
    products = [[(o.source, o.offer_id) for o in p.offers] for p in catalogue.all_products()]
    catalogue.close()
    return _pairs(products)


def test_products_are_those_of_the_truth(found) -> None:
    groups: dict[str, list[tuple[str, str]]] = {}
    for row in read_table(DEMO / "evaluation" / "same_product.csv"):
        groups.setdefault(row["product"], []).append((row["shop"], row["offer_id"]))
    truth = _pairs(list(groups.values()))
    assert len(found & truth) / len(found) >= 0.97
    assert len(found & truth) / len(truth) >= 0.95


def _pairs(groups: list[list[tuple[str, str]]]) -> set[Pair]:
    return {(a, b) for group in groups for a, b in combinations(sorted(group), 2)}
