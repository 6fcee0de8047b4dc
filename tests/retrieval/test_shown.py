"""Pictures in reviews enrich what a product looks like to the search."""

import csv

import numpy as np
import pytest

from retrieval.catalogue import Catalogue
from retrieval.filling import own_blocks
from retrieval.indexing import open_live
from retrieval.ingest import IngestOptions, ingest
from retrieval.query import Query
from retrieval.search import SearchOptions
from retrieval.shown import SHOWN, joined
from tests.conftest import COLOURS, draw
from tests.fakes import FAKE


@pytest.fixture
def catalogue(own_catalog) -> Catalogue:
    return Catalogue.open(own_catalog)


def review(catalogue, folder, picture=""):
    path = folder / "said.csv"
    with path.open("w", newline="") as file:
        rows = [["offer_id", "rating", "text", "pictures"], ["red-mug", "5", "Fine.", picture]]
        csv.writer(file).writerows(rows)
    return ingest(catalogue, FAKE, str(path), IngestOptions(source="shop"))[0]


def test_a_block_goes_the_share_of_the_way():
    own, shown = np.array([1.0, 0, 0]), np.array([[0, 1.0, 0], [0, 1.0, 0]])
    assert joined(own, shown, 0.0) == pytest.approx(own)
    assert joined(own, shown, 1.0) == pytest.approx(shown[0])
    half = joined(own, shown, 0.5)
    assert half == pytest.approx([0.5**0.5, 0.5**0.5, 0])
    assert joined(np.zeros(3), shown, 0.5) == pytest.approx(shown[0])


def test_what_a_buyer_shows_is_in_the_index_and_goes_with_the_review(catalogue, tmp_path):
    photo = draw(COLOURS["blue"], "chair")
    photo.save(tmp_path / "photo.png")

    def likeness():
        searcher, _ = open_live(catalogue, SearchOptions(exact=True), FAKE)
        hits = searcher.search(Query(images=(photo,)), 16)
        return next(h.score for h in hits if h.offers[0].offer_id == "red-mug")

    def image():
        (product,) = [p for p in catalogue.all_products() if p.offers[0].offer_id == "red-mug"]
        return np.asarray(own_blocks(catalogue, FAKE, [product]).image)[0]

    before, plain = likeness(), image()
    review(catalogue, tmp_path, "photo.png")
    after, enriched = likeness(), image()
    assert after > before
    shown = FAKE.encode_images([photo])
    assert enriched == pytest.approx(joined(plain, shown, SHOWN.share), abs=0.01)  # kept as JPEG
    review(catalogue, tmp_path)
    assert likeness() == pytest.approx(before)
    assert image() == pytest.approx(plain)


def test_a_picture_that_is_not_there_costs_the_picture(catalogue, tmp_path):
    found = review(catalogue, tmp_path, "nowhere.png")
    assert found.reviews == 1
    assert [str(one) for one in found.notices] == [
        "1 of 1 pictures in reviews could not be had; the reviews are in."
    ]
