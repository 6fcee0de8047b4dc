"""`match` and `evaluate matching`, through the command line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from assistant.cli import main
from retrieval.catalogue import Catalogue
from tests.databases import BOTH

pytestmark = BOTH

TITLES = (
    "Sony DSC-W120 digital camera silver",
    "Canon PIXMA MP480 photo printer",
    "Bose QC15 headphones",
    "Garmin Nuvi 255W navigator",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of two shops that sell the same four things."""
    for shop in ("north", "south"):
        with (tmp_path / f"{shop}.csv").open("w", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(["id", "title", "price", "currency"])
            rows.writerows([f"s{i}", title, 10, "EUR"] for i, title in enumerate(TITLES))
    folder = tmp_path / "catalog"
    catalogue = Catalogue.create(folder)
    catalogue.set("encoder", "fake")
    catalogue.close()
    feeds = [str(tmp_path / f"{shop}.csv") for shop in ("north", "south")]
    assert main(["ingest", *feeds, "--catalog", str(folder)]) == 0
    return folder


def run_json(capsys, *arguments: str) -> dict:
    capsys.readouterr()
    assert main([*arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_ingest_resolves_and_run_says_so(folder, capsys):
    summary = run_json(capsys, "match", "run", "--catalog", str(folder))
    assert (summary["offers"], summary["products"], summary["compared"]) == (8, 4, 0)


def test_a_decision_is_kept_and_shows_in_the_products(folder, capsys):
    at = ("--catalog", str(folder))
    summary = run_json(capsys, "match", "decide", "north/s0", "south/s0", "different", *at)
    assert summary["products"] == 5
    summary = run_json(capsys, "match", "decide", "north/s0", "south/s0", "same", *at)
    assert summary["products"] == 4


def test_review_lists_what_is_unsure(folder, capsys):
    found = run_json(capsys, "match", "review", "--catalog", str(folder))["unsure"]
    for pair in found:
        assert len(pair["offers"]) == 2
        assert 0 < pair["probability"] < 1


def test_wrong_use_is_one_clear_line(folder, capsys):
    at = ("--catalog", str(folder))
    assert main(["match", "decide", "north/s0", "south/none", "same", *at]) == 2
    assert "no offer 'south/none'" in capsys.readouterr().err
    assert main(["match", "decide", "north/s0", "north/s0", "same", *at]) == 2
    assert main(["evaluate", "matching", "--data", str(folder / "nothing")]) == 2


def write_pairs(path: Path, start: int, count: int) -> None:
    """Pairs of invented gadgets: the same where the model numbers are equal."""
    lines = []
    for i in range(start, start + count):
        for j in (i, i + 1, i + 2):
            left = f"COL title VAL Acme gadget ag{i * 37 % 997 + 1000} blue COL price VAL {i + 5}"
            right = f"COL title VAL gadget AG-{j * 37 % 997 + 1000} COL price VAL {j + 5}"
            lines.append(f"{left}\t{right}\t{int(i == j)}")
    path.write_text("\n".join(lines))


def test_the_evaluation_trains_and_tells_pairs_apart(tmp_path, folder, capsys):
    write_pairs(tmp_path / "train.txt", 0, 60)
    write_pairs(tmp_path / "valid.txt", 60, 20)
    write_pairs(tmp_path / "test.txt", 80, 20)
    data = ("--data", str(tmp_path), "--encoder", "fake")
    report = run_json(capsys, "evaluate", "matching", *data)
    assert report["groups"]["trained"]["F1"] > 0.9
    assert report["test pairs"] == 60
    assert report["blocking recall"] > 0.9


def test_a_line_that_is_no_pair_is_named(tmp_path, capsys):
    (tmp_path / "train.txt").write_text("COL title VAL a\tCOL title VAL b\tmaybe\n")
    assert main(["evaluate", "matching", "--data", str(tmp_path)]) == 2
    assert "train.txt, line 1" in capsys.readouterr().err
