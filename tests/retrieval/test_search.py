import threading

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fusion.gate import Gate
from fusion.late import LateFusion
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue, BadQuery
from retrieval.ingest import ingest
from retrieval.money import Money
from retrieval.query import Constraints, Query
from retrieval.search import Searcher, SearchOptions
from tests.conftest import COLOURS, THINGS, draw
from tests.fakes import FAKE


@pytest.fixture(scope="module")
def searcher(catalog_folder) -> Searcher:
    return indexing.open_live(Catalogue.open(catalog_folder), SearchOptions())[0]


def ids(hits) -> list[str]:
    return [hit.offers[0].offer_id for hit in hits]


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("thing", THINGS)
def test_words_and_photo_each_find_the_thing(searcher, colour, thing):
    assert ids(searcher.search(Query(f"{colour} {thing}"), 1)) == [f"{colour}-{thing}"]
    photo = draw(COLOURS[colour], thing)
    assert ids(searcher.search(Query(images=(photo,)), 1)) == [f"{colour}-{thing}"]


words = st.sampled_from(["", "red mug", "a lamp", "teapot blue", "nothing of the kind", "42"])
photos = st.sampled_from([(), (draw((200, 30, 30), "mug"),), (draw((0, 0, 0), "chair"),) * 2])


@given(words, photos, st.booleans())
def test_contributions_add_up_to_the_score(searcher, text, images, in_stock):
    if not (text or images):
        return
    hits = searcher.search(Query(text, images, Constraints(in_stock=in_stock)), 8)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    for hit in hits:
        assert sum(hit.contributions.values()) == pytest.approx(hit.score, abs=1e-5)
        if not images:
            assert hit.contributions["image"] == 0
        if not text:
            assert hit.contributions["text"] == 0


def test_wrong_words_do_not_drown_a_photo(catalog_folder):
    """A photo that only one product fits, and words about none: the gate lets the photo speak."""
    photo = draw(COLOURS["blue"], "lamp")
    fused = {}
    for gate in (None, Gate()):
        options = SearchOptions(gate=gate)
        searcher = indexing.open_live(Catalogue.open(catalog_folder), options)[0]
        hits = searcher.search(Query("red teapot", (photo,)), 16)
        fused[gate] = ids(hits).index("blue-lamp")
        for hit in hits:
            assert sum(hit.contributions.values()) == pytest.approx(hit.score, abs=1e-5)
    assert fused[Gate()] < fused[None]


def test_the_gate_leaves_questions_of_one_modality_alone(catalog_folder):
    found = []
    for gate in (None, Gate(odds=100.0)):
        options = SearchOptions(gate=gate)
        searcher = indexing.open_live(Catalogue.open(catalog_folder), options)[0]
        both = Query("red mug"), Query(images=(draw(COLOURS["red"], "mug"),))
        found.append([[hit.score for hit in searcher.search(one, 5)] for one in both])
    assert found[0] == found[1]


@given(
    low=st.none() | st.integers(0, 15000),
    high=st.none() | st.integers(0, 15000),
    currency=st.sampled_from(["", "EUR", "USD"]),
    in_stock=st.booleans(),
    sources=st.sampled_from([(), ("shop",), ("elsewhere",)]),
)
def test_the_mask_says_what_admit_says(searcher, low, high, currency, in_stock, sources):
    limits = Constraints(
        min_price=None if low is None else Money(low, currency),
        max_price=None if high is None else Money(high, currency),
        sources=sources,
        in_stock=in_stock,
    )
    allowed = searcher.columns.allowed(limits)
    products = searcher.catalogue.products(searcher.generation.ids)
    expected = [any(limits.admit(offer) for offer in product.offers) for product in products]
    assert expected == ([True] * len(products) if allowed is None else allowed.tolist())
    found = ids(searcher.search(Query("mug", (), limits), 16))
    assert len(found) == sum(expected)


def test_the_index_and_exact_search_agree(searcher):
    exact = indexing.open_live(searcher.catalogue, SearchOptions(exact=True))[0]
    for query in (Query("red mug"), Query(images=(draw((30, 160, 60), "lamp"),))):
        assert ids(searcher.search(query, 5)) == ids(exact.search(query, 5))


def test_an_empty_question_is_refused(searcher):
    with pytest.raises(BadQuery, match="empty"):
        searcher.search(Query("  "))


def test_a_new_price_counts_without_a_new_index(searcher):
    """The prices in memory may be older than the catalogue: what is shown is checked again."""
    column = searcher.columns.minor
    row = int(np.argmax(column))
    before, column[row] = column[row], 1.0
    try:
        shown = searcher.search(Query("chair", (), Constraints(max_price=Money(200, "EUR"))), 16)
    finally:
        column[row] = before
    assert shown == []


def test_several_threads_get_the_same_answer(searcher):
    expected = ids(searcher.search(Query("blue lamp"), 5))
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.append(ids(searcher.search(Query("blue lamp"), 5))))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 8


def test_several_photos_are_views_of_one_thing(searcher):
    images = (draw(COLOURS["red"], "mug"), Image.new("RGB", (10, 10), (200, 30, 30)))
    assert ids(searcher.search(Query(images=images), 1)) == ["red-mug"]


def test_an_empty_catalogue_says_how_to_fill_it(tmp_path):
    with pytest.raises(BadCatalogue, match="ingest FEED"):
        indexing.open_live(Catalogue.create(tmp_path / "c"), SearchOptions())


def test_late_fusion_is_convex_and_adds_up():
    parts = {"text": np.array([0.2, 0.4]), "image": np.array([0.5, 0.1])}
    lexical = np.array([1.0, 0.0])
    fused = LateFusion(0.25)(parts, lexical)
    np.testing.assert_allclose(sum(fused.values()), 0.75 * sum(parts.values()) + 0.25 * lexical)
    np.testing.assert_allclose(fused["image"], 0.75 * parts["image"])
    assert LateFusion(0.25)(parts, None) is parts


@pytest.fixture(scope="module")
def half_titled(tmp_path_factory) -> Searcher:
    """Forty things with a title and a picture, and forty with a picture only."""
    folder = tmp_path_factory.mktemp("half")
    lines = ["id,title,image"]
    for number in range(80):
        colour = list(COLOURS)[number // 2 % len(COLOURS)]
        thing = list(THINGS)[number // 8 % len(THINGS)]
        draw(COLOURS[colour], thing).resize((96 + number, 96)).save(folder / f"{number}.png")
        title = f"{colour} {thing} no {number}" if number % 2 else ""
        lines.append(f"{number},{title},{number}.png")
    (folder / "feed.csv").write_text("\n".join(lines))
    catalogue = Catalogue.create(folder / "c")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(folder / "feed.csv"))
    return indexing.open_live(catalogue, SearchOptions())[0]


def test_things_without_words_are_found_by_words_beside_things_that_have_them(half_titled):
    hits = half_titled.search(Query("red mug"), 10)
    untitled = [int(hit.offers[0].offer_id) for hit in hits if not hit.offers[0].title]
    assert untitled
    assert all(number // 2 % len(COLOURS) == 0 for number in untitled), "only red ones"
    assert all(sum(h.contributions.values()) == pytest.approx(h.score, abs=1e-5) for h in hits)
