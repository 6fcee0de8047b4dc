"""Quick ones of many: `python -m tests.reliability.torture` has the thousands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.reliability.bench import Bench
from tests.reliability.scenarios import SCENARIOS

KILLS = 8  # of each scenario
FULL = 2
HARMS = 10


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("stops"))
    yield made
    made.close()


def spread(names: list[str], count: int) -> list[int]:
    """Points, from 1, spread over all, each name's first before any second."""
    first = sorted({name: place for place, name in reversed(list(enumerate(names, 1)))}.values())
    step = max(1.0, len(first) / count)
    return [first[int(n * step)] for n in range(count) if int(n * step) < len(first)]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_kill_loses_doubles_and_alters_nothing_and_leaves_no_litter(bench, scenario):
    names, _ = bench.clean(scenario)
    assert names
    for point in spread(names, KILLS):
        said, differing = bench.stopped(scenario, stop_at=point)
        assert said["signal"] == 9, said
        assert differing == {}, f"killed at {names[point - 1]} (point {point})"


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_a_full_disk_is_told_of_and_the_step_can_be_finished(bench, scenario):
    names, _ = bench.clean(scenario)
    for point in spread(names, FULL):
        said, differing = bench.stopped(scenario, stop_at=point, action="full")
        assert "result" in said or "disk is full" in said["machine"], said
        assert differing == {}, f"full at {names[point - 1]} (point {point})"


@pytest.mark.parametrize("scenario", ["ingest", "sync"])
@pytest.mark.parametrize("most", [3_000, 40_000])
def test_files_that_may_not_grow_are_told_of(bench, scenario, most):
    """The system itself refuses, in whatever library it is."""
    said, differing = bench.stopped(scenario, most_bytes=most)
    assert "result" in said or said["machine"], said
    assert differing == {}


def test_a_damaged_file_is_noticed_or_harmless(bench):
    """Less may be shown then, if that is said, and never something else."""
    harms = bench.harms()
    assert {harm for _, harm in harms} == {"zeroed", "cut", "flipped", "deleted"}
    for file, harm in harms[1 :: len(harms) // HARMS]:
        _, faults = bench.harmed(file, harm)
        assert faults == [], f"{file} {harm}"
