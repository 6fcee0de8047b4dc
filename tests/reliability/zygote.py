"""A process that has imported everything and forks for each piece of work: a kill costs no start.

`python -m tests.reliability.zygote` reads a JSON request a line and answers each with one. It
never does the work itself, so that no thread is there when it forks.
"""

from __future__ import annotations

import gc
import getpass
import importlib
import json
import os
import resource
import shutil
import ssl
import sys
import tempfile
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any

from numba.core.registry import cpu_target

from retrieval import images
from retrieval.picture_jobs import JOBS
from retrieval.specs.quantities import quantities
from retrieval.trouble import trouble
from tests.reliability import damage
from tests.reliability.points import Points
from tests.reliability.scenarios import SCENARIOS, Scenario
from tests.reliability.state import state

TORCHS = f"torchinductor_{getpass.getuser()}"
"""A folder that torch makes for itself where it trains, and keeps empty."""


def work(request: dict[str, Any]) -> Any:
    """What a request asks for, in a process of its own."""
    # Decoding in one more process is tested elsewhere; starting it costs more than all the rest.
    images.PROCESSES.run = lambda job, data=b"", options=None: JOBS[job](data, options)
    folder, scenario = Path(request["folder"]), SCENARIOS[request["scenario"]]
    tempfile.tempdir = str(folder.parent / "tmp")
    os.makedirs(tempfile.tempdir, exist_ok=True)
    if request["do"] in ("begin", "modules"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        scenario.begin(folder)
        return _modules(scenario, folder) if request["do"] == "modules" else None
    if request["do"] == "harm":
        damage.HARMS[request["harm"]](folder / "c" / request["file"])
    if request["do"] in ("harm", "look"):
        return damage.after(folder / "c")
    if request["do"] == "step":
        points = Points(request.get("stop_at", 0), request.get("action", "kill"))
        points.install()
        if most := request.get("most_bytes"):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
        scenario.step(folder)
        return points.names
    if request["do"] == "start":  # what the next start does, before anything else
        SCENARIOS["index"].step(folder)
    scenario.finish(folder)
    left = sorted(path.name for path in Path(tempfile.tempdir).iterdir())
    return {
        **state(folder / "c"),
        "temporary": [name for name in left if not name.endswith(".lock") and name != TORCHS],
    }


def _modules(scenario: Scenario, folder: Path) -> list[str]:
    """The names of all that is imported once everything was done."""
    scenario.step(folder)
    state(folder / "c")
    return [*sys.modules]


def _forked(request: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        answer: dict[str, Any] = {}
        try:
            answer["result"] = work(request)
        except BaseException as error:
            answer = {"error": repr(error)[:500], "machine": str(trouble(error) or "")}
            answer["trace"] = traceback.format_exc()[-3000:]
        with os.fdopen(writing, "w") as file:
            json.dump(answer, file)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        said = file.read()
    status = os.waitpid(child, 0)[1]
    return {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        **json.loads(said or "{}"),
    }


def _warm() -> None:
    """Load what work loads on its way, most of a step's time otherwise; leaves no thread."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "work"
        for scenario in ("sync", "training"):
            request = {"do": "modules", "scenario": scenario, "folder": str(folder)}
            for name in _forked(request)["result"]:
                with suppress(ImportError):
                    importlib.import_module(name)
    quantities("2 l")  # has a table of all units made
    cpu_target.typing_context.refresh()  # what numba knows; compiling would start a thread
    cpu_target.target_context.refresh()
    trusted = ssl.create_default_context()  # reads all of the system's certificates
    ssl.create_default_context = lambda *_: trusted  # type: ignore[assignment]
    gc.freeze()  # or the first collection of each process copies every page of this one
    assert len(os.listdir("/proc/self/task")) == 1


if __name__ == "__main__":
    _warm()
    for line in sys.stdin:
        print(json.dumps(_forked(json.loads(line))), flush=True)
