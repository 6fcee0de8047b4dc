"""Many clients, and broken forms, at the whole server; `python -m tests.reliability.clients` has
thousands of them."""

from __future__ import annotations

from tests.reliability.clients import asked, burst, misformed


def test_connections_that_end_in_any_way_leave_the_server_answering(served: str) -> None:
    found = burst(served, 40)
    assert found == {"200": 10, "400": 10, "left": 20}
    assert asked(served)


def test_a_broken_form_is_refused_and_never_a_fault(served: str) -> None:
    statuses, faults = misformed(served, 40)
    assert faults == []
    assert statuses[400]
    assert asked(served)
