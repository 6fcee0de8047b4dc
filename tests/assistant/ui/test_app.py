"""The program that serves the page: what it refuses to start with."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

import app


def test_a_port_in_use_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert app.main(["--port", str(port), "--catalog", str(tmp_path / "catalog")]) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.startswith(f"Port {port} of 127.0.0.1 cannot be used (Address already in use);")
    assert not (tmp_path / "catalog").exists()


@pytest.mark.parametrize("argument", ["--port=99999", "--port=-1", "--host=256.0.0.1"])
def test_an_address_that_cannot_be_is_one_sentence(
    argument: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main([argument]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_no_catalogue_and_no_demo_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main(["--port=0", "--no-demo", "--catalog", str(tmp_path / "none")]) == 2
    assert "There is no catalogue" in capsys.readouterr().err


def test_a_folder_that_is_no_catalogue_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert app.main(["--port=0", "--catalog", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_port_is_tried_before_anything_slow_is_imported() -> None:
    program = "import app, sys; print(sorted({'gradio', 'torch', 'sqlalchemy'} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120
    )
    assert run.stdout.strip() == "[]"
