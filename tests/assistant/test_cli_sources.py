"""`ingest` and `sources`, as a person types them."""

import csv
import json
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta

import pytest

from assistant.cli import main
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue
from retrieval.schedules import schedule_of
from tests import fakes  # noqa: F401  (registers the encoder)
from tests.databases import BOTH

pytestmark = BOTH


@pytest.fixture
def folder(tmp_path):
    feed = tmp_path / "shop.csv"
    feed.write_text("Nr,Name,VK\n1,Mug,2.00\n2,Pot,ask us\n,=cmd(),3\n")
    mapping = tmp_path / "mapping.json"
    mapping.write_text('{"offer_id": "Nr", "title": "Name", "price": "VK"}')
    catalogue = Catalogue.create(tmp_path / "catalog")
    catalogue.set("encoder", "fake")
    catalogue.close()
    words = f"ingest {feed} --mapping {mapping} --currency EUR --catalog {tmp_path / 'catalog'}"
    assert main(words.split()) == 0
    return tmp_path


def ask(capsys, folder, words: str) -> dict:
    capsys.readouterr()
    assert main(f"sources {words} --json --catalog {folder / 'catalog'}".split()) == 0
    return json.loads(capsys.readouterr().out)


def test_sources_are_listed_and_shown(folder, capsys):
    (one,) = ask(capsys, folder, "list")["sources"]
    assert (one["name"], one["format"], one["offers"], one["quarantined"]) == (
        "shop",
        "table",
        1,
        2,
    )
    shown = ask(capsys, folder, "show shop")
    assert shown.items() >= one.items()
    taken = {column["column"]: column["taken_for"] for column in shown["columns"]}
    assert taken == {"Nr": "offer_id", "Name": "title", "VK": "price"}
    assert any("(site)" in finding for finding in shown["findings"])
    assert main(f"sources list --catalog {folder / 'catalog'}".split()) == 0
    assert "shop" in capsys.readouterr().out


def test_the_quarantine_is_exported(folder, capsys):
    held = ask(capsys, folder, "quarantine shop")["quarantine"]
    assert [row["row"] for row in held] == [3, 4]
    path = folder / "held.csv"
    assert main(f"sources quarantine --export {path} --catalog {folder / 'catalog'}".split()) == 0
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["reason"] for row in rows] == [row["reason"] for row in held]
    assert json.loads(rows[0]["raw"])["VK"] == "ask us"


def test_a_source_is_removed_and_the_rest_regrouped_in_one_place_of_the_writer(
    folder, capsys, monkeypatch
):
    regrouped = []

    def ensure_current(catalogue, _):
        with pytest.raises(BadCatalogue, match="Another process"), another.writing():
            pass
        regrouped.append(catalogue)

    another = Catalogue.open(folder / "catalog")
    monkeypatch.setattr("assistant.cli.sources.ensure_current", ensure_current)
    assert ask(capsys, folder, "remove shop") == {"removed": "shop"}
    assert regrouped


@pytest.mark.parametrize("wrong", ["busy", "bad feed"])
def test_an_ingest_that_is_refused_changes_no_setting(folder, capsys, wrong):
    catalogue = Catalogue.open(folder / "catalog")
    feed = folder / "next.csv"
    feed.write_text("a,b\n1,2\n" if wrong == "bad feed" else "id,title\n1,Mug\n")
    words = f"ingest {feed} --encoder fake-tokens --fusion none --catalog {catalogue.folder}"
    catalogue.set("fusion", "early")
    with catalogue.writing() if wrong == "busy" else nullcontext():
        assert main(words.split()) == 2
    assert (catalogue.get("encoder"), catalogue.get("fusion")) == ("fake", "early")
    if wrong == "busy":
        assert main(words.split()) == 0
        assert (catalogue.get("encoder"), catalogue.get("fusion")) == ("fake-tokens", "none")


def test_a_source_is_removed(folder, capsys):
    assert ask(capsys, folder, "remove shop") == {"removed": "shop"}
    assert ask(capsys, folder, "list") == {"sources": []}
    assert main(f"sources show shop --catalog {folder / 'catalog'}".split()) == 2
    assert "There is no source 'shop'" in capsys.readouterr().err


def test_a_shop_is_planned_with_its_feeds(folder, capsys):
    """Where it is read from is kept whole, wherever the server is started later."""
    catalog = folder / "catalog"
    words = f"ingest {folder / 'shop.csv'} --source shop --every 6h --catalog {catalog}"
    assert main(words.split()) == 0
    catalogue = Catalogue.open(catalog)
    planned = schedule_of(catalogue, "shop")
    catalogue.close()
    assert planned.every == 6 * 3600
    assert planned.places == (str((folder / "shop.csv").resolve()),)
    assert timedelta(hours=5) < planned.next - datetime.now(UTC) <= timedelta(hours=6)
    capsys.readouterr()
    assert main(f"sources list --catalog {catalog}".split()) == 0
    assert f"{planned.next:%Y-%m-%d}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "says"),
    [("--every 6h", "--source"), ("--source shop --every often", "often"), ("--every 1s", "1s")],
)
def test_an_odd_plan_is_told_before_anything_is_read(folder, capsys, words, says):
    elsewhere = folder / "other"
    assert main(f"ingest {folder / 'shop.csv'} {words} --catalog {elsewhere}".split()) == 2
    assert says in capsys.readouterr().err
    assert not elsewhere.exists()
