"""`python -m tests.reliability.torture`: kills and full disks by the thousand, and every file of a
catalogue damaged in every way; may be resumed.

What was done is kept in a file, a line each; a run that was stopped goes on behind it.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing
from pathlib import Path

from tests.reliability.bench import Bench
from tests.reliability.scenarios import SCENARIOS


def main() -> int:
    """Stop steps until enough were, print a summary; returns 1 where anything differed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=2000)
    parser.add_argument("--full", type=int, default=150, help="full disks")
    parser.add_argument(
        "--damage", action=argparse.BooleanOptionalAction, default=True, help="of every file"
    )
    parser.add_argument("--minutes", type=float, default=240, help="at most")
    parser.add_argument("--journal", type=Path, default=Path("torture.jsonl"))
    options = parser.parse_args()
    done = Counter(json.loads(line)["kind"] for line in _lines(options.journal))
    until = time.monotonic() + 60 * options.minutes
    with tempfile.TemporaryDirectory() as folder, closing(Bench(Path(folder))) as bench:
        harms = bench.harms() if options.damage else []
        for kind, most in (("damage", len(harms)), ("full", options.full), ("kill", options.kills)):
            for number in range(done[kind], most):
                if time.monotonic() > until:
                    break
                if kind == "damage":
                    outcome = _damaged(bench, *harms[number])
                else:
                    outcome = _once(bench, kind, number)
                with options.journal.open("a") as file:
                    print(json.dumps(outcome), file=file)
    return _summary(options.journal)


def _once(bench: Bench, kind: str, number: int) -> dict:
    """One step, stopped at one of its points; the number alone says which."""
    choice = random.Random(f"{kind} {number}")
    scenario = list(SCENARIOS)[number % len(SCENARIOS)]
    names, _ = bench.clean(scenario)
    point = choice.randrange(1, len(names) + 1)
    how: dict = {"stop_at": point, "action": kind}
    where = names[point - 1]
    if kind == "full" and choice.random() < 0.5:
        most = int(2 ** choice.uniform(9, 18))
        how, where = {"most_bytes": most}, f"files of {most} bytes"
    said, differing = bench.stopped(scenario, **how)
    told = kind == "kill" or "result" in said or bool(said.get("machine"))
    if not told:
        differing = {**differing, "told": said}
    return {"kind": kind, "scenario": scenario, "where": where, "differing": differing}


def _damaged(bench: Bench, file: str, harm: str) -> dict:
    said, faults = bench.harmed(file, harm)
    noticed = bool(said.get("noticed"))
    return {"kind": "damage", "scenario": harm, "where": file, "noticed": noticed,
            "differing": faults}  # fmt: skip


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.is_file() else []


def _summary(journal: Path) -> int:
    outcomes = [json.loads(line) for line in _lines(journal)]
    bad = [one for one in outcomes if one["differing"]]
    for kind, count in sorted(Counter(one["kind"] for one in outcomes).items()):
        wrong = sum(one["kind"] == kind for one in bad)
        places = len({(one["scenario"], one["where"]) for one in outcomes if one["kind"] == kind})
        print(
            f"{kind}: {count:,} at {places:,} different points; {wrong:,} differ from a clean run"
        )
    for one in bad[:10]:
        print(json.dumps(one)[:2000])
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
