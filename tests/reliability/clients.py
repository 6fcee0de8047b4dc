"""Clients that are slow, many or broken: `python -m tests.reliability.clients`.

Serves a small catalogue in a process of its own and lets clients at it: the server answers or
refuses, goes on answering others, and holds no more memory afterwards than before.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from tests.reliability.scenarios import filled

ROOT = Path(__file__).parents[2]
PATIENCE = 120.0  # seconds until an answer counts as none
BOUNDARY = b"xyz"
SERVE = """
import sys
import tests.fakes
from assistant.cli.serve import main
sys.exit(main(sys.argv[1:]))
"""


def opened(base: str) -> socket.socket:
    """A connection to the server at `base`."""
    place = urlsplit(base)
    assert place.hostname
    return socket.create_connection((place.hostname, place.port or 80), timeout=PATIENCE)


def status(connection: socket.socket) -> int:
    """The status of the answer, 0 where the connection was closed without one."""
    said = b""
    try:
        while b"\r\n" not in said and (more := connection.recv(4096)):
            said += more
    except ConnectionError:  # that nothing comes at all is an error: a TimeoutError
        pass
    found = re.match(rb"HTTP/1\.1 (\d{3})", said)
    return int(found[1]) if found else 0


def head(base: str, path: str, **headers: object) -> bytes:
    """The head of a POST to the server at `base`."""
    lines = [f"POST {path} HTTP/1.1", f"Host: {urlsplit(base).netloc}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def asked(base: str) -> str:
    """The first product's title of an answer to somebody else."""
    with httpx.Client(base_url=base, timeout=PATIENCE) as client:
        talk = client.post("/v1/conversations").raise_for_status().json()["conversation_id"]
        turn = client.post(f"/v1/conversations/{talk}/turns", json={"text": "mug"})
        return turn.raise_for_status().json()["products"][0]["title"]


PART = b'Content-Disposition: form-data; name="%s"%s\r\n%s\r\n%s\r\n'


def form(*parts: bytes) -> bytes:
    """A form of parts."""
    return b"".join(b"--" + BOUNDARY + b"\r\n" + part for part in parts) + b"--" + BOUNDARY + b"--"


def part(name: bytes = b"photo", filename: bytes = b"", content: bytes = b"x") -> bytes:
    """A part of a form; a file where it has a name for it."""
    named = b'; filename="' + filename + b'"' if filename else b""
    kind = b"Content-Type: image/png\r\n" if filename else b""
    return PART % (name, named, kind, content)


UNSENT = b"half a photo that was never sent"


@contextmanager
def waiting(base: str, count: int) -> Iterator[list[socket.socket]]:
    """Connections that have said nothing, half a head, half a body or half a file, in turn."""
    file = {"Content_Type": "multipart/form-data; boundary=xyz", "Content_Length": 100_000}
    begun = (
        b"",
        b"POST /v1/conversations HTTP/1.1\r\nHost: ",
        head(base, "/v1/conversations", Content_Length=100) + b'{"lang',
        head(base, "/gradio_api/upload", **file)
        + form(part(b"files", b"a.png", 1000 * UNSENT))[:-9],
    )
    with ExitStack() as stack:
        connections = []
        for number in range(count):
            connection = stack.enter_context(opened(base))
            connection.sendall(begun[number % len(begun)])
            connections.append(connection)
        yield connections


def burst(base: str, count: int) -> Counter[str]:
    """Connections at once, each of which ends in one of four ways; what came of them."""
    found: Counter[str] = Counter()
    host = urlsplit(base).netloc.encode()
    with ExitStack() as stack:
        connections = []
        for _ in range(count):
            try:
                connections.append(stack.enter_context(opened(base)))
            except ConnectionError:
                found["refused"] += 1
        for number, connection in enumerate(connections):
            ask = b"GET /readyz HTTP/1.1\r\nHost: " + host + b"\r\n\r\n"
            try:
                connection.sendall(
                    (ask, ask, b"\x16\x03\x01 no HTTP\r\n\r\n", ask[:20])[number % 4]
                )
            except ConnectionError:
                continue
        for number, connection in enumerate(connections):
            if number % 4 in (0, 2):
                found[str(status(connection))] += 1
            else:
                found["left"] += 1  # without waiting for an answer, or with half a question
    return found


