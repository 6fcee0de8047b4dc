"""Calls made up from the API's own description: none may be a fault of the server's.

    python -m benchmarks.conformance --catalog DIR --calls 600

Schemathesis makes `--calls` calls of each operation, valid and invalid ones; conversations and
products that exist are among what it sends.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from starlette.testclient import TestClient

HOST = "http://127.0.0.1"
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


def conform(app: FastAPI, calls: int, seed: int = 1) -> Report:
    """Make `calls` calls of each operation of an application, as somebody at its machine."""
    import schemathesis

    # without its context: nothing is started, as the assistant is open already
    client = TestClient(app, base_url=HOST, client=("127.0.0.1", 1), raise_server_exceptions=False)
    document = client.get("/openapi.json").json()
    schema = schemathesis.openapi.from_dict(document)
    report, names = Report(), _names(client)
    for result in schema.get_all_operations():
        _try(result.ok(), client, calls, report, names, random.Random(seed))
    return report


def _try(
    operation: Any,
    client: TestClient,
    calls: int,
    report: Report,
    names: dict[str, str],
    chance: random.Random,
) -> None:
    from schemathesis import GenerationMode

    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    for mode in modes:
        try:
            cases = operation.as_strategy(generation_mode=mode)
            _make(cases, client, max(1, calls // len(modes)), report, names, chance)
        except Exception as error:  # nothing of this kind can be made up, such as a bad "no body"
            if "Unsatisfiable" not in type(error).__name__:
                raise


def _make(
    cases: Any,
    client: TestClient,
    count: int,
    report: Report,
    names: dict[str, str],
    chance: random.Random,
) -> None:
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
        answer = case.call(session=client, base_url=HOST)
        report.statuses[answer.status_code] += 1
        if answer.status_code >= 500:
            report.faults.append(f"{answer.status_code} {case.method} {case.as_curl_command()}")

    call()


def _names(client: TestClient) -> dict[str, str]:
    """Things that are there: parameter of an address → a name."""
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
    from assistant.access import Access
    from assistant.startup import Opening, open_assistant
    from assistant.ui.server import create_app

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalog", type=Path, default=Path("catalog"), metavar="DIR")
    parser.add_argument("--calls", type=int, default=600, help="of each operation")
    options = parser.parse_args()
    opening = Opening(partial(open_assistant, options.catalog, None))
    opening.run()
    report = conform(create_app(opening, Access(folder=options.catalog)), options.calls)
    print(f"{report.calls} calls: {dict(sorted(report.statuses.items()))}")
    print(f"{len(report.faults)} faults of the server's", *report.faults[:20], sep="\n")
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
