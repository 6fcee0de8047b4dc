"""Calls made up from the API's own description: none may be a fault of the server's.

    python -m benchmarks.conformance --catalog DIR --calls 600

Serves DIR on this machine. Schemathesis makes up to `--calls` calls of each operation, valid and
invalid ones; conversations, answers and products that are there are among what they name.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable

PATIENCE = 300.0  # seconds until an answer counts as none
KNOWN_SHARE = 0.6  # of calls that name something in their address name something that is there


@dataclass
class Report:
    """What came of it."""

    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    @property
    def calls(self) -> int:
        """How many calls were made."""
        return sum(self.statuses.values())


def conform(base: str, calls: int, seed: int = 1) -> Report:
    """Make up to `calls` calls of each operation of the server at `base`."""
    import schemathesis
    from schemathesis import GenerationMode
    from schemathesis.core.result import Ok

    schema = schemathesis.openapi.from_url(f"{base}/openapi.json")
    report, names, chance = Report(), known_names(base), random.Random(seed)
    modes = list(GenerationMode)
    for operation in schema.get_all_operations():
        assert isinstance(operation, Ok), operation.err()
        for mode in modes:
            cases = operation.ok().as_strategy(generation_mode=mode)
            _make(cases, max(1, calls // len(modes)), report, names, chance)
    return report


def _make(
    cases: Any, count: int, report: Report, names: Mapping[str, str], chance: random.Random
) -> None:
    """Make `count` calls, fewer where there are not so many, none where there can be none."""

    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def call(case: Any) -> None:
        for name, known in names.items():
            if name in (case.path_parameters or {}) and chance.random() < KNOWN_SHARE:
                case.path_parameters[name] = known
        answer = case.call(timeout=PATIENCE)
        report.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            report.faults.append(f"{answer.status_code} {case.as_curl_command()}")

    with suppress(Unsatisfiable):  # such as an invalid body of a request that has none
        call()


def known_names(base: str) -> dict[str, str]:
    """Things that are there: parameter of an address → a name."""
    with httpx.Client(base_url=base, timeout=60) as client:
        talk = client.post("/v1/conversations").json()["conversation_id"]
        turn = client.post(f"/v1/conversations/{talk}/turns", json={"text": "anything"}).json()
        found = client.post("/v1/search", json={"query": "thing", "understand": False}).json()
    return {
        "conversation_id": talk,
        "message_id": turn["message_id"],
        "product_id": found["products"][0]["product_id"],
    }


def main() -> int:
    """Print what came of it; 1 where anything was a fault."""
    from benchmarks.own_server import served

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog"), metavar="DIR")
    parser.add_argument("--calls", type=int, default=600, help="of each operation")
    options = parser.parse_args()
    with served(options.catalog) as (base, _):
        report = conform(base, options.calls)
    print(f"{report.calls:,} calls: {dict(sorted(report.statuses.items()))}")
    print(f"{len(report.faults)} faults of the server's", *report.faults[:20], sep="\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
