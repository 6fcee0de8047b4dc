from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.access import Access, AccessOptions
from assistant.assistant import Assistant
from assistant.startup import Opening
from assistant.ui.connections import connection_options
from assistant.ui.server import create_app

Reach = Callable[..., TestClient]


@pytest.fixture(scope="session")
def folder(closed_catalog: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue for all tests of the API, with a small real encoder's place taken by a fake."""
    return Path(shutil.copytree(closed_catalog, tmp_path_factory.mktemp("api") / "catalog"))


@pytest.fixture(scope="session")
def opening(folder: Path) -> Opening:
    opening = Opening(lambda progress: Assistant.open(folder))
    opening.run()
    assert opening.status.ready, opening.status.problem
    return opening


@pytest.fixture(scope="session")
def access(folder: Path) -> Access:
    hosts, origins = frozenset({"shop.example"}), ("https://allowed.example",)
    return Access(AccessOptions(hosts, origins, per_minute=1e6, burst=1e6), folder)


@pytest.fixture(scope="session")
def app(opening: Opening, access: Access) -> FastAPI:
    """The whole application, page included, over an assistant that is open."""
    return serving(opening, access)


def serving(opening: Opening, access: Access, **more: object) -> FastAPI:
    """An application over an assistant that is open already."""
    done = Opening(lambda progress: opening.assistant)  # type: ignore[arg-type, return-value]
    done.run()
    done.start = lambda: None  # type: ignore[method-assign]
    return create_app(done, access, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def reach(app: FastAPI) -> Reach:
    """Makes clients: `reach()` sits at the machine, `reach("9.9.9.9", key=…)` does not."""

    def make(address: str = "127.0.0.1", host: str = "", key: str = "") -> TestClient:
        host = host or ("127.0.0.1:7860" if address == "127.0.0.1" else "shop.example")
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        client = TestClient(app, base_url=f"http://{host}", client=(address, 50_000))
        client.headers.update(headers)
        return client

    return make


@pytest.fixture(scope="session")
def client(reach: Reach) -> TestClient:
    """Somebody at the machine."""
    return reach()


@pytest.fixture(scope="session")
def served(app: FastAPI) -> Iterator[str]:
    """The address of the application, served for real."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(app, log_level="warning", proxy_headers=False, **connection_options())
        )
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
