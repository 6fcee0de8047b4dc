"""PostgreSQL with pgvector answers as a local search does, or is done without."""

from __future__ import annotations

import csv
import json
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import inspect

from demo.render.__main__ import DEMO
from retrieval import backends, indexing
from retrieval.backends import guarded
from retrieval.backends.base import Asked
from retrieval.backends.guarded import GuardedBackend, GuardOptions
from retrieval.backends.local import LocalBackend
from retrieval.backends.pgvector import Engine
from retrieval.catalogue import Catalogue
from retrieval.catalogue.hurried import PAUSE
from retrieval.generation import Generation
from retrieval.indexing import GrowthOptions
from retrieval.ingest import IngestOptions, ensure_current, ingest
from retrieval.limits import Excludes, Includes
from retrieval.money import Money
from retrieval.query import Constraints, Query
from retrieval.search import Hit, Searcher, SearchOptions
from retrieval.segment import Content
from tests.fakes import FAKE
from tests.postgres import MISSING_VECTOR, Postgres, serving, vector_programs
from tests.retrieval.indexes.clustered import clustered_blocks, query_near

pytestmark = pytest.mark.skipif(vector_programs() is None, reason=MISSING_VECTOR)

LIMITS = (
    Constraints(),
    Constraints(max_price=Money(3000, "EUR")),
    Constraints(min_price=Money(2000, "EUR"), limits=(Includes("colour", ("blue", "green")),)),
    Constraints(limits=(Excludes("words", ("plastic",)),)),
)
CALM = GuardOptions(patience=60, slow=60)  # on a machine that does much else
SAID = GuardOptions(patience=0.3, slow=60)
ENOUGH = 20.0  # seconds; without patience it would be for ever


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with serving(vector_programs()) as found:
        yield found


