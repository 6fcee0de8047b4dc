"""The clients in docs/api.md work as they stand there, and are as short as it says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[3] / "docs" / "api.md"
PROGRAMS = {"python": sys.executable, "javascript": "node", "bash": "bash"}
MOST_LINES = 22


def client_in(language: str) -> str:
    """The program in the documentation's last block of this language."""
    blocks = re.findall(rf"```{language}\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 1
    return blocks[0]


@pytest.mark.parametrize("language", PROGRAMS)
def test_a_client_holds_a_conversation(language: str, served: str, tmp_path: Path) -> None:
    program = PROGRAMS[language]
    needed = [program, "curl"] if language == "bash" else [program]
    for one in needed:
        if not shutil.which(one):
            pytest.skip(f"{one} is not installed")
    code = client_in(language)
    assert len([line for line in code.splitlines() if line.strip()]) <= MOST_LINES
    file = tmp_path / {"javascript": "client.mjs"}.get(language, "client")
    file.write_text(code)
    run = subprocess.run(
        [program, str(file), served, "a red mug", "in blue"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    first, _, second = run.stdout.partition("Blue mug")
    assert "Red mug" in first
    assert "Red mug" not in second


def test_the_keys_and_options_that_the_documentation_names_are_there() -> None:
    text = DOCS.read_text(encoding="utf-8")
    program = (DOCS.parents[1] / "assistant" / "access" / "options.py").read_text()
    for option in re.findall(r"--(?:allow-[a-z]+|behind-proxy|rate)", text):
        assert f'"{option}"' in program
