"""The floor: what is nothing like anything sold is told from what is."""

from __future__ import annotations

import numpy as np
import pytest

from fusion.blocks import normalise
from retrieval import indexing
from retrieval.catalogue import Catalogue
from retrieval.floor import Floor, FloorOptions, Likeness, asked_kinds, best, strange_pictures
from retrieval.query import Query
from retrieval.search import SearchOptions
from tests.conftest import COLOURS, draw


def test_p_is_the_share_of_strange_things_that_come_no_nearer():
    strange = np.linspace(0, 1, 99)
    floor = Floor({"image": np.random.default_rng(0).permutation(strange)})
    nearness = np.array([-1.0, 0.03, 0.1, 0.5, 2.0])
    judged = floor.judge("image", nearness)
    assert [one.p for one in judged] == [(1 + (strange <= s).sum()) / 100 for s in nearness]
    assert [one.level for one in judged] == ["nothing", "nothing", "close", "sold", "sold"]
    assert best(judged) == judged[-1]


def test_without_anything_to_go_by_all_is_taken_to_be_sold():
    assert Floor({}).judge("text", np.array([-1.0, 0.2])) == [Likeness("sold", 1.0)] * 2
    assert best([]).level == "nothing"


def _pictures(kinds: int, each: int, spread: float) -> tuple[np.ndarray, list[str]]:
    random = np.random.default_rng(3)
    centres = random.normal(size=(kinds, 32))
    around = np.repeat(centres, each, 0) + spread * random.normal(size=(kinds * each, 32))
    return normalise(around), [f"kind {row // each}" for row in range(kinds * each)]


def test_the_nearest_of_another_kind_as_written_out():
    image, kinds = _pictures(6, 5, 0.4)
    slow = [
        max(float(image[i] @ image[j]) for j in range(30) if kinds[i] != kinds[j])
        for i in range(30)
    ]
    assert strange_pictures(image, kinds, FloorOptions()) == pytest.approx(slow, abs=1e-6)


@pytest.mark.parametrize("named", [True, False])
def test_new_photos_of_kinds_that_are_sold_are_told_from_others(named):
    image, kinds = _pictures(20, 11, 0.5)
    strange = strange_pictures(image, kinds if named else [""] * len(kinds), FloorOptions())
    floor = Floor({"image": strange})
    again, _ = _pictures(20, 1, 0.0)
    others = normalise(np.random.default_rng(9).normal(size=(200, 32)))
    sold = floor.judge("image", (again @ image.T).max(axis=1))
    unsold = floor.judge("image", (others @ image.T).max(axis=1))
    assert np.mean([one.level == "sold" for one in sold]) >= 0.9
    assert np.mean([one.p for one in unsold]) < np.mean([one.p for one in sold]) - 0.3


def test_products_without_pictures_do_not_count():
    image, kinds = _pictures(6, 5, 0.4)
    with_gaps = np.concatenate([image, np.zeros((9, 32), np.float32)])
    strange = strange_pictures(with_gaps, [*kinds, *["kind 0"] * 9], FloorOptions())
    assert len(strange) == 30
    assert not len(strange_pictures(np.zeros((40, 32), np.float32), [""] * 40, FloorOptions()))


def test_few_kinds_are_not_asked_for():
    assert asked_kinds(["mug", "", "mug", "lamp"], FloorOptions(least=2)) == ["mug", "lamp"]
    assert asked_kinds(["mug", "lamp"], FloorOptions(least=3)) == []


def test_a_search_says_how_likely_each_hit_is_of_the_kind(catalog_folder):
    options = SearchOptions(floor=FloorOptions(least=2, neighbour=4))
    searcher = indexing.open_live(Catalogue.open(catalog_folder), options)[0]
    for query in (Query("red mug"), Query(images=(draw(COLOURS["red"], "mug"),))):
        hits = searcher.search(query, 16)
        likeness = [hit.likeness for hit in hits]
        assert hits[0].likeness.level == "sold"
        assert hits[0].likeness == best(likeness)
        assert any(one.p < hits[0].likeness.p for one in likeness)
        for hit in hits:
            likely = hit.likeness.p >= options.close * hits[0].likeness.p
            assert hit.close == (likely and hit.score >= options.cut * hits[0].score)
    assert best([h.likeness for h in searcher.search(Query("zzz qqq"), 5)]).level != "sold"


def test_the_floor_is_kept_and_made_anew_where_its_file_is_damaged(catalog_folder):
    options = SearchOptions(floor=FloorOptions(least=2, neighbour=3))

    def likeness() -> list[Likeness]:
        searcher = indexing.open_live(Catalogue.open(catalog_folder), options)[0]
        return [hit.likeness for hit in searcher.search(Query("red mug"), 16)]

    first, before = likeness(), set((catalog_folder / "floors").glob("*"))
    assert likeness() == first
    assert set((catalog_folder / "floors").glob("*")) == before
    for file in before:
        file.write_bytes(b"PK no archive")
    assert likeness() == first
