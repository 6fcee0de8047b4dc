from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from assistant.insight import store
from assistant.insight.store import DAYS, NAME, Tallies, Tally
from retrieval.catalogue.address import Address
from retrieval.errors import BadCatalogue

TODAY = date(2026, 6, 30)


@pytest.fixture
def tallies(tmp_path: Path) -> Iterator[Tallies]:
    found = Tallies(tmp_path)
    yield found
    found.close()


def written(folder: Path) -> bytes:
    """All that lies on the disk, SQLite's log included."""
    return b"".join(path.read_bytes() for path in folder.glob(f"{NAME}*"))


def test_what_happens_again_is_counted_again(tallies: Tallies) -> None:
    tallies.add([("wished", "mugs", ""), ("turn", "", "")], TODAY)
    tallies.add([("wished", "mugs", "")], TODAY)
    tallies.add([("wished", "mugs", "")], TODAY - timedelta(days=1))
    assert tallies.since(TODAY) == [
        Tally(TODAY, "turn", "", "", 1),
        Tally(TODAY, "wished", "mugs", "", 2),
    ]
    assert len(tallies.since(date.min)) == 3


def test_a_day_is_forgotten_in_the_file_too(tallies: Tallies, tmp_path: Path) -> None:
    tallies.add([("nothing", "quaggaberry", "")], TODAY - timedelta(days=DAYS))
    tallies.add([("nothing", "zebra crossing", "")], TODAY - timedelta(days=DAYS + 1))
    assert b"zebra crossing" in written(tmp_path)
    tallies.forget(TODAY)
    assert [one.what for one in tallies.since(date.min)] == ["quaggaberry"]
    assert b"zebra crossing" not in written(tmp_path)
    tallies.forget_all()
    assert not tallies.since(date.min)
    assert b"quaggaberry" not in written(tmp_path)


def test_a_flood_does_not_fill_the_disk(tallies: Tallies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "MOST_A_DAY", 3)
    for number in range(20):
        tallies.add([("nothing", f"word {number}", "x" * 1000)], TODAY)
    found = tallies.since(TODAY)
    assert len(found) <= 5
    assert sum(one.count for one in found) == 20
    assert max(len(one.detail) for one in found) <= store.LONGEST


def test_the_switch_is_kept(tmp_path: Path) -> None:
    first = Tallies(tmp_path)
    assert first.counting
    first.counting = False
    first.close()
    again = Tallies(tmp_path)
    assert not again.counting
    again.counting = True
    assert again.counting
    again.close()


def test_what_was_counted_survives_a_kill(tmp_path: Path) -> None:
    """A process that is ended while it counts leaves whole counts of whole turns."""
    program = (
        "import sys; from pathlib import Path; from assistant.insight.store import Tallies\n"
        "tallies = Tallies(Path(sys.argv[1]))\n"
        "while True:\n"
        "    tallies.add([('turn', '', ''), ('wished', 'mugs', '')])\n"
        "    print('counted', flush=True)\n"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(25)]
        process.kill()
    found = Tallies(tmp_path)
    counts = {one.kind: one.count for one in found.since(date.min)}
    found.close()
    assert counts["turn"] == counts["wished"] >= len(told)


def test_a_file_that_is_none_is_told_without_its_place(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.db").write_bytes(b"no database" * 1000)
    with pytest.raises(BadCatalogue) as told:
        Tallies(tmp_path)
    assert NAME in str(told.value)
    assert str(tmp_path) not in str(told.value)


def test_on_a_server_every_process_counts_into_one(postgres, tmp_path):
    place = Address(tmp_path, postgres.create())
    one, other = Tallies(place), Tallies(place)
    for tallies in (one, other, one):
        tallies.add([("turn", "", "")])
    one.counting = False
    one.counting = True
    assert [(found.kind, found.count) for found in other.since(date.min)] == [("turn", 3)]
    assert other.counting
    other.forget_all()
    assert not one.since(date.min)
    one.close()
    other.close()
