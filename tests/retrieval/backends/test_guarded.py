"""An engine that fails or is slow is left alone for a while, and what is local answers."""

from __future__ import annotations

import numpy as np
import pytest

from fusion.blocks import QueryBlocks, block_weights
from retrieval import backends
from retrieval.backends.base import Asked, Found, SearchBackend
from retrieval.backends.guarded import GuardedBackend, GuardOptions
from retrieval.errors import BadCatalogue

NONE = np.empty(0, np.float32)
ASKED = Asked(QueryBlocks(NONE, NONE, block_weights(0.0), {"text": "text", "image": "text"}))


class Told(SearchBackend):
    """Answers with its name's row; may fail, or let time go by."""

    def __init__(self, row: int, clock: list[float]) -> None:
        self.row, self.clock = row, clock
        self.fails, self.takes = False, 0.0

    def search(self, asked, n, allowed=None, groups=(), also=None) -> Found:
        return self.look(asked, slice(None))

    def look(self, asked, rows) -> Found:
        self.clock[0] += self.takes
        if self.fails:
            raise ConnectionError("gone\nfor good")
        return Found(np.array([self.row]), {})


@pytest.fixture
def guarded() -> GuardedBackend:
    clock = [100.0]
    return GuardedBackend(
        Told(1, clock), Told(2, clock), GuardOptions(slow=0.5, pause=30), lambda: clock[0]
    )


def asked(guarded: GuardedBackend) -> int:
    return int(guarded.search(ASKED, 5).rows[0])


def test_the_engine_answers_while_it_can(guarded, caplog):
    assert [asked(guarded), asked(guarded)] == [1, 1]
    guarded.remote.fails = True
    assert [asked(guarded), asked(guarded)] == [2, 2]
    assert len(caplog.records) == 1
    assert "gone" in caplog.text
    guarded.remote.fails = False
    assert asked(guarded) == 2, "it is left alone for a while"
    guarded.remote.clock[0] += 31
    assert asked(guarded) == 1


def test_a_slow_one_is_left_alone_though_its_answer_counts(guarded):
    guarded.remote.takes = 0.6
    assert [asked(guarded), asked(guarded)] == [1, 2]


def test_an_address_of_no_engine_is_told(monkeypatch):
    monkeypatch.setenv(backends.ADDRESS, "gopher://somewhere")
    with pytest.raises(BadCatalogue, match="postgresql"):
        backends._engine()
