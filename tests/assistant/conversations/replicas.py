"""Servers over one catalogue, and the proxy before them that asks one after the other."""

from __future__ import annotations

import http.server
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx

from retrieval.catalogue.address import Address

ROOT = Path(__file__).parents[3]
PATIENCE = 600.0  # seconds, on a machine that does much else
SERVE = "import sys, tests.fakes; from assistant.cli.serve import main; sys.exit(main())"


class Replica:
    """One server process that only reads."""

    def __init__(self, place: Address, store: str, folder: Path) -> None:
        self.log = folder / f"log-{time.monotonic_ns()}"
        command = [sys.executable, "-c", SERVE, "--port=0", "--no-demo", "--read-only"]
        with self.log.open("w") as errors:
            self.process = subprocess.Popen(
                [*command, f"--catalog={place.again}", f"--conversations={store}"],
                cwd=ROOT,
                env={**os.environ, "TMPDIR": str(folder), "OMP_NUM_THREADS": "1"},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found, self.log.read_text()
        self.base = found[0]

    def wait(self) -> Replica:
        """Until it answers questions."""
        deadline = time.monotonic() + PATIENCE
        while httpx.get(f"{self.base}/readyz", timeout=PATIENCE).status_code != 200:
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.5)
        return self

    def kill(self) -> None:
        """As a machine that goes down: nothing is told to anybody."""
        self.process.kill()
        self.process.wait(60)


class Proxy:
    """Gives each request to the next server. Where one breaks off before it has answered, the next
    one gets the same request; that is all a proxy may do, and what real ones are told to."""

    def __init__(self, targets: list[str]) -> None:
        self.targets = targets
        self.asked: list[str] = []  # which server each request went to
        self.forwarded = threading.Event()
        self._turn = count()
        proxy = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                kept = {k: v for k, v in self.headers.items() if k.lower() not in _OWN}
                answer = proxy.answer("POST", self.path, kept, body)
                self.send_response(answer.status_code)
                self.send_header("content-type", answer.headers.get("content-type", ""))
                self.send_header("content-length", str(len(answer.content)))
                self.end_headers()
                self.wfile.write(answer.content)

            def log_message(self, *_: object) -> None: ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def answer(
        self, method: str, path: str, headers: dict[str, str], body: bytes
    ) -> httpx.Response:
        for _ in range(4):
            target = self.targets[next(self._turn) % len(self.targets)]
            self.asked.append(target)
            self.forwarded.set()
            try:
                return httpx.request(
                    method, target + path, headers=headers, content=body, timeout=PATIENCE
                )
            except httpx.TransportError:
                continue
        return httpx.Response(502)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


_OWN = ("host", "content-length", "connection")


@contextmanager
def proxied(*replicas: Replica) -> Iterator[Proxy]:
    """A proxy before servers, all of which are ended with it."""
    proxy = Proxy([one.base for one in replicas])
    try:
        yield proxy
    finally:
        proxy.close()
