"""The process that works: `python -m retrieval.confined.child MODULE MEMORY WRITES`, for `Pool`.

`MODULE` has `JOBS`: name → a function of what was sent and of options, which returns facts that
JSON can hold and bytes. Requests and answers are frames of `multiprocessing.connection`: JSON,
then bytes. Nothing is unpickled on either side, so that a decoder that was taken over by what it
decodes can hand back no more than a wrong picture.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Callable, Mapping
from multiprocessing.connection import Connection
from typing import Any

from retrieval.confined.limits import allow_seconds, confine
from retrieval.errors import AssistantError

Job = Callable[[bytes, Mapping[str, Any]], tuple[Any, bytes]]


def main(module: str, memory: int, writes: int) -> None:
    """Serve until the other end closes."""
    answers = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # what a library prints must not get between the answers
    requests = Connection(os.dup(0), writable=False)
    jobs: Mapping[str, Job] = importlib.import_module(module).JOBS
    confine(memory, writes)
    answers.send_bytes(b"ready")
    while True:
        request = json.loads(requests.recv_bytes())
        data = requests.recv_bytes()
        allow_seconds(request["seconds"])
        facts, content = _outcome(jobs[request["job"]], data, request["options"])
        del data
        answers.send_bytes(json.dumps(facts).encode())
        answers.send_bytes(content)


def _outcome(job: Job, data: bytes, options: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        facts, content = job(data, options)
    except MemoryError:
        return {"failed": "memory"}, b""
    except AssistantError as error:
        return {"refused": str(error)}, b""
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error!s:.300}"}, b""
    return {"facts": facts}, content


if __name__ == "__main__":
    try:
        main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
