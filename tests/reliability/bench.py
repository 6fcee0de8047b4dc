"""Stopping a step at a point and comparing what comes of it with a run that was not stopped."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.reliability import damage

ROOT = Path(__file__).parents[2]
SINGLE = {"OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
"""What the zygote loads starts no thread: none would be there in what it forks off."""


class Bench:
    """A zygote, and what each scenario comes to when nothing stops it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        command = [sys.executable, "-m", "tests.reliability.zygote"]
        self._zygote = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **SINGLE},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._whole: dict[str, Any] | None = None
        self._begun: dict[str, Path] = {}
        self._clean: dict[str, tuple[list[str], Any]] = {}

    def clean(self, scenario: str) -> tuple[list[str], Any]:
        """The names of a scenario's points in their order, and what it comes to."""
        if scenario not in self._clean:
            place = self._copy(scenario, "clean")
            names = self._ask("step", scenario, place)["result"]
            self._clean[scenario] = names, self._ask("finish", scenario, place)["result"]
        return self._clean[scenario]

    def stopped(self, scenario: str, **how: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the step said when it was stopped so, and in what it differs once it is finished
        from a run that was not stopped: {} for in nothing."""
        _, expected = self.clean(scenario)
        place = self._copy(scenario, "stopped")
        said = self._ask("step", scenario, place, **how)
        after = self._ask("start", scenario, place)
        if "result" not in after:
            return said, {"failed": after}
        found = after["result"]
        differing = {
            name: [found[name], expected[name]]
            for name in expected
            if found[name] != expected[name] and name not in ("litter", "temporary", "problems")
        }
        for name in ("litter", "temporary", "store"):
            if found[name]:
                differing[name] = found[name]
        if found["problems"] != ["", []]:
            differing["problems"] = found["problems"]
        return said, differing

    def harms(self) -> list[tuple[str, str]]:
        """Each file of a catalogue with each way of damaging it."""
        return [(name, harm) for name in damage.files(self._copy("sync", "harm") / "c")
                for harm in damage.HARMS]  # fmt: skip

    def harmed(self, file: str, harm: str) -> tuple[dict[str, Any], list[str]]:
        """What was noticed and answered after a file was damaged, and what is wrong with that."""
        if self._whole is None:
            self._whole = self._ask("look", "sync", self._copy("sync", "harm"))["result"]
            assert self._whole["noticed"] == []
        said = self._ask("harm", "sync", self._copy("sync", "harm"), file=file, harm=harm)
        if "result" not in said:
            return said, [f"neither an answer nor a sentence: {said}"]
        return said["result"], damage.wrong(self._whole["answers"], said["result"])

    def close(self) -> None:
        """End the zygote."""
        assert self._zygote.stdin
        self._zygote.stdin.close()
        self._zygote.wait()

    def _copy(self, scenario: str, name: str) -> Path:
        """A catalogue as a scenario begins, in a folder of its own."""
        if scenario not in self._begun:
            begun = self.folder / f"{scenario}-begun" / "work"
            answer = self._ask("begin", scenario, begun)
            assert "error" not in answer, answer
            self._begun[scenario] = begun
        place = self.folder / f"{scenario}-{name}" / "work"
        shutil.rmtree(place.parent, ignore_errors=True)
        return Path(shutil.copytree(self._begun[scenario], place))

    def _ask(self, do: str, scenario: str, folder: Path, **how: Any) -> dict[str, Any]:
        assert self._zygote.stdin
        assert self._zygote.stdout
        request = {"do": do, "scenario": scenario, "folder": str(folder), **how}
        print(json.dumps(request), file=self._zygote.stdin, flush=True)
        return json.loads(self._zygote.stdout.readline())
