"""Work that behaves badly."""

import os
import time
from pathlib import Path

from retrieval.errors import BadMedia

HELD = []


def echo(data, options):
    print("not an answer")
    return {"pid": os.getpid(), **options}, data[::-1]


def spin(data, options):
    while True:
        pass


def eat(data, options):
    HELD.append(bytearray(2**31))
    return None, b""


def refuse(data, options):
    raise BadMedia("No.")


def write(data, options):
    Path(options["path"]).write_bytes(data)
    return None, b""


JOBS = {
    "echo": echo,
    "spin": spin,
    "eat": eat,
    "refuse": refuse,
    "write": write,
    "die": lambda data, options: os.abort(),
    "sleep": lambda data, options: time.sleep(3600),
    "fail": lambda data, options: [][1],
}
