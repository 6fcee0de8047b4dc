"""The whole server over a catalogue, on this machine, for benchmarks that ask as clients do."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import uvicorn

from assistant.access import Access
from assistant.assistant import Assistant
from assistant.startup import Opening, open_assistant
from assistant.ui.connections import connection_options
from assistant.ui.server import create_app


@contextmanager
def served(catalog: Path) -> Iterator[tuple[str, Assistant]]:
    """(the address of a server that is ready, its assistant)."""
    opening = Opening(partial(open_assistant, catalog, None))
    opening.run()
    assert opening.assistant, opening.status.problem
    opening.start = lambda: None  # type: ignore[method-assign]
    app = create_app(opening, Access(folder=catalog))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        config = uvicorn.Config(
            app, log_level="warning", proxy_headers=False, **connection_options()
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", opening.assistant
        server.should_exit = True
        thread.join(10)
