from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest

from assistant.startup import Opening, Status, check_catalogue, open_assistant
from retrieval.catalogue import Catalogue
from retrieval.errors import BadCatalogue
from retrieval.progress import silent
from retrieval.trouble import DatabaseDown


def test_an_opening_tells_how_far_it_is() -> None:
    seen: list[Status] = []

    def open_it(progress: Any) -> Any:
        seen.append(opening.status)
        progress("Reading", 3, 7)
        seen.append(opening.status)
        return "assistant"

    opening = Opening(open_it)
    opening.run()
    assert seen == [Status("Starting"), Status("Reading", 3, 7)]
    assert opening.status.ready
    assert opening.assistant == "assistant"  # type: ignore[comparison-overlap]


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BadCatalogue("Wait until it has finished."), "Wait until it has finished."),
        (RuntimeError("secret"), "The catalogue could not be opened; the log says why."),
    ],
)
def test_an_opening_that_fails_says_so(
    error: Exception, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(progress: Any) -> Any:
        raise error

    opening = Opening(fail)
    with caplog.at_level(logging.ERROR):
        opening.run()
    assert opening.status == Status(problem=told)
    assert opening.assistant is None
    assert str(error) in caplog.text


def test_a_database_that_is_away_for_a_moment_is_asked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("assistant.startup.AWAIT", 0)
    told: list[Status] = []

    def open_it(progress: Any) -> Any:
        told.append(opening.status)
        if len(told) < 3:
            raise DatabaseDown("The catalogue's database does not answer.")
        return "assistant"

    opening = Opening(open_it)
    opening.run()
    assert opening.status.ready
    assert told[1] == told[2] == Status(problem="The catalogue's database does not answer.")


def test_no_catalogue_is_fine_only_where_there_is_a_demo(tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    with pytest.raises(BadCatalogue, match="There is no catalogue"):
        check_catalogue(folder, None)
    assert not folder.exists()
    check_catalogue(folder, tmp_path / "demo")
    check_catalogue(folder, None)
    assert len(Catalogue.open(folder)) == 0


def test_a_foreign_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BadCatalogue, match="not a catalogue"):
        check_catalogue(tmp_path, tmp_path / "demo")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demo_that_another_process_reads_is_not_called_unfinished(tmp_path: Path) -> None:
    catalogue = Catalogue.create(tmp_path / "catalog")
    (tmp_path / "shops.json").write_text("[]")
    with catalogue.writing(), pytest.raises(BadCatalogue, match="Another process"):
        open_assistant(catalogue.folder, tmp_path / "shops.json", silent)
    assert catalogue.get("demo") == ""