@pytest.fixture
def engine(server: Postgres) -> Iterator[Engine]:
    found = Engine(server.create().render_as_string())
    yield found
    found.connections.dispose()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The demo's products; a fifth without pictures, another without words."""
    folder = tmp_path_factory.mktemp("demo")
    with (DEMO / "evaluation" / "catalog.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for number, one in enumerate(rows):
        one["image"] = str((DEMO / "evaluation" / one["image"]).resolve()) if number % 5 else ""
        if number % 5 == 1:
            one |= {"title": "", "title_zh": "", "description": ""}
    with (folder / "shop.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    catalogue = Catalogue.create(folder / "catalog")
    catalogue.set("encoder", "fake")
    ingest(catalogue, FAKE, str(folder / "shop.csv"))
    return catalogue


def questions() -> Iterator[Query]:
    """Of each kind of the demo's questions a few."""
    lines = (DEMO / "evaluation" / "queries.jsonl").read_text(encoding="utf-8").splitlines()
    asked = [one for one in map(json.loads, lines) if "voice" not in one][::40]
    for one in asked:
        photos = [Image.open(DEMO / "evaluation" / one["photo"])] if "photo" in one else []
        yield Query(one.get("text", ""), tuple(photos))


def told(hits: list[Hit]) -> tuple[list[float], list[dict], set[str]]:
    """Scores and their parts, and which products; of several with the lowest any may be there."""
    lowest = min((hit.score for hit in hits), default=0.0) + 1e-4
    parts = [{name: round(part, 3) for name, part in hit.contributions.items()} for hit in hits]
    return (
        [round(hit.score, 3) for hit in hits],
        sorted(parts, key=lambda one: sorted(one.items())),
        {hit.product.product_id for hit in hits if hit.score > lowest},
    )


def test_the_same_ten_with_the_same_scores(demo, engine):
    options = SearchOptions(exact=True)
    searcher, _ = indexing.open_live(demo, options)
    engine.publish(searcher.generation)
    backend = engine.backend(searcher.generation, exact=True)
    other = Searcher(
        demo, searcher.generation, FAKE, searcher.encode.bridge, options, None, searcher.columns,
        backend,
    )  # fmt: skip
    lacking = sum(map(len, map(searcher.completeness.lacking, map(searcher.encode, questions()))))
    assert lacking, "some questions hold what some products lack"
    for query in questions():
        for limits in LIMITS:
            asked = replace(query, constraints=limits)
            assert told(other.search(asked, 10)) == told(searcher.search(asked, 10)), asked


def generation(folder: Path, n: int) -> Generation:
    documents = [[f"red shoe number{row % 40}", *["lid"] * (row % 3)] for row in range(n)]
    content = Content(
        [f"p{row}" for row in range(n)], clustered_blocks(n), documents,
        np.full(n, b"s", "S16"), np.ones((n, 2), bool),
    )  # fmt: skip
    return Generation.build(folder, content, {"encoder": "e1"})


def test_what_is_looked_at_comes_as_it_was_asked_for(tmp_path, engine):
    with closing(generation(tmp_path / "1", 200)) as made:
        engine.publish(made)
        asked = Asked(query_near(made.blocks, 7, 0.3), "red number7 lid", mentions=True)
        rows = np.array([150, 3, 7, 7])
        local = LocalBackend(made, exact=True).look(asked, rows)
        there = engine.backend(made, exact=True).look(asked, rows)
        assert there.rows.tolist() == rows.tolist()
        for block, similar in local.similar.items():
            np.testing.assert_allclose(there.similar[block], similar, atol=1e-5)
        for name in ("relative", "stated", "verbatim"):
            wanted = getattr(local.said, name)
            np.testing.assert_allclose(getattr(there.said, name), wanted, atol=1e-5)


def test_graphs_find_what_is_best_under_any_mask(tmp_path, engine):
    n = 6000  # a graph is asked for 30 of so many, also where a tenth is not allowed
    with closing(generation(tmp_path / "1", n)) as made:
        engine.publish(made)
        backend = engine.backend(made, exact=False)
        for share in (1.0, 0.9, 0.02):
            allowed = np.random.default_rng(2).random(n) < share
            recalls = []
            for row in range(0, n, n // 20):
                asked = Asked(query_near(made.blocks, row, 0.4))
                best = made.exact.candidates(asked.blocks, 10, allowed)
                found = backend.search(asked, 30, allowed).rows
                assert allowed[found].all()
                recalls.append(np.isin(best, found).mean())
            assert np.mean(recalls) >= 0.99, share


class Shop:
    """A small shop whose index grows, and whose engine the environment names."""

    HEADER = "id,title,description,category,price,currency,availability,color"

    def __init__(self, folder: Path) -> None:
        self.feed = folder / "shop.csv"
        self.catalogue = Catalogue.create(folder / "catalog")
        self.rows = {number: self.row(number) for number in range(30)}
        self.sync()

    @staticmethod
    def row(number: int) -> str:
        kind, colour = ("Mug", "Bowl", "Jug")[number % 3], ("red", "blue")[number % 2]
        text = f"{kind} number {number} of its kind"
        return f"{number},{colour} {kind},{text},{kind}s,{5 + number},EUR,in stock,{colour}"

    def sync(self) -> None:
        self.feed.write_text("\n".join([self.HEADER, *self.rows.values()]))
        self.catalogue.set("encoder", "fake")
        ingest(self.catalogue, FAKE, str(self.feed), IngestOptions(allow_shrink=True))

    def answers(self) -> dict[str, str]:
        """The offer that each question finds first."""
        searcher, _ = indexing.open_live(self.catalogue, SearchOptions(exact=True))
        with closing(searcher.generation):
            self.backend = searcher.score.backend
            return {
                words: searcher.search(Query(words), 1)[0].offers[0].offer_id
                for words in ("number 7", "agate", "quartz", "opal")
            }


@pytest.fixture
def shop(tmp_path, monkeypatch, server: Postgres) -> Iterator[Shop]:
    url = server.create()
    monkeypatch.setenv(backends.ADDRESS, url.render_as_string())
    monkeypatch.setattr(indexing, "GROWTH", GrowthOptions(least=1, share=0.5, absorb=1))
    monkeypatch.setattr(guarded, "GuardOptions", lambda: CALM)
    yield Shop(tmp_path)
    backends._engine_at(url.render_as_string()).connections.dispose()


def tables(shop: Shop) -> set[str]:
    engine = backends._engine()
    assert isinstance(engine, Engine)
    return set(inspect(engine.connections).get_table_names())


def asked_there(shop: Shop) -> dict[str, str]:
    """The answers, none of which may come from what is local."""
    found = shop.answers()
    assert isinstance(shop.backend, GuardedBackend)
    assert not shop.backend._paused_until, "the engine answered"
    return found


def test_the_engine_follows_an_index_that_grows(shop):
    assert len(tables(shop)) == 1
    shop.rows[31] = shop.row(31).replace("number", "agate")
    shop.rows[4] = shop.row(4).replace("number", "quartz")
    del shop.rows[7]
    shop.sync()
    assert len(tables(shop)) == 2
    there = asked_there(shop)
    assert (there["agate"], there["quartz"]) == ("31", "4")
    assert there["number 7"] != "7"
    for number in range(40, 60):  # all is built anew, twice: what was before is dropped
        shop.rows[number] = shop.row(number)
        shop.sync()
    shop.rows[2] = shop.row(2).replace("number", "opal")
    shop.sync()
    assert len(tables(shop)) <= 4
    there = asked_there(shop)
    assert (there["agate"], there["quartz"], there["opal"]) == ("31", "4", "2")


def test_what_was_not_published_is_searched_here_until_a_writer_comes_by(shop):
    engine = backends._engine()
    for one in shop.catalogue.generations.kept:
        engine.forget(one)
    assert tables(shop) == set()
    assert shop.answers()["number 7"]
    assert shop.backend._paused_until, "the engine has no such table"
    ensure_current(shop.catalogue)
    assert len(tables(shop)) == 1
    asked_there(shop)


def first(searcher: Searcher) -> str:
    """The offer that is found, in time."""
    begun = time.monotonic()
    hits = searcher.search(Query("number 7"), 3)
    assert time.monotonic() - begun < ENOUGH
    return hits[0].offers[0].offer_id


@pytest.mark.parametrize("fault", ["silent", "stopped"])
def test_an_engine_that_is_down_or_silent_is_done_without(shop, server, fault):
    searcher, _ = indexing.open_live(shop.catalogue, SearchOptions(exact=True))
    backend = searcher.score.backend
    assert isinstance(backend, GuardedBackend)
    with closing(searcher.generation):
        right = first(searcher)
        assert not backend._paused_until
        backend.options = SAID
        server.freeze() if fault == "silent" else server.stop()
        try:
            assert first(searcher) == right
            assert backend._paused_until, "nobody else waits"
            assert first(searcher) == right
        finally:
            server.thaw() if fault == "silent" else server.start()
        backend.options, backend._paused_until = CALM, 0.0
        time.sleep(PAUSE + 0.1)  # a server that did not answer is looked for once a second
        assert first(searcher) == right
        assert not backend._paused_until
