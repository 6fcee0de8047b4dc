"""What several tests of the assistant share: shops with branches, at noon."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from retrieval.branches import clock
from tests import stores


@pytest.fixture(scope="module")
def branched(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over shops whose branches and stock are known."""
    folder = tmp_path_factory.mktemp("stores")
    return Assistant.open(stores.filled(folder / "catalog", folder))


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of the day that the branches' hours are tested on."""
    monkeypatch.setattr(clock, "now", lambda: stores.NOON)
