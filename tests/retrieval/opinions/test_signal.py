import pytest

from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.offers import Review
from retrieval.query import Query
from retrieval.search import SearchOptions


@pytest.fixture
def catalogue(own_catalog) -> Catalogue:
    return Catalogue.open(own_catalog)


def search(catalogue, words):
    searcher, _ = indexing.open_live(catalogue, SearchOptions(exact=True))
    return searcher.search(Query(words), 8)


def put(catalogue, offer_id, *texts):
    with catalogue.writing():
        catalogue.reviews.replace("r", [Review("shop", offer_id, text=text) for text in texts])


def ranked(hits):
    return [hit.offers[0].offer_id for hit in hits]


def test_reviews_order_what_fits_about_equally_well(catalogue):
    before = search(catalogue, "comfortable chair")
    chairs = ranked(before)[:4]
    assert all(name.endswith("chair") for name in chairs)
    put(catalogue, chairs[0], "Uncomfortable.", "Very uncomfortable!")
    after = search(catalogue, "comfortable chair")
    assert set(ranked(after)[:4]) == set(chairs), "they reorder, they do not replace"
    spoken = next(hit for hit in after if hit.offers[0].offer_id == chairs[0])
    assert -0.02 < spoken.contributions["reviews"] < 0
    for hit in after:
        assert sum(hit.contributions.values()) == pytest.approx(hit.score)


def test_a_question_about_no_aspect_is_as_before(catalogue):
    before = search(catalogue, "red chair")
    put(catalogue, "grey-chair", "So comfortable!")
    assert search(catalogue, "red chair") == before


def test_a_product_without_reviews_keeps_its_score(catalogue):
    before = {hit.product.product_id: hit.score for hit in search(catalogue, "comfortable chair")}
    put(catalogue, "grey-chair", "So comfortable!")
    after = search(catalogue, "comfortable chair")
    assert ranked(after)[0] == "grey-chair"
    for hit in after[1:4]:
        assert hit.score == before[hit.product.product_id]
        assert "reviews" not in hit.contributions
