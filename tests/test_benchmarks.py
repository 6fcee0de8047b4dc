"""Benchmarks take minutes; here they are only looked at: each says how it is used."""

import importlib
from pathlib import Path

import pytest

NAMES = [path.stem for path in (Path(__file__).parents[1] / "benchmarks").glob("[a-z]*.py")]


@pytest.mark.parametrize("name", NAMES)
def test_a_benchmark_says_how_it_is_run(name, monkeypatch, capsys):
    module = importlib.import_module(f"benchmarks.{name}")
    if not hasattr(module, "main"):
        return  # a part of others
    assert f"python -m benchmarks.{name}" in (module.__doc__ or "")
    monkeypatch.setattr("sys.argv", [name, "--help"])
    with pytest.raises(SystemExit) as ended:
        module.main()
    assert ended.value.code == 0
    assert capsys.readouterr().out
