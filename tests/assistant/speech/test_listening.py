"""A recogniser that follows its catalogue."""

from __future__ import annotations

import logging
import shutil
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from assistant.speech import RECOGNISERS, Recogniser, Transcript, Vocabulary, listening
from assistant.speech.listening import Listener
from retrieval.catalogue import Catalogue
from retrieval.ingest import ingest
from tests.fakes import FAKE


class Ears(Recogniser):
    """Hears nothing, but notes what it is to expect; it may be made to take long, or to fail."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.fault: Exception | None = None
        self.go = threading.Event()
        self.go.set()
        self.learnt = [vocabulary]

    def expect(self, vocabulary: Vocabulary) -> None:
        self.go.wait(60)
        if self.fault:
            raise self.fault
        self.learnt.append(vocabulary)

    def recognise(self, audio: np.ndarray, language: str) -> Transcript:
        return Transcript("")


@pytest.fixture
def catalogue(catalog_folder: Path, tmp_path: Path) -> Catalogue:
    folder = tmp_path / "catalog"
    shutil.copytree(catalog_folder, folder)
    return Catalogue.open(folder)


@pytest.fixture
def listener(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Listener:
    monkeypatch.setitem(RECOGNISERS, "ears", lambda _, vocabulary: Ears(vocabulary))
    monkeypatch.setattr(listening, "PATIENCE", 60.0)
    return Listener("ears", catalogue)


def ears(listener: Listener) -> Ears:
    heard = listener.recogniser
    assert isinstance(heard, Ears)
    return heard


def sell(catalogue: Catalogue, folder: Path, title: str, price: int = 9000) -> None:
    (folder / "more.csv").write_text(f"id,title,price\n1,{title},{price}\n")
    ingest(catalogue, FAKE, str(folder / "more.csv"))


def test_the_words_of_a_new_feed_can_be_spoken(
    listener: Listener, catalogue: Catalogue, tmp_path: Path
) -> None:
    first = ears(listener)
    assert "harpsichord" not in first.learnt[-1].phrases
    sell(catalogue, tmp_path, "Harpsichord")
    assert ears(listener) is first
    assert "harpsichord" in first.learnt[-1].phrases
    sell(catalogue, tmp_path, "Harpsichord", price=8000)
    assert len(ears(listener).learnt) == 2, "a price has no words"


def test_nobody_waits_long_for_new_words(
    listener: Listener, catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "PATIENCE", 0.0)
    first = ears(listener)
    first.go.clear()
    sell(catalogue, tmp_path, "Harpsichord")
    assert ears(listener) is first
    assert len(first.learnt) == 1
    first.go.set()
    deadline = time.monotonic() + 60
    while len(first.learnt) == 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert "harpsichord" in first.learnt[-1].phrases


def test_words_that_cannot_be_learnt_leave_the_old_ones(
    listener: Listener,
    catalogue: Catalogue,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    ears(listener).fault = RuntimeError("no room")
    sell(catalogue, tmp_path, "Harpsichord")
    with caplog.at_level(logging.ERROR):
        assert len(ears(listener).learnt) == 1
    assert "could not be learnt" in caplog.text
