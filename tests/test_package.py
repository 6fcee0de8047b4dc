"""What is installed is what is in the checkout, and the package says what it needs."""

import subprocess
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import pytest

from assistant import samples
from retrieval.errors import ModelUnavailable
from retrieval.extras import require

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
CODE = ("assistant", "retrieval", "fusion")
READ_BY_PEOPLE = {".md"}


def kept_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", *CODE], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("this is no checkout")
    return [Path(name) for name in listed.stdout.split("\0") if name]


def test_every_file_of_the_packages_is_installed():
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    data = [path for path in kept_files() if path.suffix not in {".py", *READ_BY_PEOPLE}]
    left_out = [p for p in data if not any(fnmatch(p.name, pattern) for pattern in patterns)]
    assert data
    assert not left_out, "add their kind to package-data in pyproject.toml"


@pytest.mark.parametrize("package", CODE)
def test_a_package_says_that_it_has_types(package):
    assert (ROOT / package / "py.typed").is_file()


def test_each_requirement_is_stated_once_and_pinned():
    files = [ROOT / "requirements.txt", *sorted((ROOT / "requirements").glob("*.txt"))]
    lines = [line for file in files for line in file.read_text().splitlines()]
    stated = [line for line in lines if line and not line.startswith("#")]
    names = [line.partition("==")[0].casefold() for line in stated]
    assert all("==" in line for line in stated)
    assert len(names) == len(set(names))


def test_every_extra_reads_a_file_that_is_there():
    extras = PROJECT["tool"]["setuptools"]["dynamic"]["optional-dependencies"]
    stores = {"hnswlib", "usearch", "lancedb"}
    assert set(extras) == {"speech", "openclip", "llm", "server", "scale", *stores}
    files = [ROOT / file for extra in extras.values() for file in extra["file"]]
    assert all(file.is_file() for file in files)


def test_what_an_extra_would_bring_is_named():
    with pytest.raises(ModelUnavailable, match=r"nothing_at_all.*shopping-assistant\[llm\]"):
        require("nothing_at_all", "llm")


@pytest.mark.parametrize("where", ["demo", "assistant/demo"])
def test_the_demo_is_found_in_a_checkout_and_once_installed(where, tmp_path, monkeypatch):
    file = tmp_path / where / "feeds" / "shops.json"
    file.parent.mkdir(parents=True)
    file.touch()
    monkeypatch.setattr(samples, "HERE", tmp_path / "assistant")
    assert samples.demo_shops() == file


def test_without_the_demo_there_is_none(tmp_path, monkeypatch):
    monkeypatch.setattr(samples, "HERE", tmp_path / "assistant")
    assert samples.demo_shops() is None
