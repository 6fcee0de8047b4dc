"""Processes that work on strangers' files: what they may take, and what becomes of them."""

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from retrieval.confined import Overrun, Pool, WorkLimits
from retrieval.errors import AssistantError

LIMITS = WorkLimits(seconds=1.0, memory=2**30, uses=3)


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    made = Pool("tests.retrieval.confined.jobs", LIMITS)
    yield made
    made.close()


def pid(pool: Pool) -> int:
    return pool.run("echo")[0]["pid"]


def test_bytes_and_facts_come_back_and_what_is_printed_does_not_disturb(pool: Pool) -> None:
    facts, content = pool.run("echo", b"abc", {"a": 1})
    assert facts["a"] == 1
    assert facts["pid"] != os.getpid()
    assert content == b"cba"


@pytest.mark.parametrize("job", ["spin", "eat", "die", "fail"])
def test_work_that_passes_a_limit_or_breaks_is_an_overrun_and_the_next_is_done(
    pool: Pool, job: str
) -> None:
    with pytest.raises(Overrun):
        pool.run(job)
    assert pool.run("echo", b"ab")[1] == b"ba"


def test_the_system_itself_ends_what_computes_for_too_long() -> None:
    """However busy the machine is, and however long its answer is waited for."""
    pool = Pool("tests.retrieval.confined.jobs", replace(LIMITS, patience=60.0))
    with pytest.raises(Overrun, match=f"{-signal.SIGXCPU}"):
        pool.run("spin")
    pool.close()


def test_a_process_that_only_waits_is_ended() -> None:
    pool = Pool("tests.retrieval.confined.jobs", replace(LIMITS, seconds=0.2, patience=2.0))
    pool.warm_up()
    with pytest.raises(Overrun):
        pool.run("sleep")
    pool.close()


def test_a_refusal_is_handed_on(pool: Pool) -> None:
    with pytest.raises(AssistantError, match=r"^No\.$"):
        pool.run("refuse")


def test_a_process_writes_no_files(pool: Pool, tmp_path) -> None:
    with pytest.raises(Overrun, match="File too large"):
        pool.run("write", b"abc", {"path": str(tmp_path / "a")})


def test_a_process_makes_way_for_another_after_some_work() -> None:
    pool = Pool("tests.retrieval.confined.jobs", LIMITS, size=1)
    pids = [pid(pool) for _ in range(4)]
    assert pids[0] == pids[2] != pids[3]
    pool.close()
    assert pid(pool) != pids[3]
    pool.close()


def test_threads_share_as_many_processes_as_are_allowed(pool: Pool) -> None:
    with ThreadPoolExecutor(6) as threads:
        found = list(threads.map(lambda n: pool.run("echo", bytes([n, 0]))[1], range(12)))
    assert found == [bytes([0, n]) for n in range(12)]
    assert len(pool._idle) <= 2
