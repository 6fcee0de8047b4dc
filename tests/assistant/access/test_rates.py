"""Buckets: a burst at once, a rate on end, each caller for itself."""

from __future__ import annotations

from assistant.access import rates
from assistant.access.rates import Rates


def test_a_burst_then_a_rate() -> None:
    now = 0.0
    limited = Rates(60, 3, lambda: now)
    assert [limited.take("a") for _ in range(3)] == [0, 0, 0]
    assert limited.take("a") == 1
    assert limited.take("b") == 0
    now = 1.0
    assert limited.take("a") == 0
    assert limited.take("a") == 1
    now = 1000.0
    assert [limited.take("a") for _ in range(4)] == [0, 0, 0, 1]


def test_a_key_has_a_rate_of_its_own() -> None:
    limited = Rates(60, 3, lambda: 0.0)
    assert [limited.take("key", 1, 120) for _ in range(6)] == [0] * 6
    assert limited.take("key", 1, 120) == 0.5


def test_what_is_more_than_a_burst_never_passes() -> None:
    limited = Rates(60, 3, lambda: 0.0)
    assert limited.take("a", 1000) == 60
    assert limited.take("a", 3) == 0


def test_callers_are_kept_within_bounds() -> None:
    limited = Rates(60, 1, lambda: 0.0)
    limited.take("first")
    for number in range(rates.MOST):
        limited.take(str(number))
    assert limited.take("first") == 0
    assert len(limited._buckets) == rates.MOST