WHOLE = form(part(b"text", content=b"a mug"), part(b"photo", b"a.png", b"\x89PNG" + b"x" * 300))
BROKEN = {
    "empty": b"",
    "no parts": form(),
    "no end": WHOLE[:-5],
    "half a head": WHOLE[:60],
    "no head": b"--xyz\r\n\r\nx\r\n--xyz--",
    "no name": form(b"Content-Disposition: form-data\r\n\r\nx\r\n"),
    "no disposition": form(b"Content-Type: image/png\r\n\r\nx\r\n"),
    "two of it": form(PART % (b"text", b'; name="photo"', b"", b"x")),
    "up the folders": form(part(b"files", b"../../../../etc/passwd")),
    "a zero in the name": form(part(b"files", b"a\0b.png")),
    "a long name": form(part(b"files", b"a" * 20_000)),
    "an odd name": form(part(b"files", b"\xff\xfe\xe2\x80\xae.png")),
    "a device": form(part(b"files", b"/dev/stdin")),
    "thousands of parts": form(*[part(b"text")] * 5_000),
    "a file for words": form(part(b"text", b"text.txt", b"mug")),
    "thousands of heads": form(b"X-A: b\r\n" * 5_000 + part()),
    "a boundary within": form(part(content=b"--xyz\r\n" * 50)),
    "a form within": form(PART % (b"photo", b"", b"Content-Type: multipart/mixed\r\n", WHOLE)),
    "other newlines": WHOLE.replace(b"\r\n", b"\n"),
    "another encoding": form(PART % (b"text", b"", b"Content-Transfer-Encoding: base64\n", b"eA")),
    "words for a file": form(part(b"files")),
    "the folder above": form(part(b"files", b"..")),
    "another field": form(part(b"file", b"a.png")),
}  # fmt: skip
KINDS = (
    "multipart/form-data; boundary=xyz",
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=" + "y" * 500,
    'multipart/form-data; boundary="x\\',
    "multipart/form-data; boundary=xyz; charset=zlib",
    "multipart/mixed; boundary=xyz; charset=utf-7",
)


def forms(count: int) -> Iterator[tuple[str, str, bytes]]:
    """(what is wrong, its content type, a form): the known ones, then made up by chance."""
    for name, body in BROKEN.items():
        yield name, KINDS[0], body
    for kind in KINDS[1:]:
        yield kind, kind, WHOLE
    for number in range(count):
        chance = random.Random(number)
        body = bytearray(WHOLE)
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(body))
            body[at : at + chance.randint(0, 8)] = chance.randbytes(chance.randint(0, 8))
        yield f"by chance {number}", KINDS[0], bytes(body)


def misformed(base: str, count: int) -> tuple[Counter[int], list[str]]:
    """Send every form to every address that takes one: statuses, and what was a fault."""
    found: Counter[int] = Counter()
    faults = []
    with httpx.Client(base_url=base, timeout=PATIENCE) as client:
        talk = client.post("/v1/conversations").json()["conversation_id"]
        for name, kind, body in forms(count):
            for path in (f"/v1/conversations/{talk}/turns", "/gradio_api/upload"):
                answer = client.post(path, content=body, headers={"Content-Type": kind})
                found[answer.status_code] += 1
                if answer.status_code >= 500:
                    faults.append(f"{path.rpartition('/')[2]} {name}: {answer.status_code}")
    return found, faults


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str], Path]]:
    """(its address, its process, its log) over the catalogue in `folder`/c; what it may keep for a
    while it keeps in `folder`/tmp."""
    command = [sys.executable, "-c", SERVE, "--port=0", "--no-demo", f"--catalog={folder / 'c'}"]
    home = {"TMPDIR": str(folder / "tmp"), "HOME": str(folder / "home")}
    for place in home.values():
        Path(place).mkdir(exist_ok=True)
    log = folder / f"log-{time.monotonic_ns()}"
    with log.open("w") as errors:
        program = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **home},
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
    try:
        assert program.stdout
        found = re.search(r"http://\S+", program.stdout.readline())
        assert found, log.read_text()
        base = found[0]
        while httpx.get(f"{base}/readyz", timeout=PATIENCE).status_code != 200:
            time.sleep(0.5)
        yield base, program, log
    finally:
        program.terminate()
        program.wait(PATIENCE)


def unsent(folder: Path) -> list[str]:
    """Files that hold something of what was never sent whole."""
    return [str(p) for p in folder.rglob("*") if p.is_file() and UNSENT in p.read_bytes()]


def held(process: int) -> float:
    """Megabytes of memory that a process holds."""
    [line] = [
        line
        for line in Path(f"/proc/{process}/status").read_text().splitlines()
        if line.startswith("VmRSS")
    ]
    return int(line.split()[1]) / 1024


def main() -> int:
    """Try all of it, print a summary; returns 1 where the server failed at anything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=10_000)
    parser.add_argument("--at-once", type=int, default=500)
    parser.add_argument("--slow", type=int, default=600)
    parser.add_argument("--forms", type=int, default=2_000)
    options = parser.parse_args()
    wrong: list[str] = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory())) / "work"
        filled(folder)
        base, program, log = stack.enter_context(server(folder))
        asked(base)
        burst(base, options.at_once)
        before = held(program.pid)
        ends: Counter[str] = Counter()
        for _ in range(options.connections // options.at_once):
            ends += burst(base, options.at_once)
            asked(base)
        print(f"{options.connections:,} connections, {options.at_once} at once: {dict(ends)}")
        with waiting(base, options.slow) as connections:
            asked(base)
            left = len(unsent(log.parent / "tmp"))
            came = Counter(map(status, connections))
        print(f"{options.slow} slow clients: {dict(came)}, others were answered meanwhile")
        assert left, "there should have been halves of files"
        wrong += unsent(log.parent / "tmp")
        statuses, faults = misformed(base, options.forms)
        print(f"{statuses.total():,} broken forms: {dict(statuses)}, {len(faults)} faults")
        wrong += faults
        asked(base)
        after = held(program.pid)
        print(f"memory: {before:.0f} MB before, {after:.0f} MB after")
        wrong += ["memory"] if after > 1.05 * before else []
        said = log.read_text()
        wrong += [said[-3000:]] if "Traceback" in said else []
    print(json.dumps(wrong[:20], indent=1))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
