"""A visible fake of an OpenAI-compatible server, well behaved or not."""

from __future__ import annotations

import contextlib
import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Behaviour = Callable[["Handler", dict], None]
"""Answers one request, whose JSON is the second argument."""


class Server(ThreadingHTTPServer):
    """Behaves as told, and keeps what it was asked."""

    daemon_threads = True

    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour = behaviour
        self.asked: list[dict] = []
        self.paths: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what is tested."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.paths.append(self.path)
        reply(self, json.dumps({"data": [{"id": "the-first-model"}]}).encode())

    def do_POST(self) -> None:
        self.server.paths.append(self.path)
        self.server.headers.append(dict(self.headers))
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.behaviour(self, asked)

    def log_message(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def serving(behaviour: Behaviour) -> Iterator[Server]:
    server = Server(behaviour)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()


def reply(to: Handler, body: bytes, status: int = 200, **headers: str) -> None:
    to.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        to.send_header(name.replace("_", "-"), value)
    to.end_headers()
    to.wfile.write(body)


def says(content: Any) -> Behaviour:
    """Answers with a message of this content."""
    body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]})
    return lambda to, _: reply(to, body.encode())


def understands(stated: Any) -> Behaviour:
    """Answers what a shopper meant, and leaves replies as they are."""
    understood, silent = says(json.dumps(stated)), says("")

    def behave(to: Handler, asked: dict) -> None:
        (understood if is_understanding(asked) else silent)(to, asked)

    return behave


def polishes(change: Callable[[str], str]) -> Behaviour:
    """Answers with a changed reply, and understands nothing."""

    def behave(to: Handler, asked: dict) -> None:
        if is_understanding(asked):
            says("{}")(to, asked)
        else:
            says(change(data(asked)["reply"]))(to, asked)

    return behave


def is_understanding(asked: dict) -> bool:
    return "kinds" in data(asked)


def data(asked: dict) -> dict:
    """What stood in the fence."""
    fence = asked["messages"][1]["content"].splitlines()
    assert len(fence) == 3
    return json.loads(fence[1])


FOR_EVER = 60.0
"""Seconds, of servers that hang: longer than any test lets an answer take."""


def slow(to: Handler, _: dict) -> None:
    to.server.closing.wait(FOR_EVER / 2)
    says("late")(to, _)


def never(to: Handler, _: dict) -> None:
    to.server.closing.wait(FOR_EVER)


def drips_headers(to: Handler, _: dict) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    _drip(to)


def drips_body(to: Handler, _: dict) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    _drip(to)


def _drip(to: Handler) -> None:
    end = time.monotonic() + FOR_EVER
    while not to.server.closing.wait(0.05) and time.monotonic() < end:
        to.wfile.write(b" ")


def gigantic(to: Handler, _: dict) -> None:
    to.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(1000):
        to.wfile.write(b'{"choices": [' + b" " * 2**20)


def zipped(to: Handler, _: dict) -> None:
    reply(to, gzip.compress(b" " * 2**26), Content_Encoding="gzip")


def redirect(to: Handler, _: dict) -> None:
    reply(to, b"", 307, Location=f"{to.server.address}/elsewhere")


def hangs_up(to: Handler, _: dict) -> None:
    to.close_connection = True
    to.connection.close()


def sends(body: bytes, status: int = 200) -> Behaviour:
    return lambda to, _: reply(to, body, status)


MISBEHAVIOURS: dict[str, Behaviour] = {
    "slow": slow,
    "never answers": never,
    "drips headers": drips_headers,
    "drips its body": drips_body,
    "gigantic": gigantic,
    "a compressed bomb": zipped,
    "redirects": redirect,
    "hangs up": hangs_up,
    "wrong JSON": sends(b'{"choices": ['),
    "deep JSON": sends(b"[" * 100_000),
    "HTML": sends(b"<html><body>Sign in</body></html>"),
    "no choices": sends(b'{"choices": []}'),
    "choices of the wrong type": sends(b'{"choices": {"0": 1}}'),
    "a list": sends(b"[1, 2]"),
    "500": sends(b"Internal error", 500),
    "401": sends(b'{"error": "no key"}', 401),
    "no text": says({"intent": "search"}),
    "null": says(None),
    "nothing": says(""),
    "endless text": says("great " * 20_000),
}


def wait_until(holds: Callable[[], bool], seconds: float = 60.0) -> bool:
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.02)
    return holds()
