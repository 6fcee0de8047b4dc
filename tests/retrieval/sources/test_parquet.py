"""Parquet that unpacks to far more than it weighs."""

import resource

import polars
import pytest

from retrieval.errors import BadFeed
from retrieval.sources.parquet import parquet_rows
from retrieval.sources.processes import PROCESSES


def held() -> int:
    """MiB that this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def written(path, **columns):
    polars.DataFrame(columns).write_parquet(path)
    return path


def test_a_large_table_comes_in_parts_in_order(tmp_path):
    path = written(tmp_path / "a.parquet", id=range(50_000), title=["Mug"] * 50_000)
    rows = list(parquet_rows(path))
    assert [row.content["id"] for row in rows] == list(range(50_000))
    assert [row.number for row in rows[:2]] == [1, 2]


def test_a_text_repeated_a_thousand_times_is_no_feed(tmp_path):
    """3 KB that hold 700 MB: 702 MB were taken once."""
    path = written(tmp_path / "a.parquet", id=range(700), title=["x" * 1_000_000] * 700)
    assert path.stat().st_size < 10_000
    before = held()
    with pytest.raises(BadFeed, match="far more"):
        list(parquet_rows(path))
    assert held() - before < 100


def test_a_row_longer_than_a_row_may_be_is_refused_and_the_next_one_read(tmp_path):
    path = written(tmp_path / "a.parquet", id=["1", "2"], title=["x" * 12_000_000, "Mug"])
    long, good = parquet_rows(path)
    assert long.problem == "the row is longer than a row may be"
    assert good.content == {"id": "2", "title": "Mug"}


@pytest.mark.parametrize("harm", [b"", b"PAR1", b"PAR1" + bytes(4000) + b"PAR1"])
def test_what_is_no_parquet_is_no_feed(tmp_path, harm):
    path = tmp_path / "a.parquet"
    path.write_bytes(harm)
    with pytest.raises(BadFeed):
        list(parquet_rows(path))


def test_what_kills_the_process_is_no_feed(tmp_path, monkeypatch):
    path = written(tmp_path / "a.parquet", id=["1"])
    monkeypatch.setattr(PROCESSES, "limits", type(PROCESSES.limits)(0.01, 64 * 2**20, start=20))
    PROCESSES.close()
    with pytest.raises(BadFeed, match="far more memory or time"):
        list(parquet_rows(path))
    PROCESSES.close()
