"""Which store a catalogue has: chosen at ingest, kept, and changed without encoding anything."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.cli import main
from retrieval import stores
from retrieval.catalogue import Catalogue
from retrieval.errors import DamagedGeneration, ModelUnavailable
from retrieval.generation import UNFINISHED, Generation
from retrieval.indexing import is_current, open_live
from retrieval.ingest import ensure_current, ingest
from retrieval.query import Query
from retrieval.search import SearchOptions
from retrieval.stores import building, chosen_store
from tests.fakes import FAKE, FakeEncoder
from tests.retrieval.stores.places import LOCAL


@pytest.fixture
def catalogue(own_catalog) -> Iterator[Catalogue]:
    with closing(Catalogue.open(own_catalog)) as catalogue:
        yield catalogue


def live_store(catalogue: Catalogue) -> str:
    live = catalogue.generations.live
    assert live
    with closing(Generation.open(catalogue.generations.folder(live.number))) as generation:
        assert generation.verify() == []
        return generation.store


def found(catalogue: Catalogue) -> list[str]:
    searcher, _ = open_live(catalogue, SearchOptions(), FAKE)
    with closing(searcher.generation):
        return [hit.product.title for hit in searcher.search(Query("red mug"), 5)]


@pytest.mark.parametrize("name", LOCAL)
def test_another_store_is_filled_from_the_catalogue_without_encoding(catalogue, name):
    before, encoder = found(catalogue), FakeEncoder()
    encoder.spec = FAKE.spec
    ingest(catalogue, encoder, [], store=name)
    assert live_store(catalogue) == name
    assert encoder.texts_seen == encoder.images_seen == 0
    assert found(catalogue) == before


def test_what_was_chosen_holds_for_what_comes(catalogue, feed, tmp_path):
    ingest(catalogue, FAKE, [], store="exact")
    later = Path(shutil.copytree(feed.parent, tmp_path / "later")) / feed.name
    later.write_text(later.read_text().replace("Red mug", "Crimson mug"))
    ingest(catalogue, FAKE, str(later))
    assert live_store(catalogue) == "exact"


def test_where_nobody_chose_the_environment_builds_nothing_anew(catalogue, monkeypatch):
    assert chosen_store(catalogue) == ""
    assert live_store(catalogue) == "chroma"
    monkeypatch.setenv("CHROMA_URL", "http://127.0.0.1:9")
    assert is_current(catalogue, FAKE)
    assert stores.default_store() == "chroma-server"


def test_a_choice_that_was_cut_short_is_finished_when_the_catalogue_is_opened(catalogue):
    catalogue.set("store", "exact")
    ensure_current(catalogue)
    assert live_store(catalogue) == "exact"


def test_a_choice_that_fails_leaves_what_was(catalogue, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(building, "_apply", full)
    with pytest.raises(OSError, match="No space"):
        ingest(catalogue, FAKE, [], store="exact")
    assert chosen_store(catalogue) == ""
    assert live_store(catalogue) == "chroma"


def test_a_missing_package_is_told_before_anything_is_written(catalogue, monkeypatch):
    monkeypatch.setitem(stores.STORES, "odd", stores.Kind("odd", "OddStore", "no_such_package"))
    number = catalogue.generations.live
    with pytest.raises(ModelUnavailable, match="no_such_package"):
        ingest(catalogue, FAKE, [], store="odd")
    assert catalogue.generations.live == number


def test_a_package_that_went_away_costs_speed_alone(catalogue, monkeypatch, caplog):
    """Of the process that asks: the index stays, for those that have it."""
    ingest(catalogue, FAKE, [], store="exact")
    catalogue.set("store", "chroma")
    ensure_current(catalogue)
    before = found(catalogue)
    gone = stores.Kind("chroma", "ChromaStore", "no_such_package")
    monkeypatch.setitem(stores.STORES, "chroma", gone)
    ensure_current(catalogue)
    assert found(catalogue) == before
    assert "no_such_package" in caplog.text


def test_the_command_line_chooses_without_a_feed(own_catalog, capsys):
    assert main(["ingest", "--store", "exact", "--catalog", str(own_catalog)]) == 0
    with closing(Catalogue.open(own_catalog)) as catalogue:
        assert live_store(catalogue) == "exact"
    with pytest.raises(SystemExit):
        main(["ingest", "--store", "atlantis", "--catalog", str(own_catalog)])
    assert "chroma-server" in capsys.readouterr().err


BUILDER = """
import sys
from pathlib import Path
from retrieval.stores.building import StoreOptions
from tests.retrieval.test_generation import build
told = lambda *report: print(*report, flush=True)
build(Path(sys.argv[1]), progress=told, options=StoreOptions(sys.argv[2])).close()
"""


@pytest.mark.parametrize("moment", ["Indexing vectors 150", "Checking vectors"])
@pytest.mark.parametrize("name", LOCAL)
def test_a_killed_build_leaves_nothing_half_written(tmp_path, name, moment):
    folder = tmp_path / "1"
    command = [sys.executable, "-c", BUILDER, str(folder), name]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout
    assert any(line.startswith(moment) for line in child.stdout)
    child.send_signal(signal.SIGKILL)
    child.wait()
    if not folder.exists():
        with pytest.raises(DamagedGeneration):
            Generation.open(folder)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    with closing(Generation.open(folder)) as generation:
        assert generation.verify() == []
    assert not list(tmp_path.glob(f"*{UNFINISHED}"))
