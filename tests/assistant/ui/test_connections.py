"""Clients that keep the server waiting, over sockets: they are let go of, and others served."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from assistant.ui import connections, middleware
from assistant.ui.connections import MAX_HEAD, BoundedConnection, connection_options
from assistant.ui.middleware import LimitedBody
from tests.reliability.clients import head, opened, status, waiting

MOST = 12


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server of a few connections that waits for a second."""
    monkeypatch.setattr(connections, "HEAD_SECONDS", 1.0)
    monkeypatch.setattr(middleware, "BODY_SECONDS", 1.0)

    async def echo(request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(routes=[Route("/{path:path}", echo, methods=["GET", "POST"])])
    app.add_middleware(LimitedBody, most=2**20, others={})
    with socket.create_server(("127.0.0.1", 0)) as listener:
        options = {**connection_options(), "limit_concurrency": MOST}
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", **options))
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def asked(base: str) -> int:
    with opened(base) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return status(connection)


def test_whoever_keeps_the_server_waiting_is_let_go(base: str) -> None:
    with waiting(base, 8) as slow:
        assert asked(base) == 200
        assert [status(one) for one in slow] == [0, 0, 408, 408] * 2


def test_too_many_are_refused_and_those_who_are_there_go_on(base: str) -> None:
    with waiting(base, MOST - 1) as slow:
        assert asked(base) == 0
        slow[0].sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert status(slow[0]) == 200


def test_a_head_without_end_is_cut_off(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 600.0)
    with opened(base) as connection, pytest.raises(ConnectionError):
        connection.sendall(b"GET / HTTP/1.1\r\n" + b"X-A: a\r\n" * 50 * MAX_HEAD)


def test_a_refused_body_may_be_sent_to_its_end_and_the_next_request_is_answered(base: str) -> None:
    with opened(base) as connection:
        connection.sendall(head(base, "/", Content_Length=2 * 2**20) + bytes(2 * 2**20))
        assert status(connection) == 413
        body = bytes(2**20)
        for _ in range(2):  # one after the other on the same connection, larger than any head
            connection.sendall(head(base, "/", Content_Length=len(body)) + body)
            answer = b""
            while not answer.endswith(str(len(body)).encode()):
                answer += connection.recv(4096)


def test_files_may_be_open_for_as_many_connections_as_are_taken() -> None:
    options = connection_options()
    assert options["http"] is BoundedConnection
    assert 0 < options["limit_concurrency"] <= connections.MOST_CONNECTIONS
