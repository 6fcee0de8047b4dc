"""The process that reads pictures: `python -m retrieval.reading.child`, for `Reader` alone.

It speaks over its standard input and output, in frames of `multiprocessing.connection`: a JSON
request and the picture's RGB bytes come in, JSON goes out, nothing else is ever evaluated. Item
numbers are answered before words, for they take a tenth of the time.
"""

from __future__ import annotations

import json
import os
import sys
from multiprocessing.connection import Connection

from PIL import Image, ImageDraw

from retrieval.confined.limits import confine

MEMORY = 4 * 2**30
"""Bytes of address space; the libraries reserve a good part of it."""


def main() -> None:
    """Serve until the other end closes."""
    answers = Connection(os.dup(1), readable=False)
    os.dup2(2, 1)  # what a library prints must not get between the answers
    requests = Connection(os.dup(0), writable=False)
    from retrieval.reading.barcodes import read_gtins
    from retrieval.reading.ocr import Ocr

    ocr = Ocr()
    ocr.read(_sample(), 5.0)  # loads every network
    confine(MEMORY)
    answers.send_bytes(b"ready")
    while True:
        request = json.loads(requests.recv_bytes())
        image = Image.frombytes("RGB", request["size"], requests.recv_bytes())
        answers.send_bytes(json.dumps(read_gtins(image)).encode())
        words = ocr.read(image, request["seconds"], request["glance"])
        answers.send_bytes(json.dumps(words.as_dict()).encode())


def _sample() -> Image.Image:
    """A picture with a word on it."""
    image = Image.new("RGB", (320, 120), "white")
    ImageDraw.Draw(image).text((20, 20), "ready", fill="black", font_size=60)
    return image


if __name__ == "__main__":
    try:
        main()
    except (EOFError, BrokenPipeError, KeyboardInterrupt):
        sys.exit(0)
